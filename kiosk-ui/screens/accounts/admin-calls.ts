import type { ApiScope } from '@bandecheng/shared/api-v1';
import type { AuditKind, AuditShown } from '@bandecheng/shared/audit';
import type { Role } from '@bandecheng/shared/vocabulary';
import { ref, type Ref } from 'vue';
import { ask, readAnswer, type ApiAnswer } from '../../link/session.ts';
import type { Notice } from '../staff/ask-hub.ts';
import { notDoneText } from './texts.ts';

export interface AccountLine {
  account: string;
  name: string;
  role: Role;
  star?: number;
  /** Mark of the portrait. */
  photo?: string;
  oneTime?: boolean;
  locked?: boolean;
}
export interface KeyLine {
  key: string;
  name: string;
  scopes: ApiScope[];
}
export type NewAccount = { id: string; name: string; role: Role; star?: number };
export type AccountEdit = { name: string; role: Role; locked: boolean };
export type Paired = { screen: 'kiosk' | 'tablet' | 'display'; of?: string };

/** A portrait over a hall's radio network takes its time, ms. */
const UPLOAD_WITHIN_MS = 30_000;

const at = (path: string, id: string): string => `/api/${path}/${encodeURIComponent(id)}`;

/** What an administrator asks of the registers. What is answered once is kept nowhere. */
export const readAccounts = () => ask<{ accounts: AccountLine[] }>('GET', '/api/accounts');
export const addAccount = (account: NewAccount) =>
  ask<{ password: string }>('POST', '/api/accounts', account);
export const editAccount = (id: string, edit: AccountEdit) => ask<object>('PUT', at('accounts', id), edit);
export const giveStar = (account: string, star: number | null) =>
  ask<object>('POST', '/api/stars', { account, star });
/** The hub looks at the bytes themselves: JPEG or PNG of at most 300 KB. */
export const keepPhoto = (id: string, file: Blob) =>
  readAnswer<object>(
    `${at('accounts', id)}/photo`,
    { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: file },
    UPLOAD_WITHIN_MS,
  );
export const removePhoto = (id: string) => ask<object>('DELETE', `${at('accounts', id)}/photo`);
export const resetPassword = (id: string) =>
  ask<{ password: string }>('POST', `${at('accounts', id)}/password`, {});
export const endSessions = (id: string) => ask<object>('DELETE', `${at('accounts', id)}/sessions`);
/** @param day empty: the open one */
export const readAudit = (kind: AuditKind, day = '') =>
  ask<AuditShown>('GET', `/api/audit?kind=${kind}${day === '' ? '' : `&day=${day}`}`);
export const readAgents = () => ask<{ agents: string[] }>('GET', '/api/agents');
export const addAgentKey = (agent: string) => ask<{ key: string }>('POST', '/api/agents', { agent });
export const enrolmentCode = (agent: string) => ask<{ code: string }>('POST', '/api/enrolments', { agent });
export const revokeAgent = (agent: string) => ask<object>('DELETE', at('agents', agent));
export const readKeys = () => ask<{ keys: KeyLine[]; scopes: ApiScope[] }>('GET', '/api/keys');
export const addKey = (key: KeyLine) => ask<{ token: string }>('POST', '/api/keys', key);
export const revokeKey = (key: string) => ask<object>('DELETE', at('keys', key));
export const pairingCode = (paired: Paired) => ask<{ code: string }>('POST', '/api/pairings', paired);

/** One request at a time, and the sentence it leaves behind. */
export interface Calling {
  busy: Ref<boolean>;
  notice: Ref<Notice | null>;
  /** The answer, or null when it was refused, failed, or another one is still out. */
  call<T>(asking: () => Promise<ApiAnswer<T>>, done?: string): Promise<T | null>;
}

export function calling(): Calling {
  const busy = ref(false);
  const notice = ref<Notice | null>(null);
  return {
    busy,
    notice,
    async call(asking, done) {
      if (busy.value) return null;
      busy.value = true;
      const answer = await asking();
      busy.value = false;
      if (!answer.ok) {
        notice.value = { good: false, text: notDoneText(answer) };
        return null;
      }
      notice.value = done === undefined ? null : { good: true, text: done };
      return answer;
    },
  };
}

/** What is told once: a password, a key, a code. */
export interface Once {
  title: string;
  secret: string;
  note: string;
}
