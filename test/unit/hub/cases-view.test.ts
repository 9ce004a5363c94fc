import { casesView } from '@bandecheng/hub/views/cases-view';
import type { CasesView } from '@bandecheng/shared/case/case-view';
import { describe, expect, it } from 'vitest';
import { GivenDesk, hallTime, SUPERVISOR } from '../../fakes/case-desk.ts';
import { CLERK, OPEN_COUNTERS, SMALL_HALL, t } from '../../given.ts';

const PERSON = { name: '张三', phone: '13812345678', content: '来了三次都没有办成' };
const OPEN = { type: 'OpenCase', attributes: {}, fields: {}, confidential: false } as const;
const REPORT = { ...OPEN, caseType: 'bbcs', intake: 'desk', as: 'desk' } as const;

/** What a board is sent at an instant of the hall's clock. */
function board(desk: GivenDesk, at: string): CasesView {
  return casesView(desk.state, SMALL_HALL, hallTime(at));
}

/** A case of 乌审旗 that waits for the centre since an instant: two working days. */
function toCentre(desk: GivenDesk, at: string): GivenDesk {
  return desk
    .at(at)
    .asks(REPORT)
    .step('w1', 'desk', { fields: PERSON })
    .step('w2', 'desk')
    .step('w5', 'desk');
}

