import { usualRole } from '@bandecheng/kiosk-ui/screens/cases/acting-roles';
import { given, isGiven, type Asked } from '@bandecheng/kiosk-ui/screens/cases/given-fields';
import {
  EMPTY_DRAFT,
  openCommand,
  scopeChoices,
  type CaseTypeRules,
} from '@bandecheng/kiosk-ui/screens/cases/open-draft';
import { openingFrom, openingText, ticketOf } from '@bandecheng/kiosk-ui/screens/cases/opening';
import { refusingStep } from '@bandecheng/kiosk-ui/screens/cases/refuse-excluded';
import { describe, expect, it } from 'vitest';
import { caseRow, helpRow, stepShown } from './case-samples.ts';

const A012 = '2026-11-23-A012';
const asked = (address: string) => openingFrom(new URLSearchParams(address));

const TYPE: CaseTypeRules = {
  ...{ caseType: 'bbcs', zh: '“办不成事”反映', intakes: [{ id: 'desk', zh: '服务台' }] },
  include: ['多次到大厅仍未能办成的事项'],
  exclude: [{ zh: '排队等号', redirect: '导办台' }],
  attributes: [{ id: 'multiDept', zh: '涉及多个部门', options: [{ id: 'yes', zh: '是' }] }],
  fields: [{ id: 'name', zh: '反映人姓名', kind: 'text', options: [] }],
  mayBeConfidential: true,
};
const DRAFT = { ...EMPTY_DRAFT, caseType: 'bbcs', intake: 'desk', as: 'desk', scope: 'in-0' };

describe('the page of cases, by its address', () => {
  it('opens a case from a counter’s call for help, from a ticket, or from nothing', () => {
    expect(asked(`help=${A012}/h1`)).toEqual({ ticket: A012, help: `${A012}/h1` });
    expect(asked(`ticket=${A012}`)).toEqual({ ticket: A012 });
    expect(asked('open=1')).toBeNull();
    expect(asked('')).toBeUndefined();
    expect(asked('ticket=%3Cscript%3E')).toBeUndefined();
  });

  it('says which counter and service it comes from while the call is on the board', () => {
    const help = `${A012}/h1`;
    expect(openingText({ ticket: A012, help }, [helpRow(help)])).toBe('来自 3 号窗口的 A012（社会保险）');
    expect(openingText({ ticket: A012, help }, [])).toBe('来自 A012');
  });

  it('takes a number as somebody says it', () => {
    expect(ticketOf(' a012 ', '2026-11-23')).toBe(A012);
    expect(ticketOf('Ａ12', '2026-11-23')).toBe(A012);
    expect(ticketOf('012', '2026-11-23')).toBeNull();
  });
});

describe('a new case', () => {
  it('sends what was filled in, parted into attributes and fields, and nothing empty', () => {
    const values = { name: ' 张三 ', multiDept: 'yes', phone: '' };
    expect(openCommand(TYPE, { ...DRAFT, values, confidential: true }, A012)).toEqual({
      ...{ type: 'OpenCase', caseType: 'bbcs', intake: 'desk', as: 'desk', ticket: A012, scope: 0 },
      ...{ attributes: { multiDept: 'yes' }, fields: { name: '张三' }, confidential: true },
    });
  });

  it('is not confidential where the rules know no such thing', () => {
    const open = { ...TYPE, mayBeConfidential: false };
    expect(openCommand(open, { ...DRAFT, confidential: true }, null).confidential).toBe(false);
  });

  it('that is out of scope takes down nothing of whom it is about', () => {
    expect(scopeChoices(TYPE).out).toEqual([{ value: 'out-0', text: '排队等号' }]);
    const command = openCommand(TYPE, { ...DRAFT, scope: 'out-0', values: { name: '张三' } }, null);
    expect(command).toMatchObject({ attributes: {}, fields: {} });
    expect(command).not.toHaveProperty('scope');
  });

  it('that is out of scope is refused at once, with the exclusion’s own words for its reason', () => {
    const exclusions = TYPE.exclude;
    const reason: Asked = {
      ...{ id: 'refuseReason', zh: '不予受理原因', kind: 'choice' },
      options: exclusions.map(({ zh }) => ({ id: zh, zh })),
    };
    const row = caseRow('B20261123-001');
    const steps = [stepShown(), stepShown({ step: 'w0', exclusions, require: [reason] })];
    expect(refusingStep({ row, steps }, 0)).toEqual({
      ...{ type: 'TakeStep', case: row.case, step: 'w0', as: 'desk', exclusion: 0 },
      ...{ attributes: {}, fields: { refuseReason: '排队等号' } },
    });
    expect(refusingStep({ row, steps: [stepShown()] }, 0)).toBeNull();
    const hindered = steps.map((step) => ({ ...step, hindered: '只能由服务台办理' }));
    expect(refusingStep({ row, steps: hindered }, 0)).toBeNull();
  });
});

describe('what a step asks for', () => {
  const wanted: Asked[] = [
    { id: 'research', zh: '研判结论', kind: 'attribute', options: [] },
    { id: 'result', zh: '办理结果', kind: 'long-text', options: [] },
  ];

  it('is complete when nothing is blank', () => {
    expect(isGiven(wanted, { research: 'solvable', result: ' ' })).toBe(false);
    expect(isGiven(wanted, { research: 'solvable', result: '已更正' })).toBe(true);
    expect(given(wanted, { research: 'solvable', result: '已更正', other: 'x' })).toEqual({
      ...{ attributes: { research: 'solvable' }, fields: { result: '已更正' } },
    });
  });

  it('is done in a role that is held, before one that is only recorded for', () => {
    const roles = [
      { role: 'unit', zh: '责任单位', held: false },
      { role: 'desk', zh: '服务台', held: true },
    ];
    expect(usualRole(roles)).toBe('desk');
    expect(usualRole(roles.slice(0, 1))).toBe('unit');
    expect(usualRole([])).toBe('');
  });
});
