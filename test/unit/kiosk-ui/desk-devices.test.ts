import { printingKiosks } from '@bandecheng/kiosk-ui/screens/desk/printing-kiosks';
import { changeText, changeTime } from '@bandecheng/kiosk-ui/screens/staff/change-text';
import { devicePlace } from '@bandecheng/kiosk-ui/screens/staff/device-place';
import { deviceTroubles, wellDevices } from '@bandecheng/kiosk-ui/screens/staff/device-troubles';
import { jobReasonText } from '@bandecheng/kiosk-ui/screens/staff/job-reason';
import type { DeviceView } from '@bandecheng/shared/views';
import { DEVICE_PROBLEMS, type DeviceProblem } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const device = (
  id: string,
  problems: DeviceView['problems'],
  changed: Partial<DeviceView> = {},
): DeviceView => ({
  ...{ device: id, kind: 'evaluator', profile: 'ff68', agent: 'hall-1', problems, since: NINE },
  ...changed,
});
const here = { agent: 'hall-1', connected: true, since: NINE };
const away = { agent: 'hall-2', connected: false, since: NINE };

describe('what needs a person', () => {
  it('is nothing where all is well', () => {
    expect(deviceTroubles({ agents: [here], devices: [device('e1', [])] })).toEqual([]);
  });

  it('is one entry for an agent that is away, whatever hangs on it', () => {
    const devices = ['e1', 'e2', 'e3'].map((id) => device(id, ['agent-away'], { agent: 'hall-2' }));

    expect(deviceTroubles({ agents: [here, away], devices })).toEqual([
      { kind: 'agent', agent: 'hall-2', devices: 3, since: NINE },
    ]);
    expect(wellDevices(devices)).toBe(0);
  });

  it('shows a device whose agent never came by itself', () => {
    const [trouble] = deviceTroubles({ agents: [], devices: [device('e1', ['agent-away'])] });

    expect(trouble).toMatchObject({ kind: 'device', worst: 'agent-away' });
  });

  it('puts agents first, then what is broken, then what still works', () => {
    const devices = [device('e1', ['paper-near-end']), device('e2', ['no-answer', 'noisy-line'])];

    const order = deviceTroubles({ agents: [away], devices }).map((trouble) =>
      trouble.kind === 'agent' ? trouble.agent : trouble.device.device,
    );

    expect(order).toEqual(['hall-2', 'e2', 'e1']);
  });
});

describe('where a device stands', () => {
  const places = { counters: new Map([['c3', 3]]), kiosks: new Map([['k1', '一楼取号机']]) };

  it.each([
    [{ counter: 'c3' }, '3 号窗口评价器'],
    [{ kiosk: 'k1' }, '一楼取号机 评价器'],
    [{ kiosk: 'k9' }, 'k9 评价器'],
    [{ counter: 'c9' }, '评价器 e1'],
    [{}, '评价器 e1'],
  ])('is said for %o', (at, place) => {
    expect(devicePlace(device('e1', [], at), places)).toBe(place);
  });
});

describe('a change of a device', () => {
  const places = { counters: new Map([['c3', 3]]), kiosks: new Map([['k1', '一楼取号机']]) };
  const changed = (problems: DeviceProblem[]) => ({
    ...{ at: NINE, device: 'p1', kind: 'printer' as const, kiosk: 'k1', problems },
  });

  it.each(DEVICE_PROBLEMS)('to %s is told in words, with what to do about it', (problem) => {
    const { what, todo } = changeText(changed([problem]), places);

    expect(what).toMatch(/^一楼取号机 打印机 · \p{Script=Han}/u);
    expect(todo).toMatch(/\p{Script=Han}{4,}/u);
  });

  it('for the better asks nothing of anyone', () => {
    expect(changeText(changed([]), places)).toEqual({ what: '一楼取号机 打印机 · 恢复正常', todo: '' });
    expect(changeText({ at: NINE, agent: 'hall-1', connected: true }, places)).toEqual({
      what: '设备代理 hall-1 恢复在线',
      todo: '',
    });
  });

  it('bears its day when it is longer ago than a working day', () => {
    expect(changeTime(NINE, NINE + 11 * 3_600_000, 'Asia/Shanghai')).toBe('09:00');
    expect(changeTime(NINE, NINE + 12 * 3_600_000, 'Asia/Shanghai')).toBe('11-23 09:00');
  });

  it('that takes an agent away says where to look', () => {
    expect(changeText({ at: NINE, agent: 'hall-1', connected: false }, places)).toEqual({
      what: '设备代理 hall-1 离线',
      todo: '检查该主机是否开机、网线是否插好',
    });
  });
});

describe('the kiosks that can print', () => {
  it('come first where the printer works, a warning included', () => {
    const printer = { kind: 'printer' as const };
    const devices = [
      device('p1', ['paper-out'], { ...printer, kiosk: 'k1' }),
      device('p2', ['paper-near-end'], { ...printer, kiosk: 'k2' }),
      device('p3', [], printer),
      device('e1', [], { kiosk: 'k3' }),
    ];

    expect(printingKiosks(devices, new Map([['k2', '二楼取号机']]))).toEqual([
      { kiosk: 'k2', name: '二楼取号机', ready: true },
      { kiosk: 'k1', name: 'k1', ready: false },
    ]);
  });
});

describe('why a print failed', () => {
  it.each([
    ['paper-out', '缺纸'],
    ['past-deadline', '超过时限，没有打'],
    ['agent-stopped', '打印时设备代理停了'],
    [undefined, ''],
    ['a-newer-reason', 'a-newer-reason'],
  ])('is told for %s', (reason, text) => {
    expect(jobReasonText(reason)).toBe(text);
  });
});
