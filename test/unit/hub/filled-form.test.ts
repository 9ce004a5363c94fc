import { filledForm } from '@bandecheng/hub/reports/filled-form';
import { rulesOf } from '@bandecheng/hub/state/case-rules';
import { formsOf } from '@bandecheng/hub/state/case-forms';
import type { FilledForm } from '@bandecheng/shared/case/case-form';
import { describe, expect, it } from 'vitest';
import { GivenDesk, SUPERVISOR } from '../../fakes/case-desk.ts';
import { wordsOf } from '../../fakes/case-words.ts';
import { OPEN_COUNTERS, SMALL_HALL } from '../../given.ts';

const [NAME, PHONE, CONTENT, OPINION] = ['张三', '13812345678', '来了三次', '已解释'] as const;
const [TARGET, CONTACT, MATTER, REASON] = ['某公司', '0566-1234567', '新业态许可', '无依据'] as const;
const TEXTS: string[] = [NAME, PHONE, CONTENT, OPINION, TARGET, CONTACT, MATTER, REASON];
const OPEN = { type: 'OpenCase', attributes: {}, fields: {}, confidential: false } as const;
const REPORT = { ...OPEN, caseType: 'bbcs', intake: 'desk', as: 'desk', service: 'social' } as const;

function printed(desk: GivenDesk, id: string, texts = TEXTS, template: string | null = null): FilledForm {
  const of = desk.case;
  const rules = rulesOf(desk.state.desk, of);
  const form = formsOf(rules).find((one) => one.id === id)!;
  const words = wordsOf(texts, { zhao: '赵敏', li: '李雷' });
  return filledForm(form, { rules, of, words, hall: SMALL_HALL, now: desk.now }, template);
}

const valuesOf = (form: FilledForm) => Object.fromEntries(form.rows.map(({ zh, value }) => [zh, value]));

/** Registered at the desk of 乌审旗 at half past nine. */
function registered(): GivenDesk {
  const desk = new GivenDesk('wushen').at('2026-11-23 09:30').asks(REPORT);
  return desk.step('w1', 'desk', { fields: { name: NAME, phone: PHONE, content: CONTENT } });
}

describe('a form filled from a case', () => {
  it('has the fields that the notice prints, in its order and words, and no others', () => {
    const desk = registered()
      .step('w2', 'desk')
      .step('w3', 'desk', { fields: { windowOpinion: OPINION } });
    const form = printed(desk, 'acceptSheet');
    expect(form.rows.map(({ zh, value }) => [zh, value])).toEqual([
      ['编号', 'B20261123-001'],
      ['反映人姓名', NAME],
      ['联系电话', PHONE],
      ['受理人员', '赵敏'],
      ['受理时间', '2026年11月23日 09:30'],
      ['反映主要内容', CONTENT],
      ['受理窗口处理意见', OPINION],
      ['反映人签字', ''],
      ['时间', ''],
    ]);
    expect(form).toMatchObject({
      layout: 'printed',
      copies: [{ to: 'desk', zh: '台账' }],
      printedAt: desk.now,
    });
    expect(form).not.toHaveProperty('template');
  });

  it('comes in three copies with the footnote, and says window, department and day of Chizhou by itself', () => {
    const desk = new GivenDesk('chizhou').at('2026-11-23 09:30');
    for (const event of OPEN_COUNTERS) desk.happened(event);
    const at = { counter: 'c1', service: 'social' };
    desk.asks({ ...OPEN, ...at, caseType: 'veto', intake: 'counter', as: 'clerk' });
    const fields = { target: TARGET, contact: CONTACT, matterName: MATTER, acceptDate: '2026-11-20' };
    desk.step('t2', 'clerk', { fields: { ...fields, reason: REASON } }).at('2026-11-24 08:00');
    const form = printed(desk, 'vetoRegister', TEXTS, '<p>{{target}}</p>');
    expect(valuesOf(form)).toMatchObject({
      ...{ 报备单位: '社会保险局', 日期: '2026年11月24日', 承办窗口: '1号窗口', 经办人: '赵敏' },
      ...{ 被否定对象: TARGET, 受理日期: '2026年11月20日', 被否定的理由及依据: REASON, 窗口负责人意见: '' },
    });
    expect(form.copies.map(({ zh }) => zh)).toEqual([
      '一份给服务对象',
      '一份给市数据资源管理局',
      '一份由窗口存档',
    ]);
    expect(form.footnote).toMatch(/此表一式三份/);
    expect(form.template).toBe('<p>{{target}}</p>');
  });

  it('says of a clock that has not begun how long it will run, and of one that runs its last day', () => {
    const desk = registered().step('w2', 'desk').step('w5', 'desk');
    const research = { type: 'TakeStep', case: desk.case.id, step: 'w6', as: 'centre', fields: {} } as const;
    desk
      .asks({ ...research, attributes: { research: 'solvable', multiDept: 'yes' } }, SUPERVISOR)
      .step('w7', 'desk');
    expect(valuesOf(printed(desk, 'transferSheet'))).toMatchObject({
      承办单位: '社会保险局',
      办结时限: '5 个工作日',
    });
    desk.step('w8', 'unit');
    expect(valuesOf(printed(desk, 'transferSheet'))['办结时限']).toBe('2026年11月30日 17:00');
  });

  it('marks a day that rests on holidays nobody has imported', () => {
    const desk = registered().step('w2', 'desk').step('w5', 'desk').at('2026-12-31 10:00');
    const research = { type: 'TakeStep', case: desk.case.id, step: 'w6', as: 'centre', fields: {} } as const;
    desk
      .asks({ ...research, attributes: { research: 'solvable', multiDept: 'no' } }, SUPERVISOR)
      .step('w7', 'desk')
      .step('w8', 'unit');
    expect(valuesOf(printed(desk, 'transferSheet'))['办结时限']).toMatch(/^2027年.*（暂定）$/);
  });

  it('gives the applicant a receipt with the promised day and nothing personal, on paper of any size', () => {
    const form = printed(registered().step('w2', 'desk').step('w5', 'desk'), 'receipt');
    expect(form.rows.map(({ zh, value }) => [zh, value])).toEqual([
      ['编号', 'B20261123-001'],
      ['受理时间', '2026年11月23日 09:30'],
      ['承办单位', '社会保险局'],
      ['最迟答复', '2026年11月25日 17:00'],
    ]);
  });

  it('says that a text was erased rather than that there was none', () => {
    expect(valuesOf(printed(registered(), 'acceptSheet', []))).toMatchObject({
      反映人姓名: '（已删除）',
      时间: '',
    });
  });
});
