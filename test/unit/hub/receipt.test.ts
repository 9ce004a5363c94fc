import { onJoin, reactions, type Outgoing } from '@bandecheng/hub/react';
import { receiptOf } from '@bandecheng/hub/receipt';
import { caseDetail } from '@bandecheng/hub/views/case-detail';
import { devicesView } from '@bandecheng/hub/views/device-view';
import { Hall } from '@bandecheng/shared/hall';
import { PaperJob } from '@bandecheng/shared/protocol';
import { describe, expect, it } from 'vitest';
import { CLERK, DESK, GivenDesk } from '../../fakes/case-desk.ts';
import { wordsOf } from '../../fakes/case-words.ts';
import { AGENT, AGENT_JOINED, SMALL_HALL } from '../../given.ts';

const PERSON = {
  ...{ name: '欧阳正德', contact: '13987654321', matter: '医保转移', detail: '来了三次都说材料不全' },
};
const ADDRESS = 'http://hall.test:3000';
const RECEIPT = 'B20261123-001/receipt';

/** A case at a counter of Linjiang, registered on Monday at nine, in a hall with a printer at k1. */
function registered(more: object = {}): GivenDesk {
  const on = new GivenDesk('linjiang');
  const hall = { ...SMALL_HALL, desk: { telephone: '0477-7581234', kiosk: 'k1' } };
  on.happened({ type: 'HallConfigured', data: { hall } }).happened(AGENT_JOINED);
  on.asks({
    type: 'OpenCase',
    caseType: 'veto',
    intake: 'desk',
    as: 'desk',
    confidential: false,
    ...open(more),
  });
  return on.step('t1', 'clerk').step('t3', 'clerk').step('t5', 'clerk', { fields: PERSON });
}
const open = (more: object) => ({ attributes: {}, fields: {}, ...more });

const receipt = (on: GivenDesk, more: object = {}) =>
  on.asks({ type: 'PrintPaper', case: on.case.id, kind: 'receipt', ...more }, DESK);

function sent(on: GivenDesk): Outgoing[] {
  const event = { type: 'PaperRequested', data: on.data('PaperRequested') } as const;
  const recorded = { ...event, seq: 9, at: on.now, version: 1, actor: 'staff:zhao', command: 'x' };
  return reactions([recorded], on.state, ADDRESS);
}

describe('the receipt of a case', () => {
  it('says number, what was promised with its day and hour, and whom to call; and nothing of the person', () => {
    const on = receipt(registered({ unit: '医保局' })).thenEvents('PaperRequested');
    const [order] = sent(on);
    expect(order).toMatchObject({
      agent: 'hall-1',
      name: 'print:requested',
      data: { device: 'printer-k1', copy: 0 },
    });
    const { paper } = PaperJob.parse(order?.data);
    expect(paper.title).toBe('受理回执');
    expect(paper.lines).toEqual(
      expect.arrayContaining([
        ...['小城政务服务中心', '编号：B20261123-001', '事项：窗口否决', '涉及单位：医保局'],
        ...['受理时间：2026年11月23日（周一）09:00', '答复申请人：2026年11月30日（周一）17:00 前'],
        '咨询电话：0477-7581234',
      ]),
    );
    // 填写报批单 is due today, and the hall's own affair.
    expect(paper.lines.join()).not.toContain('报批单');
    expect(JSON.stringify(order)).not.toMatch(/欧阳|1398|材料|个工作日/);
  });

  it('says 暂定 of a day that rests on an unknown year, and of no limit that there is none', () => {
    const on = registered();
    for (const run of on.case.clocks) run.provisional = true;
    expect(receiptOf(on.state, on.case).lines.join()).toContain('（暂定');
    for (const run of on.case.clocks) run.dueAt = null;
    expect(receiptOf(on.state, on.case).lines).toContain('这件事没有统一的时限，办到哪一步可以打电话问');
  });

  it('of a confidential case bears its number and days alone', () => {
    const on = receipt(registered({ confidential: true, unit: '医保局' }));
    const text = JSON.stringify(receiptOf(on.state, on.case));
    expect(text).toContain('编号：B20261123-001');
    expect(text).toContain('办理时限：2026年');
    expect(text).not.toMatch(/窗口否决|答复申请人|医保局/);
  });

  it('comes out at the kiosk nearest to the desk unless another is named, and nowhere without a printer', () => {
    expect(receipt(registered(), { kiosk: 'k1' }).data('PaperRequested').device).toBe('printer-k1');
    receipt(registered(), { kiosk: 'k2' }).thenRefused('printer-unknown');
    const on = registered();
    on.happened({ type: 'HallConfigured', data: { hall: SMALL_HALL } });
    receipt(on).thenRefused('printer-unknown');
  });

  it('is offered on the case’s page with the kiosk where it comes out, and whether a printer stands there', () => {
    const on = registered();
    const papersAt = (desk: object) => {
      const hall = Hall.parse({ ...SMALL_HALL, desk });
      const reader = { kind: 'staff', account: 'zhao', role: 'desk' } as const;
      return caseDetail(on.state, hall, on.case, { reader, words: wordsOf([]), now: on.now }).papersAt;
    };
    expect(papersAt({ kiosk: 'k1' })).toEqual({ kiosk: '取号机1', printer: true });
    on.state.devices.clear();
    expect(papersAt({ kiosk: 'k1' })).toEqual({ kiosk: '取号机1', printer: false });
    expect(papersAt({})).toBeUndefined();
  });

  it('is never repeated by itself: of unknown outcome it waits for a person, and then bears 补打', () => {
    const on = receipt(registered());
    const job = `${RECEIPT}/0`;
    expect(on.data('PaperRequested').job).toBe(job);
    receipt(on).thenRefused('reprint-underway');
    on.when({ type: 'RecordPrint', job, state: 'unknown', reason: 'no-answer' }, AGENT);
    expect(onJoin('hall-1', on.state, ADDRESS, on.now).filter((o) => o.name === 'print:requested')).toEqual(
      [],
    );
    expect(devicesView(on.state).jobs).toMatchObject([
      { case: 'B20261123-001', number: 'B20261123-001', state: 'unknown' },
    ]);
    receipt(on);
    expect(on.data('PaperRequested')).toMatchObject({ job: `${RECEIPT}/1`, copy: 1 });
    expect(devicesView(on.state).jobs).toEqual([]);
  });

  it('is handed to an agent that comes back while it is worth printing, and counts on over the days', () => {
    const on = receipt(registered());
    const orders = () =>
      onJoin('hall-1', on.state, ADDRESS, on.now).filter((o) => o.name === 'print:requested');
    expect(orders()).toHaveLength(1);
    on.after(61);
    expect(orders()).toEqual([]);
    on.happened({ type: 'DayOpened', data: { day: '2026-11-24', ended: [] } });
    expect(receipt(on).data('PaperRequested').job).toBe(`${RECEIPT}/1`);
  });

  it('of a case that is kept from the clerk is refused to the clerk', () => {
    const on = registered({ confidential: true });
    on.asks({ type: 'PrintPaper', case: on.case.id, kind: 'receipt' }, CLERK).thenRefused(
      'case-confidential',
    );
  });
});
