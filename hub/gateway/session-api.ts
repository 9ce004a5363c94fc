import type { Instant } from '@bandecheng/shared/vocabulary';
import * as z from 'zod';
import type { Hub } from '../handle-command.ts';
import {
  done,
  forStaff,
  refused,
  withBody,
  type ApiReply,
  type ApiRequest,
  type ApiRoute,
} from './api-route.ts';
import { cookieLine, isSessionCookie, sessionCookie } from './cookies.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Staff } from './identity.ts';
import { KNOWN_COOKIE, KNOWN_SECONDS, KnownDevices } from './known-devices.ts';
import { CROWDED_SECONDS, LoginCrowd } from './login-crowd.ts';
import type { Comer, LoginThrottle } from './login-throttle.ts';
import { onRecord, staffActor } from './on-record.ts';

export interface SessionParts {
  hub: Pick<Hub, 'handle'>;
  doorkeeper: Doorkeeper;
  throttle: LoginThrottle;
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
  const { doorkeeper } = parts;
  const devices = new KnownDevices(doorkeeper.logins.deviceKey);
  const crowd = new LoginCrowd();
  return [
    {
      method: 'post',
      path: '/api/session',
      handle: (request) =>
        withBody(Login, request, (login) => signIn(login, request, parts, { devices, crowd })),
    },
    {
      method: 'get',
      path: '/api/session',
      handle: (request) => forStaff(undefined, request, doorkeeper, (staff) => done({ ...staff })),
    },
    { method: 'delete', path: '/api/session', handle: (request) => signOut(request, parts) },
    {
      method: 'post',
      path: '/api/password',
      handle: (request) =>
        forStaff(undefined, request, doorkeeper, (staff) =>
          withBody(PasswordChange, request, (change) =>
            changePassword(staff, change, request, parts, devices),
          ),
        ),
    },
  ];
}

function comerOf(account: string, { address, cookies }: ApiRequest, devices: KnownDevices): Comer {
  return { address, device: devices.deviceOf(account, cookies.get(KNOWN_COOKIE)) };
}

async function signIn(
  { account, password }: z.output<typeof Login>,
  request: ApiRequest,
  { hub, doorkeeper, throttle, clock }: SessionParts,
  { devices, crowd }: { devices: KnownDevices; crowd: LoginCrowd },
): Promise<ApiReply> {
  const comer = comerOf(account, request, devices);
  const waitMs = throttle.waitMs(account, comer, clock());
  if (waitMs > 0) return refused('login-wait', { seconds: Math.ceil(waitMs / 1_000) });
  if (crowd.isFullFor(comer)) return refused('login-wait', { seconds: CROWDED_SECONDS });
  throttle.begin(account, comer, clock());
  const session = await crowd.check(comer, () => doorkeeper.signIn(account, password));
  if (session === null) {
    await throttle.save(clock());
    const known = doorkeeper.member(account) === null ? {} : { account };
    await onRecord(hub, { type: 'SignInRefused', data: known });
    return refused('login-wrong');
  }
  throttle.succeeded(account, comer);
  await throttle.save(clock());
  const { staff, token } = session;
  await onRecord(hub, { type: 'SignedIn', data: { account: staff.account } }, staffActor(staff));
  return done({ ...staff }, [
    cookieLine(sessionCookie(), token),
    cookieLine(KNOWN_COOKIE, devices.known(account), KNOWN_SECONDS),
  ]);
}

async function signOut(
  { cookies }: ApiRequest,
  { hub, doorkeeper, onSignOut }: SessionParts,
): Promise<ApiReply> {
  const sessions = [...cookies].filter(([name]) => isSessionCookie(name));
  for (const [, token] of sessions) {
    const staff = doorkeeper.staff(token);
    await doorkeeper.signOut(token);
    if (staff !== null)
      await onRecord(hub, { type: 'SignedOut', data: { account: staff.account } }, staffActor(staff));
  }
  onSignOut();
  return done(
    {},
    sessions.map(([name]) => cookieLine(name, '')),
  );
}

async function changePassword(
  staff: Staff,
  { before, after }: z.output<typeof PasswordChange>,
  request: ApiRequest,
  { hub, doorkeeper, throttle, clock, onSignOut }: SessionParts,
  devices: KnownDevices,
): Promise<ApiReply> {
  const { account } = staff;
  const comer = comerOf(account, request, devices);
  const waitMs = throttle.waitMs(account, comer, clock());
  if (waitMs > 0) return refused('login-wait', { seconds: Math.ceil(waitMs / 1_000) });
  throttle.begin(account, comer, clock());
  const token = request.cookies.get(sessionCookie()) ?? '';
  const isChanged = await doorkeeper.changePassword(account, before, after, token);
  if (isChanged) throttle.succeeded(account, comer);
  await throttle.save(clock());
  if (!isChanged) return refused('password-wrong');
  await onRecord(
    hub,
    { type: 'AccountChanged', data: { account, changes: ['password-chosen'] } },
    staffActor(staff),
  );
  onSignOut();
  return done();
}
