import { randomBytes } from 'node:crypto';
import { Id } from '@bandecheng/shared/hall';
import * as z from 'zod';
import { openRegister } from './register.ts';

const Tries = z.strictObject({
  /** An address or the name of a known browser. */
  from: z.string(),
  /** Absent: over all accounts. */
  account: Id.optional(),
  count: z.int().min(1),
  lastAt: z.int().min(0),
});
/** Wrong passwords that somebody waits for. */
export type KeptTries = z.output<typeof Tries>;

const LoginTriesDocument = z.strictObject({
  deviceKey: z.string().regex(/^[0-9a-f]{64}$/),
  tries: z.array(Tries),
});

/** Who waits before the next password, and by what browsers are known: a restart frees nobody, and holds up nobody else. */
export interface LoginTries {
  /** 256 random bits in hex, made at the first start. */
  readonly deviceKey: string;
  read(): readonly KeptTries[];
  /** Takes the place of all; resolves when it is on disk. */
  keep(tries: readonly KeptTries[]): Promise<void>;
}

/** Opens them. Throws HallError `register-unreadable`. */
export async function openLoginTries(dataFolder: string): Promise<LoginTries> {
  const made = randomBytes(32).toString('hex');
  const register = await openRegister(dataFolder, 'login-tries', LoginTriesDocument, {
    ...{ deviceKey: made, tries: [] },
  });
  if (register.data.deviceKey === made) await register.change(() => undefined);
  return {
    deviceKey: register.data.deviceKey,
    read: () => register.data.tries,
    keep: (tries) =>
      register.change((draft) => {
        draft.tries = [...tries];
      }),
  };
}
