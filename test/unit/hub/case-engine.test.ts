import { describe, expect, it } from 'vitest';
import { OPEN_COUNTERS, t } from '../../given.ts';
import { CLERK, GivenDesk, SHIFT_LEADER, SUPERVISOR } from '../../fakes/case-desk.ts';
import { dueCommands } from '@bandecheng/hub/timers';
import { emptyState, type HallState } from '@bandecheng/hub/state/hall-state';
import { evolve } from '@bandecheng/hub/state/evolve';

const PERSON = { name: '张三', phone: '13812345678', content: '来了三次都没有办成' };

/** A case of 乌审旗 that has been registered. */
function registered(): GivenDesk {
  const desk = new GivenDesk('wushen').at('2026-11-23 09:30');
  desk.asks({
    ...{ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', service: 'social' },
    ...{ attributes: { multiDept: 'no' }, fields: {}, confidential: false },
  });
  return desk.step('w1', 'desk', { fields: PERSON });
}

/** Sent to the department, which has it in hand. */
function handled(): GivenDesk {
  return registered()
    .step('w2', 'desk')
    .step('w5', 'desk')
    .step('w6', 'centre', { attributes: { research: 'solvable' } })
    .step('w7', 'desk')
    .step('w8', 'unit');
}

describe('a case of the desk', () => {
  it('opens with a number of the day and tells its department from the service', () => {
    const { case: of } = registered();
    expect(of).toMatchObject({ id: 'B20261123-001', state: 'received', unit: '社会保险局' });
    expect(of.clocks.map(({ run, stoppedAt }) => [run, stoppedAt])).toEqual([['WS-ONSITE.1', undefined]]);
  });

  it('keeps nothing of what was written but its place in the vault', () => {
    const desk = registered();
    expect(JSON.stringify(desk.case)).not.toMatch(/张三|13812345678|三次/);
    expect(desk.case.fields['name']).toMatchObject({
      field: 'name',
      record: expect.stringMatching(/^202611-/),
    });
  });

  it('refuses a step whose fields are empty, and names the field', () => {
    const desk = new GivenDesk('wushen');
    desk.asks({
      ...{ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk' },
      ...{ attributes: {}, fields: {}, confidential: false },
    });
    desk.step('w1', 'desk', { fields: { name: '张三', phone: '  ' } }).thenRefused('field-missing');
  });

  it('takes no step that another state is for, and none from a role that is not named for it', () => {
    registered().step('w8', 'unit').thenRefused('step-not-now');
    registered().step('w2', 'unit').thenRefused('not-your-step');
  });

  it('lets an account act in its own roles alone, and the desk record for those who have no account', () => {
    const desk = registered().step('w2', 'desk').step('w5', 'desk');
    const research = { type: 'TakeStep', case: desk.case.id, step: 'w6', as: 'centre' } as const;
    const solvable = { ...research, attributes: { research: 'solvable' }, fields: {} };
    desk.asks(solvable, CLERK).thenRefused('not-your-role');
    desk.asks(solvable, SUPERVISOR).thenEvents('CaseStepped', 'ClockStopped', 'ClockStarted');
    expect(desk.data('CaseStepped').done).toEqual({ as: 'centre' });
    desk.step('w7', 'desk').step('w8', 'unit');
    expect(desk.data('CaseStepped').done).toEqual({ as: 'unit', onBehalf: true });
  });

  it('runs the clocks of its policy, each due to the minute', () => {
    const desk = handled();
    expect(desk.due('WS-RESEARCH.1')).toBe('2026-11-25 17:00');
    expect(desk.due('WS-DISPATCH.1')).toBe('2026-11-24 17:00');
    expect(desk.due('WS-HANDLE.1')).toBe('2026-11-25 17:00');
    expect(desk.case.clocks.filter(({ stoppedAt }) => stoppedAt === undefined).map(({ run }) => run)).toEqual(
      ['WS-HANDLE.1'],
    );
  });

  it('reckons a running clock again once the case is found to be of another class', () => {
    const desk = handled();
    const amend = { type: 'AmendCase', case: desk.case.id, as: 'desk', fields: {} } as const;
    desk.asks({ ...amend, attributes: { multiDept: 'yes' } }).thenEvents('CaseAmended', 'DeadlineMoved');
    expect(desk.due('WS-HANDLE.1')).toBe('2026-11-30 17:00');
  });

  it('extends a clock before it has run out, with the reason, up to ten working days in all', () => {
    const desk = handled();
    const ask = { type: 'ExtendClock', case: desk.case.id, clock: 'WS-HANDLE.1', as: 'unit' } as const;
    desk.asks({ ...ask, due: '2026-12-01', fields: {} }).thenRefused('field-missing');
    desk
      .asks({ ...ask, due: '2026-12-08', fields: { extendReason: '等专家' } })
      .thenRefused('beyond-the-most');
    desk.asks({ ...ask, due: '2026-12-07', fields: { extendReason: '等专家' } }).thenEvents('ClockExtended');
    expect(desk.due('WS-HANDLE.1')).toBe('2026-12-07 17:00');
    expect(desk.data('ClockExtended').tell).toEqual(['applicant', 'desk']);
    desk.asks({ ...ask, due: '2026-12-07', fields: {} }).thenRefused('extended-already');
  });

  it('refuses to extend a clock that has run out', () => {
    const desk = handled().at('2026-11-25 17:01');
    const ask = { type: 'ExtendClock', case: desk.case.id, clock: 'WS-HANDLE.1', as: 'unit' } as const;
    desk.asks({ ...ask, due: '2026-12-01', fields: { extendReason: '等' } }).thenRefused('overdue-already');
  });

  it('waits for every department before the handling is done', () => {
    const desk = handled();
    const of = { case: desk.case.id, as: 'desk' } as const;
    desk
      .asks({ type: 'AddBranch', ...of, unit: '税务局' })
      .asks({ type: 'AddBranch', ...of, unit: '住建局' });
    desk.step('w9', 'unit', { fields: { result: '已办' } }).thenRefused('branches-open');
    desk.asks({ type: 'EndBranch', ...of, branch: 1, text: '已核' });
    desk.asks({ type: 'EndBranch', ...of, branch: 2, text: '已核' });
    desk.step('w9', 'unit', { fields: { result: '已办' } }).thenEvents('CaseStepped', 'ClockStopped');
  });

  it('goes back to be treated anew when the applicant is not satisfied, and owes a call', () => {
    const desk = handled().step('w9', 'unit', { fields: { result: '已办' } });
    const rate = { type: 'RateCase', case: desk.case.id, channel: 'desk' } as const;
    desk.asks({ ...rate, grade: 'dissatisfied' }).thenEvents('CaseRated', 'CaseStepped');
    expect(desk.case).toMatchObject({ state: 'rework', reworks: 1, followUp: true });
    desk.step('w18', 'desk');
    expect(desk.case.clocks.at(-1)).toMatchObject({ run: 'WS-HANDLE.2' });
    desk.step('w9', 'unit', { fields: { result: '重办' } }).asks({ ...rate, grade: 'satisfied' });
    desk.step('w19', 'desk').thenRefused('follow-up-open');
    const call = { type: 'RecordCallBack', case: desk.case.id, text: '满意' } as const;
    desk
      .asks({ ...call, outcome: 'no-answer' })
      .step('w19', 'desk')
      .thenRefused('follow-up-open');
    desk
      .asks({ ...call, outcome: 'satisfied' })
      .step('w19', 'desk')
      .thenEvents('CaseStepped');
    expect(desk.state.desk.open.size).toBe(0);
  });

  it('takes no rating that nobody was asked for', () => {
    const desk = registered();
    desk.asks({ type: 'RateCase', case: desk.case.id, channel: 'desk', grade: 'satisfied' });
    desk.thenRefused('rating-not-invited');
  });

  it('starts no clock for what the notice excludes, and says under which exclusion', () => {
    const desk = new GivenDesk('wushen');
    desk.asks({
      ...{ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk' },
      ...{ attributes: {}, fields: {}, confidential: false },
    });
    desk.step('w0', 'desk').thenRefused('exclusion-missing');
    desk.step('w0', 'desk', { exclusion: 0 });
    expect(desk.case).toMatchObject({ clocks: [], exclusion: 0 });
    expect(desk.state.desk.refusedToday).toBe(1);
  });

  it('runs a case without a limit only with its reason, and owes an interim notice', () => {
    const desk = new GivenDesk('chizhou').at('2026-11-23 09:30');
    desk.asks({
      ...{ type: 'OpenCase', caseType: 'veto', intake: 'counter', as: 'clerk' },
      ...{ attributes: { severity: 'major' }, fields: {}, confidential: false },
    });
    const fields = {
      target: '某公司',
      contact: '0566-1234567',
      matterName: '新业态许可',
      acceptDate: '2026-11-23',
    };
    desk.step('t2', 'clerk', { fields }).thenRefused('field-missing');
    desk.step('t2', 'clerk', { fields: { ...fields, exemptReason: '须专家论证' } });
    expect(desk.case.clocks.find(({ run }) => run === 'CZ-ANSWER.1')).toMatchObject({
      dueAt: null,
      variant: 'expert',
    });
    const notice = { type: 'GiveInterimNotice', case: desk.case.id, as: 'clerk', text: '仍在论证' } as const;
    desk.asks({ ...notice, clock: 'CZ-SUBMIT.1' }).thenRefused('no-interim-notice');
    desk.asks({ ...notice, clock: 'CZ-ANSWER.1' }).thenEvents('InterimNoticeGiven');
  });

  it('tells one after the other on the ladder once a clock has run out, a working day between them', () => {
    const desk = handled().at('2026-11-25 17:00');
    const due = () => dueCommands(desk.state, desk.now).filter(({ type }) => type === 'WarnOverdue');
    expect(due()).toEqual([]);
    desk.at('2026-11-25 17:01');
    for (const command of due()) desk.when(command, { kind: 'hub' }).thenEvents('ClockOverran');
    expect(desk.data('ClockOverran')).toMatchObject({ told: 'chief', rung: 0 });
    expect(due()).toEqual([]);
    desk.at('2026-11-26 17:01');
    for (const command of due()) desk.when(command, { kind: 'hub' });
    expect(desk.data('ClockOverran')).toMatchObject({ told: 'duty', rung: 1 });
  });

  it('keeps the rules it began under when others are adopted', () => {
    const desk = registered();
    const changed = structuredClone(desk.policy);
    changed.version = '2';
    changed.caseTypes = changed.caseTypes.filter(({ id }) => id !== 'bbcs');
    desk.happened({ type: 'PolicyAdopted', data: { policy: changed, mark: 'wushen@2' } });
    desk.step('w2', 'desk').thenEvents('CaseStepped', 'ClockStopped');
  });

  it('moves running clocks when next year is imported, and leaves stopped ones as they were', () => {
    const desk = handled()
      .at('2026-12-30 10:00')
      .step('w9', 'unit', { fields: { result: '已办' } });
    const rate = { type: 'RateCase', case: desk.case.id, channel: 'desk', grade: 'dissatisfied' } as const;
    desk.asks(rate).step('w18', 'desk');
    expect(desk.case.clocks.at(-1)).toMatchObject({ run: 'WS-HANDLE.2', provisional: true });
    const days = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map((date) => ({
      ...{ date, name: '元旦', off: true },
    }));
    const year = {
      year: 2027,
      title: '某通知',
      issuedOn: '2026-11-20',
      address: 'https://example.cn/',
      days,
    };
    const calendar = { years: [...desk.state.desk.calendar.years, year] };
    desk.when({ type: 'AdoptCalendar', calendar, mark: 'with-2027' }, { kind: 'hub' });
    desk.thenEvents('CalendarAdopted', 'DeadlineMoved');
    expect(desk.data('DeadlineMoved')).toMatchObject({ run: 'WS-HANDLE.2', provisional: false });
    expect(desk.due('WS-HANDLE.2')).toBe('2027-01-05 17:00');
    expect(desk.case.clocks.find(({ run }) => run === 'WS-HANDLE.1')?.calendar).toBe('years');
  });

  it('shows a confidential case to none but whoever was first asked, or has it now, and the supervising section', () => {
    const desk = new GivenDesk('huancui');
    desk.asks({
      ...{ type: 'OpenCase', caseType: 'tucao', intake: 'box', as: 'receiver' },
      ...{ attributes: {}, fields: {}, confidential: true },
    });
    const colleague = { kind: 'staff', account: 'qian', role: 'desk' } as const;
    const first = { type: 'NoteCase', case: desk.case.id, as: 'receiver', text: '已收到' } as const;
    desk.asks(first, colleague).thenRefused('case-confidential');
    desk.asks(first).asks({ type: 'AssignCase', case: desk.case.id, to: 'qian' });
    desk.asks(first, colleague).thenEvents('CaseNoted');
    const note = { type: 'NoteCase', case: desk.case.id, as: 'windowLead', text: '看看' } as const;
    desk.asks(note, SHIFT_LEADER).thenRefused('case-confidential');
    desk.asks({ ...note, as: 'supervision' }, SUPERVISOR).thenEvents('CaseNoted');
  });

  it('is rebuilt from its events to the same state', () => {
    const desk = handled();
    const events = desk.case.timeline;
    const again: HallState = emptyState();
    again.desk.policies = desk.state.desk.policies;
    for (const event of events) evolve(again, event);
    expect(again.desk.cases.get(desk.case.id)).toEqual(desk.case);
  });
});

describe('a counter that asks for help', () => {
  /** A ticket that counter c1 serves. */
  function serving(): GivenDesk {
    const desk = new GivenDesk('wushen').at('2026-11-23 09:30');
    for (const event of OPEN_COUNTERS) desk.happened(event);
    desk.when(
      { type: 'IssueTicket', service: 'social', class: 'ordinary', language: 'zh' },
      { kind: 'kiosk', kiosk: 'k1' },
    );
    desk
      .when({ type: 'CallNext', counter: 'c1' })
      .when({ type: 'StartService', counter: 'c1', ticket: t('A001') });
    return desk.after(600);
  }
  const help = { type: 'AskHelp', counter: 'c1', ticket: t('A001'), reason: 'material-missing' } as const;

  it('is free for the next number while its ticket waits for the desk', () => {
    const desk = serving().when(help, CLERK).thenEvents('HelpAsked', 'TicketHeld');
    expect(desk.state.counters.get('c1')?.ticket).toBeUndefined();
    expect([...desk.state.desk.helps.values()]).toMatchObject([
      { number: 'A001', minutes: 10, counter: 'c1' },
    ]);
    desk.when(help, CLERK).thenRefused('help-asked-already');
  });

  it('gets its ticket back at its old place', () => {
    const desk = serving().when(help, CLERK);
    const [asked] = [...desk.state.desk.helps.keys()];
    desk.asks({ type: 'AnswerHelp', help: asked!, outcome: 'coming' }).thenEvents('HelpAnswered');
    desk.asks({ type: 'AnswerHelp', help: asked!, outcome: 'back-in-line' });
    desk.thenEvents('HelpAnswered', 'TicketRequeued');
    expect(desk.state.tickets.get(t('A001'))).toMatchObject({ status: 'waiting', sentTo: 'c1' });
  });

  it('becomes a case with ticket, counter, service and clerk filled in', () => {
    const desk = serving().when(help, CLERK);
    desk.asks({
      ...{ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', ticket: t('A001') },
      ...{ attributes: {}, fields: {}, confidential: false },
    });
    desk.thenEvents('CaseOpened', 'HelpAnswered', 'TicketCancelled');
    expect(desk.case).toMatchObject({ ticket: t('A001'), counter: 'c1', service: 'social', clerk: 'li' });
    expect(desk.state.desk.helps.size).toBe(0);
  });
});
