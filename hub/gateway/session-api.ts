import type { Instant } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import { done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import { cookieLine, isSessionCookie, sessionCookie } from './cookies.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { LoginThrottle } from './login-throttle.ts';

export interface SessionParts {
  doorkeeper: Doorkeeper;
  clock: () => Instant;
  /** Someone has signed out: screens opened as them are to be hung up on. */
  onSignOut: () => void;
}

const Login = z.strictObject({
  account: z.string().trim().min(1, '请填写账号').max(64),
  password: z.string().min(1, '请填写密码').max(200),
});
/** A password someone chooses. */
export const Password = z.string().min(8, '至少 8 个字符').max(128, '最多 128 个字符');
const PasswordChange = z.strictObject({ before: z.string().min(1).max(200), after: Password });

/** Signing in and out, who is signed in, a new password. */
export function sessionApi(parts: SessionParts): ApiRoute[] {
  const { doorkeeper, clock, onSignOut } = parts;
  const throttle = new LoginThrottle();
  return [
    {
      method: 'post',
      path: '/api/session',
      handle: (request) =>
        withBody(Login, request, async ({ account, password }) => {
          const waitMs = throttle.waitMs(account, request.address, clock());
          if (waitMs > 0) return refused('login-wait', { seconds: Math.ceil(waitMs / 1_000) });
          throttle.begin(account, request.address, clock());
          const session = await doorkeeper.signIn(account, password);
          if (session === null) return refused('login-wrong');
          throttle.succeeded(account, request.address);
          return done({ ...session.staff }, [cookieLine(sessionCookie(), session.token)]);
        }),
    },
    {
      method: 'get',
      path: '/api/session',
      handle: (request) => forStaff(undefined, request, doorkeeper, (staff) => done({ ...staff })),
    },
    {
      method: 'delete',
      path: '/api/session',
      handle: async ({ cookies }) => {
        const sessions = [...cookies].filter(([name]) => isSessionCookie(name));
        for (const [, token] of sessions) await doorkeeper.signOut(token);
        onSignOut();
        return done(
          {},
          sessions.map(([name]) => cookieLine(name, '')),
        );
      },
    },
    {
      method: 'post',
      path: '/api/password',
      handle: (request) =>
        forStaff(undefined, request, doorkeeper, ({ account }) =>
          withBody(PasswordChange, request, async ({ before, after }) => {
            const waitMs = throttle.waitMs(account, request.address, clock());
            if (waitMs > 0) return refused('login-wait', { seconds: Math.ceil(waitMs / 1_000) });
            throttle.begin(account, request.address, clock());
            const token = request.cookies.get(sessionCookie()) ?? '';
            if (!(await doorkeeper.changePassword(account, before, after, token)))
              return refused('password-wrong');
            throttle.succeeded(account, request.address);
            onSignOut();
            return done();
          }),
        ),
    },
  ];
}
