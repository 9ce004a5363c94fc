import { PROTOCOL_VERSION } from '@bandecheng/shared/link';
import { selfAlerts } from '@bandecheng/kiosk-ui/screens/desk/hall-alerts';
import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestGateway } from '../../fakes/test-gateway.ts';
import { NINE } from '../../given.ts';

const MINUTE_MS = 60_000;

let hall: TestGateway;
beforeEach(async () => {
  hall = await TestGateway.open();
});
afterEach(() => hall.close());

const pairedKiosk = (): Promise<Socket> =>
  hall.screen('kiosk', 'k1', 'desk', { extraHeaders: { cookie: 'bdc_screen_kiosk_k1=of-k1' } });
const told = async (): Promise<string[]> => {
  const answer = await fetch(`${hall.url}/api/self-check`, { headers: { cookie: 'bdc_session=desk' } });
  const { warnings } = (await answer.json()) as { warnings: SelfWarning[] };
  return selfAlerts(warnings, 'Asia/Shanghai').map(({ what }) => what);
};

it('a paired kiosk that lost its way to the hub is told of after two minutes, until it is back', async () => {
  const kiosk = await pairedKiosk();
  const looking = await hall.screen('kiosk', 'k1', 'admin');
  looking.disconnect();
  kiosk.disconnect();
  await expect.poll(() => hall.gateway.connected().screens).toBe(0);
  hall.now = NINE + 2 * MINUTE_MS - 1;
  expect(await told()).toEqual([]);
  hall.now = NINE + 2 * MINUTE_MS;
  expect(await told()).toEqual(['取号机 k1 的页面连不上服务器']);
  await pairedKiosk();
  expect(await told()).toEqual([]);
});

it('a page that somebody opened and closed again is missed by nobody', async () => {
  const kiosk = await hall.screen('kiosk', 'k1', 'admin');
  kiosk.disconnect();
  await expect.poll(() => hall.gateway.connected().screens).toBe(0);
  hall.now = NINE + 60 * MINUTE_MS;
  expect(await told()).toEqual([]);
});

it('machines whose browser draws boxes for Chinese are named as long as they are there', async () => {
  const boxes = (screen: string, of?: string) => ({
    auth: { protocol: PROTOCOL_VERSION, screen, of, lacksChinese: true },
  });
  const kiosk = await hall.screen('kiosk', 'k1', 'admin', {
    ...boxes('kiosk', 'k1'),
    extraHeaders: { cookie: 'bdc_screen_kiosk_k1=of-k1' },
  });
  await hall.screen('display', undefined, 'admin', {
    ...boxes('display'),
    extraHeaders: { cookie: 'bdc_session=admin' },
  });
  expect(await told()).toEqual(['叫号屏、取号机 k1 显示不出汉字']);
  kiosk.disconnect();
  await expect.poll(told).toEqual(['叫号屏 显示不出汉字']);
});
