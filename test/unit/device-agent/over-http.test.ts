import { overHttp } from '@bandecheng/device-agent/pages/over-http';
import { expect, test } from 'vitest';

test("the cookies and sockets of an https hub's page work at the agent's plain http", () => {
  const headers = overHttp({
    'set-cookie': ['bdc_screen_kiosk_k1=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=9; Secure'],
    'content-security-policy': "default-src 'self';connect-src 'self' wss://127.0.0.1:3002",
    etag: '"1"',
  });
  expect(headers).toEqual({
    'set-cookie': ['bdc_screen_kiosk_k1=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=9'],
    'content-security-policy': "default-src 'self';connect-src 'self' ws://127.0.0.1:3002",
    etag: '"1"',
  });
  expect(overHttp({ etag: '"2"' })).toEqual({ etag: '"2"' });
});
