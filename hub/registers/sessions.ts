import * as z from 'zod';
import { Id } from '@bandecheng/shared/hall';
import type { AccountId, Instant } from '@bandecheng/shared/vocabulary';
import { openRegister } from './register.ts';
import { newSecret, secretHash } from './secret.ts';

/** A working day and its overtime: nobody is signed out in the middle of a visit. */
export const SESSION_MS = 12 * 60 * 60 * 1000;
/** Beyond it the oldest session ends. */
export const MOST_SESSIONS = 500;

const Session = z.strictObject({
  token: z.string().regex(/^[0-9a-f]{64}$/),
  account: Id,
  expiresAt: z.int().min(0),
});
const SessionsDocument = z.strictObject({ sessions: z.array(Session) });

/** Who is signed in; kept on disk, so that a restart of the hub signs nobody out. */
export interface Sessions {
  /** Begins a session and returns its token, of which only the hash is kept. */
  begin(account: AccountId): Promise<string>;
  /** The account signed in with this token, or null. */
  find(token: string): AccountId | null;
  end(token: string): Promise<void>;
  /** Ends every session of an account but the one given. */
  endOthers(account: AccountId, keptToken?: string): Promise<void>;
}

/** Opens the sessions. Throws HallError `register-unreadable`. */
export async function openSessions(dataFolder: string, clock: () => Instant): Promise<Sessions> {
  const register = await openRegister(dataFolder, 'sessions', SessionsDocument, { sessions: [] });

  function change(edit: (sessions: z.output<typeof Session>[]) => z.output<typeof Session>[]): Promise<void> {
    return register.change((draft) => {
      const now = clock();
      draft.sessions = edit(draft.sessions.filter((session) => session.expiresAt > now)).slice(
        -MOST_SESSIONS,
      );
    });
  }

  return {
    async begin(account) {
      const token = newSecret();
      const session = { token: secretHash(token), account, expiresAt: clock() + SESSION_MS };
      await change((sessions) => [...sessions, session]);
      return token;
    },
    find(token) {
      const hash = secretHash(token);
      const session = register.data.sessions.find((candidate) => candidate.token === hash);
      return session !== undefined && session.expiresAt > clock() ? session.account : null;
    },
    async end(token) {
      const hash = secretHash(token);
      await change((sessions) => sessions.filter((session) => session.token !== hash));
    },
    async endOthers(account, keptToken) {
      const kept = keptToken === undefined ? null : secretHash(keptToken);
      await change((sessions) =>
        sessions.filter((session) => session.account !== account || session.token === kept),
      );
    },
  };
}