describe('the board of cases', () => {
  it('shows what is overdue first, then what is due today, then what is due next, and last what is only measured', () => {
    const desk = new GivenDesk('wushen');
    desk.at('2026-11-17 09:00').asks(REPORT).step('w1', 'desk', { fields: PERSON });
    toCentre(desk, '2026-11-20 09:00');
    toCentre(desk, '2026-11-19 09:00');
    toCentre(desk, '2026-11-18 09:00');
    toCentre(desk, '2026-11-23 08:40');
    toCentre(desk, '2026-11-13 09:00');
    const { cases, totals } = board(desk, '2026-11-23 09:30');
    expect(cases.map((row) => [row.case.slice(-3), row.standing, row.clocks[0]?.daysLeft])).toEqual([
      ['006', 'overdue', -4],
      ['004', 'overdue', -1],
      ['003', 'due-today', 0],
      ['002', 'running', 1],
      ['005', 'running', 2],
      ['001', 'measured', null],
    ]);
    expect(totals).toMatchObject({ open: 6, dueToday: 1, overdue: 2 });
  });

  it('counts the days left by the working days of the notices, not by the calendar', () => {
    const desk = toCentre(new GivenDesk('wushen'), '2026-09-30 09:00');
    const left = (at: string) => board(desk, at).cases[0]?.clocks[0]?.daysLeft;
    // 2026-10-01 to 10-07 are 国庆节, Saturday 10-10 is worked.
    expect([left('2026-09-30 10:00'), left('2026-10-07 10:00'), left('2026-10-10 10:00')]).toEqual([
      2, 2, -1,
    ]);
  });

  it('says of each case what it is, whose turn it is and which sentence asks for the next step', () => {
    const desk = toCentre(new GivenDesk('wushen'), '2026-11-23 09:00');
    desk.asks({ type: 'AssignCase', case: desk.case.id, to: 'wu' });
    desk.asks({ type: 'AddBranch', case: desk.case.id, as: 'desk', unit: '税务局' });
    expect(board(desk, '2026-11-23 09:30').cases[0]).toMatchObject({
      ...{ type: '“办不成事”反映', state: '集中研判', intake: '服务台', owner: 'wu', confidential: false },
      clocks: [
        {
          ...{
            run: 'WS-RESEARCH.1',
            zh: '集中研判',
            force: 'must',
            extended: 0,
            told: [],
            provisional: false,
          },
          quote:
            '由政务服务中心牵头，在2个工作日内，召集相关部门窗口人员、业务骨干和分管领导等，进行集中研判',
        },
      ],
      // Its next step stops a clock, and a department has not done its part.
      ...{ waitsFor: ['旗政务服务中心'], next: [], branches: ['税务局'] },
    });
    desk.asks({ type: 'EndBranch', case: desk.case.id, as: 'desk', branch: 1, text: '已核' });
    expect(board(desk, '2026-11-23 09:30').cases[0]?.next).toEqual([
      expect.objectContaining({
        step: 'w6',
        zh: '研判结论',
        quote: expect.stringMatching(/集中研判$/) as string,
      }),
    ]);
  });

  it('tells who has been told that a clock ran out, in words', () => {
    const desk = toCentre(new GivenDesk('wushen'), '2026-11-18 09:00').at('2026-11-20 17:01');
    desk.when({ type: 'WarnOverdue', case: desk.case.id, clock: 'WS-RESEARCH.1', rung: 0 }, { kind: 'hub' });
    expect(board(desk, '2026-11-20 17:01').cases[0]?.clocks[0]).toMatchObject({
      ...{ standing: 'overdue', daysLeft: 0, told: ['值班长（大厅管理室负责人）'] },
    });
  });

  it('shows of an exempt case the interim notice as due, until it is given', () => {
    const desk = new GivenDesk('chizhou').at('2026-11-16 09:30');
    desk.asks({
      ...OPEN,
      caseType: 'veto',
      intake: 'counter',
      as: 'clerk',
      attributes: { severity: 'major' },
    });
    const fields = {
      target: '某公司',
      contact: '0566-1234567',
      matterName: '许可',
      acceptDate: '2026-11-16',
    };
    desk.step('t2', 'clerk', { fields: { ...fields, exemptReason: '须专家论证' } }).step('t3', 'clerk');
    const exempt = () => {
      const clocks = board(desk, '2026-11-23 09:30').cases[0]?.clocks;
      return clocks?.find(({ run }) => run === 'CZ-ANSWER.1');
    };
    expect(exempt()).toMatchObject({
      standing: expect.stringMatching(/overdue|due-today/) as string,
      dueAt: null,
    });
    expect(exempt()).toHaveProperty('interimDueAt');
    const notice = { type: 'GiveInterimNotice', case: desk.case.id, as: 'clerk', text: '仍在论证' } as const;
    desk.asks({ ...notice, clock: 'CZ-ANSWER.1' });
    expect(exempt()).toMatchObject({ standing: 'measured', daysLeft: null });
    expect(exempt()).not.toHaveProperty('interimDueAt');
  });

  it('leaves of a confidential case its number and its time, for those too who may see more of it', () => {
    const desk = new GivenDesk('huancui').at('2026-11-23 09:00');
    desk.asks({ ...OPEN, caseType: 'tucao', intake: 'box', as: 'receiver', confidential: true });
    desk.step('u2', 'receiver', { fields: { source: '意见箱', section: '某科室', content: '排队' } });
    const [row] = board(desk, '2026-11-23 09:30').cases;
    expect(row).toEqual({
      ...{
        case: desk.case.id,
        openedAt: hallTime('2026-11-23 09:00'),
        standing: 'running',
        confidential: true,
      },
      clocks: [
        {
          ...{ run: '', zh: '', quote: '', told: [], force: 'generally', standing: 'running' },
          ...{
            startedAt: hallTime('2026-11-23 09:00'),
            dueAt: hallTime('2026-11-24 17:00'),
            provisional: false,
          },
          ...{ daysLeft: 1, extended: 0 },
        },
      ],
    });
  });

  it('names the years whose holidays nobody has imported and that a deadline reaches into', () => {
    const desk = toCentre(new GivenDesk('wushen'), '2026-12-30 10:00');
    const { calendarMissing, cases } = board(desk, '2026-12-30 10:00');
    expect([calendarMissing, cases[0]?.clocks[0]?.provisional]).toEqual([['2027'], true]);
    expect(
      board(toCentre(new GivenDesk('wushen'), '2026-11-23 10:00'), '2026-11-23 10:00').calendarMissing,
    ).toEqual([]);
  });

  it('puts a counter that asks for help on it, with what the applicant came for', () => {
    const desk = new GivenDesk('wushen').at('2026-11-23 09:30');
    for (const event of OPEN_COUNTERS) desk.happened(event);
    desk.when(
      { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
      { kind: 'kiosk', kiosk: 'k1' },
    );
    desk
      .when({ type: 'CallNext', counter: 'c1' })
      .when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    desk.after(720).when({ type: 'AskHelp', counter: 'c1', ticket: t('A001'), reason: 'quarrel' }, CLERK);
    const [help] = board(desk, '2026-11-23 09:45').helps;
    expect(help).toMatchObject({
      ...{ number: 'A001', counterNumber: 1, service: { zh: '社会保险' }, reason: 'quarrel', minutes: 12 },
    });
    expect(help).not.toHaveProperty('comingAt');
    desk.asks({ type: 'AnswerHelp', help: help!.help, outcome: 'coming' });
    expect(board(desk, '2026-11-23 09:45').helps[0]).toHaveProperty('comingAt');
  });

  it('counts what was closed and refused today, and tells of the last three notes between shifts', () => {
    const desk = new GivenDesk('wushen').at('2026-11-23 09:30').asks(REPORT);
    desk.step('w0', 'desk', { exclusion: 0 });
    for (const text of ['一', '二', '三', '四']) desk.asks({ type: 'HandOver', text });
    const { totals, handOvers } = board(desk, '2026-11-23 09:30');
    expect(totals).toEqual({ open: 0, dueToday: 0, overdue: 0, closedToday: 1, refusedToday: 1 });
    expect(handOvers.map(({ by }) => by)).toEqual(['zhao', 'zhao', 'zhao']);
    expect(handOvers[0]!.seq).toBeGreaterThan(handOvers[2]!.seq);
  });

  it('names the city and how many of its open questions nobody has signed', () => {
    const desk = new GivenDesk('wushen');
    const open = desk.policy.assumptions.length;
    expect(board(desk, '2026-11-23 09:30').policy).toEqual({
      ...{ id: 'wushen', place: '内蒙古自治区鄂尔多斯市乌审旗', sign: '办不成事 请找我', assumptions: open },
    });
    desk.when({ type: 'SignAssumption', assumption: 'WS-A1' }, SUPERVISOR);
    expect(board(desk, '2026-11-23 09:30').policy?.assumptions).toBe(open - 1);
    expect(
      casesView(
        new GivenDesk('wushen').happened({ type: 'PolicyAdopted', data: { policy: null, mark: '' } }).state,
        SMALL_HALL,
        0,
      ).policy,
    ).toBeNull();
  });

  it('holds nothing that anybody wrote', () => {
    const desk = toCentre(new GivenDesk('wushen'), '2026-11-23 09:00');
    desk.asks({ type: 'NoteCase', case: desk.case.id, as: 'desk', text: '已经联系' });
    expect(JSON.stringify(board(desk, '2026-11-23 09:30'))).not.toMatch(/张三|138|三次|联系|202611-/);
  });
});
