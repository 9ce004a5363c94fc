import { outageTold } from '@bandecheng/kiosk-ui/screens/desk/outage-text';
import { OUTAGE_STEPS } from '@bandecheng/shared/outage/outage-step';
import type { OutageRow } from '@bandecheng/shared/outage/outage-view';
import { describe, expect, it } from 'vitest';
import { NINE } from '../../given.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const row = (more: Partial<OutageRow>): OutageRow => ({
  ...{
    agent: 'hall-1',
    from: NINE,
    issued: 0,
    numbers: [],
    called: 0,
    finished: 0,
    presses: 0,
    withdrawn: [],
    setAside: [],
  },
  ...more,
});
const aside = (more: object): OutageRow['setAside'][number] => ({
  ...{ at: NINE + MINUTE, kind: 'called', number: 'A012', counter: 3, why: 'ticket-elsewhere' },
  ...more,
});

describe('an agent’s time without a hub', () => {
  it('is told with what was done in it, and with every step that did not fit', () => {
    const did = { issued: 12, called: 8, finished: 7, presses: 5, to: NINE + 33 * MINUTE };
    const numbers = ['A950', 'A951', 'A952', 'A953', 'A954'];
    const setAside = [
      aside({}),
      aside({ why: 'cannot-call-finished' }),
      aside({ kind: 'issued', why: 'day-over' }),
    ];
    expect(outageTold(row({ ...did, numbers, setAside }), ZONE)).toEqual({
      what: '设备代理 hall-1 断网 09:00–09:33：自行取号 12、叫号 8、办结 7、评价 5',
      given: '离线取号：A950…A954',
      withdrawn: [],
      asides: [
        '09:01 A012 3 号窗口 叫号：号在别的窗口或已经办过',
        '09:01 A012 3 号窗口 叫号：A012 已办结，不能叫号',
        '09:01 A012 3 号窗口 取号：那一天已经结束，只留在记录里',
      ],
    });
  });

  it('is told of an agent that is away, and of one that is telling', () => {
    expect(outageTold(row({}), ZONE).what).toBe('设备代理 hall-1 断网，09:00 起自行取号叫号，恢复后并入');
    expect(outageTold(row({ issued: 1, numbers: ['A950'] }), ZONE)).toMatchObject({
      what: '设备代理 hall-1 断网后正在并入（09:00 起）：自行取号 1、叫号 0、办结 0、评价 0',
      given: '离线取号：A950',
    });
  });

  it('names each number that was withdrawn and the one its applicant holds', () => {
    const withdrawn = [{ number: 'A003', kept: 'A950' }];
    expect(outageTold(row({ issued: 1, numbers: ['A950'], withdrawn }), ZONE).withdrawn).toEqual([
      'A003 已作废：断网那一刻取的号没有送到，群众手里是 A950',
    ]);
  });

  it('has a word for every kind of step', () => {
    const setAside = OUTAGE_STEPS.map((kind) => aside({ kind }));
    for (const told of outageTold(row({ setAside }), ZONE).asides) expect(told).not.toMatch(/[a-z]/);
  });
});
