import { describe, expect, it } from 'vitest';
import { ledgerCases, ledgerOf, ledgerTexts, personalInLedger } from '@bandecheng/hub/reports/ledger';
import type { Role } from '@bandecheng/shared/vocabulary';
import { GivenDesk, SUPERVISOR } from '../../../fakes/case-desk.ts';
import { handedOver, PERSON } from '../../../fakes/reported-desk.ts';
import { SMALL_HALL } from '../../../given.ts';

const TEXTS: Record<string, string> = { ...PERSON, result: '已补办', extendReason: '等省里答复' };

/** The ledger of November as objects by field name. */
function ledger(
  hall: GivenDesk,
  { role = 'supervisor', whole = false }: { role?: Role; whole?: boolean } = {},
) {
  const { desk } = hall.state;
  const cases = ledgerCases(desk, SMALL_HALL, '2026-11-01', '2026-11-30');
  const sealed = new Set(cases.flatMap((of) => ledgerTexts(desk, of).map(({ field }) => field)));
  const words = {
    nameOf: () => '李四',
    textOf: ({ field }: { field: string }) => (sealed.has(field) ? (TEXTS[field] ?? null) : null),
  };
  const reader = { kind: 'staff', account: 'wu', role } as const;
  const parts = { state: hall.state, hall: SMALL_HALL, now: hall.now, reader, words, whole };
  const { head, rows } = ledgerOf(cases, '2026-11-01', '2026-11-30', parts);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

/** Handled two working days behind a limit that was put off by four. */
function extended(): GivenDesk {
  const hall = new GivenDesk('wushen');
  const { id } = handedOver(hall, '2026-11-02 09:30', { scope: 1 });
  hall.at('2026-11-03 10:00').asks({
    type: 'ExtendClock',
    ...{ case: id, clock: 'WS-HANDLE.1', as: 'unit', due: '2026-11-10' },
    fields: { extendReason: TEXTS['extendReason'] ?? '' },
  });
  hall.at('2026-11-12 10:00').step('w9', 'unit', { fields: { result: '已补办' } });
  return hall;
}

describe('the ledger', () => {
  it('has the field names of GB/T 39046 and what the case says, names and contents masked', () => {
    expect(ledger(extended())).toEqual([
      {
        案件编号: expect.stringMatching(/^B\d{8}-001$/) as string,
        投诉标题: '“办不成事”反映：多次到大厅仍未能办成的政务服务事项',
        投诉人: '张＊',
        被投诉单位: '社会保险局',
        被投诉人: '',
        投诉内容: '（已隐去，共 9 字）',
        投诉来源: '服务台',
        投诉时间: '2026-11-02 09:30',
        承办单位代码: '',
        承办单位名称: '社会保险局',
        承办人: '',
        承办时间: '2026-11-02 09:30',
        反馈信息: '已补办',
        反馈时间: '2026-11-12 10:00',
        承诺时限: '2026-11-04 17:00',
        延期时限: '2026-11-10 17:00',
        延期原因: '等省里答复',
        超期天数: 2,
        行政区划: '内蒙古自治区鄂尔多斯市乌审旗',
        状态: '办结/已回复',
      },
    ]);
  });

  it('shows names whole to whoever has said why, and tells which fields they see', () => {
    const hall = extended();
    expect(ledger(hall, { whole: true })[0]).toMatchObject({ 投诉人: '张三', 投诉内容: PERSON.content });
    const cases = [...hall.state.desk.cases.values()];
    expect(personalInLedger(hall.state.desk, cases, SUPERVISOR)).toEqual([
      { case: cases[0]?.id, fields: ['name', 'content'] },
    ]);
  });

  it('shows of a confidential case its number alone, to all but its two roles', () => {
    const hall = new GivenDesk('huancui').at('2026-11-02 09:00');
    hall.asks({
      type: 'OpenCase',
      ...{ caseType: 'tucao', intake: 'box', as: 'receiver', service: 'tax', scope: 2 },
      ...{ attributes: {}, fields: {}, confidential: true },
    });
    const values = (role: Role) =>
      Object.values(ledger(hall, { role })[0] ?? {}).filter((value) => value !== '');
    expect(values('auditor')).toEqual([hall.case.id, '（保密）']);
    expect(values('shift-leader')).toHaveLength(2);
    expect(values('supervisor')).toContain('吐槽找茬：服务态度好不好');
    expect(
      personalInLedger(hall.state.desk, [hall.case], { kind: 'staff', account: 'an', role: 'auditor' }),
    ).toEqual([]);
  });
});
