import { onJoin } from '@bandecheng/hub/react';
import { shortForm, shortForms } from '@bandecheng/hub/reports/short-form';
import { formsOf } from '@bandecheng/hub/state/case-forms';
import { rulesOf } from '@bandecheng/hub/state/case-rules';
import { dueCommands } from '@bandecheng/hub/timers';
import { devicesView } from '@bandecheng/hub/views/device-view';
import { PaperJob } from '@bandecheng/shared/protocol';
import { describe, expect, it } from 'vitest';
import { DESK, GivenDesk } from '../../fakes/case-desk.ts';
import { wordsOf } from '../../fakes/case-words.ts';
import { AGENT, AGENT_JOINED, SMALL_HALL } from '../../given.ts';

const OPEN = { type: 'OpenCase', attributes: {}, fields: {}, confidential: false } as const;
const MATERIALS = '户口簿原件\n授权委托书';
const JOB = 'B20261123-001/form-onceNotice/0';

/** Somebody at a counter of 环翠 has been told what is missing. */
function told(materials = MATERIALS, more: object = {}): GivenDesk {
  const on = new GivenDesk('huancui').at('2026-11-23 09:30');
  const hall = { ...SMALL_HALL, desk: { kiosk: 'k1' } };
  on.happened({ type: 'HallConfigured', data: { hall } }).happened(AGENT_JOINED);
  on.asks({ ...OPEN, caseType: 'veto', intake: 'counter', as: 'clerk', ...more });
  return on.step('v7', 'clerk', { fields: { materials } });
}

function filling(on: GivenDesk, texts: readonly string[]) {
  const rules = rulesOf(on.state.desk, on.case);
  return { rules, of: on.case, words: wordsOf(texts), hall: SMALL_HALL, now: on.now };
}
function notice(on: GivenDesk, texts: readonly string[]) {
  const about = filling(on, texts);
  return shortForm(
    formsOf(about.rules).find(({ id }) => id === 'onceNotice')!,
    about,
  );
}

const print = (on: GivenDesk, more: object = {}) =>
  on.asks({ type: 'PrintPaper', case: on.case.id, kind: 'form', form: 'onceNotice', ...more }, DESK);

describe('a form that is short', () => {
  it('says what was filled in, line by line, with the number and the hall; blanks stay on the A4 sheet', () => {
    const paper = notice(told(), [MATERIALS]);
    expect(paper).toEqual({
      title: '一次性书面告知',
      lines: [
        ...['小城政务服务中心', '编号：B20261123-001', ''],
        ...['所需补正的手续和材料：户口簿原件', '授权委托书', ''],
        '打印时间：2026-11-23 09:30',
      ],
    });
    expect(PaperJob.shape.paper.parse(paper)).toEqual(paper);
  });

  it('fits 30 lines of 42 columns, a Chinese character taking two; one line more is long', () => {
    // Title, hall, number, two gaps and the time leave 24 lines; the label takes 22 columns of the first.
    const most = '材'.repeat(24 * 21 - 11);
    expect(notice(told(most), [most])).not.toBeNull();
    const more = `${most}料`;
    expect(notice(told(more), [more])).toBeNull();
    expect(shortForms(filling(told(more), [more]))).not.toContain('onceNotice');
  });

  it('says nothing of a person and nothing of a confidential case, and is not empty', () => {
    const secret = told(MATERIALS, { confidential: true });
    expect(notice(secret, [MATERIALS])).toBeNull();
    expect(notice(told(), [])?.lines.join()).toContain('已删除');
    const on = new GivenDesk('wushen').at('2026-11-23 09:30');
    const asked = { ...OPEN, caseType: 'bbcs', intake: 'desk', as: 'desk' } as const;
    on.asks(asked);
    expect(shortForms(filling(on, []))).not.toContain('promiseSheet');
    on.step('w1', 'desk', { fields: { name: '张三', phone: '13812345678', content: '来了三次' } });
    expect(shortForms(filling(on, ['张三', '13812345678', '来了三次']))).not.toContain('acceptSheet');
  });
});

describe('the order to print a form on the ticket printer', () => {
  it('is a job without a word of the form, even of a closed case', () => {
    const on = print(told()).thenEvents('PaperRequested');
    expect(on.case.closedAt).toBeDefined();
    expect(on.data('PaperRequested')).toMatchObject({
      ...{ job: JOB, kind: 'form', form: 'onceNotice', copy: 0, device: 'printer-k1' },
    });
    print(on).thenRefused('reprint-underway');
    on.when({ type: 'RecordPrint', job: JOB, state: 'failed', reason: 'paper-out' }, AGENT);
    expect(devicesView(on.state).jobs).toMatchObject([{ case: on.case.id, form: 'onceNotice' }]);
    expect(print(on).data('PaperRequested')).toMatchObject({ copy: 1 });
    expect(devicesView(on.state).jobs).toEqual([]);
  });

  it('is refused for a form of no such name, for one with a person on it, and while the printer prints nothing', () => {
    print(told(), { form: 'tucaoSheet' }).thenRefused('form-unknown');
    print(told(), { form: undefined }).thenRefused('form-unknown');
    print(told(MATERIALS, { confidential: true })).thenRefused('form-not-short');
    const on = told();
    on.happened({
      type: 'DeviceStateChanged',
      data: {
        device: 'printer-k1',
        agent: 'hall-1',
        problems: ['paper-near-end', 'paper-out'],
        since: on.now,
      },
    });
    print(on).thenRefused('printer-not-ready');
    const away = told().happened({ type: 'AgentLost', data: { agent: 'hall-1' } });
    print(away).thenRefused('printer-not-ready');
  });

  it('that a restarted hub had not handed over is never printed late: it failed, and is ordered anew', () => {
    const on = print(told());
    const prints = onJoin('hall-1', on.state, 'http://hall.test', on.now).filter(
      ({ name }) => name === 'print:requested',
    );
    expect(prints).toEqual([]);
    on.after(91);
    expect(dueCommands(on.state, on.now)).toMatchObject([{ type: 'GiveUpPrint', job: JOB }]);
    on.when({ type: 'GiveUpPrint', job: JOB }, { kind: 'hub' });
    expect(devicesView(on.state).jobs).toMatchObject([{ job: JOB, state: 'failed', reason: 'not-taken' }]);
  });

  it('whose agent is away when it is given up may yet have come out', () => {
    const on = print(told()).happened({ type: 'AgentLost', data: { agent: 'hall-1' } });
    on.when({ type: 'GiveUpPrint', job: JOB }, { kind: 'hub' });
    expect(devicesView(on.state).jobs).toMatchObject([{ state: 'unknown', reason: 'agent-away' }]);
  });
});
