import { caseDetail } from '@bandecheng/hub/views/case-detail';
import { caseRules } from '@bandecheng/hub/views/case-rules';
import type { CaseDetail } from '@bandecheng/shared/case/case-detail';
import type { Role } from '@bandecheng/shared/vocabulary';
import { describe, expect, it } from 'vitest';
import { GivenDesk, hallTime, SUPERVISOR } from '../../fakes/case-desk.ts';
import { wordsOf } from '../../fakes/case-words.ts';
import { SMALL_HALL } from '../../given.ts';

const PERSON = { name: '欧阳正德', phone: '13812345678', content: '来了三次都没有办成' };
const TEXTS = [...Object.values(PERSON), '已当场解释', '已办', '重办好了', '等专家', '这次满意'];
const OPEN = { type: 'OpenCase', attributes: {}, fields: {}, confidential: false } as const;
const AT_DESK = { intake: 'desk', as: 'desk', service: 'social' } as const;
const REPORT = { ...OPEN, ...AT_DESK, caseType: 'bbcs', attributes: { multiDept: 'no' } } as const;

function registered(): GivenDesk {
  const desk = new GivenDesk('wushen').at('2026-11-23 09:30').asks(REPORT);
  return desk.step('w1', 'desk', { fields: PERSON });
}

/** In the hands of the department. */
function handled(): GivenDesk {
  const desk = registered().step('w2', 'desk').step('w5', 'desk');
  desk.asks({ ...stepOf(desk, 'w6', 'centre'), attributes: { research: 'solvable' } }, SUPERVISOR);
  return desk.step('w7', 'desk').step('w8', 'unit');
}

function stepOf(desk: GivenDesk, step: string, as: string) {
  return { type: 'TakeStep', case: desk.case.id, step, as, attributes: {}, fields: {} } as const;
}

/** The newest case, as somebody of this role is shown it. */
function shown(desk: GivenDesk, role: Role = 'desk', now = desk.now): CaseDetail {
  const words = wordsOf(TEXTS, { zhao: '赵敏', wu: '吴刚' });
  const reader = { kind: 'staff', account: 'zhao', role } as const;
  return caseDetail(desk.state, SMALL_HALL, desk.case, { reader, words, now });
}

const stepIn = (detail: CaseDetail, step: string) => detail.steps.find((one) => one.step === step);

describe('a case whole', () => {
  it('masks what tells of a person and shows the rest', () => {
    const desk = registered()
      .step('w2', 'desk')
      .step('w3', 'desk', { fields: { windowOpinion: '已当场解释' } });
    const fields = shown(desk).fields.map(({ zh, value, masked }) => [zh, value, masked]);
    expect(fields).toEqual([
      ['反映人姓名', '欧阳＊', true],
      ['联系电话', '138****5678', true],
      ['反映主要内容', '（已隐去，共 9 字）', true],
      ['受理窗口处理意见', '已当场解释', false],
    ]);
    expect(JSON.stringify(shown(desk))).not.toMatch(/正德|12345678|三次/);
  });

  it('names the city’s own notice, not the national one below it', () => {
    expect(shown(registered()).policy).toMatchObject({
      place: '内蒙古自治区鄂尔多斯市乌审旗',
      title: '“办不成事”反映窗口工作实施方案',
    });
  });

  it('tells an erased text apart from an empty one', () => {
    const desk = registered();
    const reader = { kind: 'staff', account: 'zhao', role: 'desk' } as const;
    const detail = caseDetail(desk.state, SMALL_HALL, desk.case, {
      reader,
      words: wordsOf([]),
      now: desk.now,
    });
    expect(detail.fields[0]).toMatchObject({ value: null, masked: false });
  });

  it('is a bare number for whoever holds none of the roles that may see it', () => {
    const desk = new GivenDesk('huancui').at('2026-11-23 09:00');
    desk.asks({ ...OPEN, caseType: 'tucao', intake: 'box', as: 'receiver', confidential: true });
    desk.step('u2', 'receiver', { fields: { source: '意见箱', section: '某科室', content: PERSON.content } });
    for (const role of ['shift-leader', 'auditor', 'admin'] as const) {
      const { row, policy, ...rest } = shown(desk, role);
      expect(Object.keys(row).sort()).toEqual(['case', 'clocks', 'confidential', 'openedAt', 'standing']);
      expect(Object.values(rest).every((list) => Array.isArray(list) && list.length === 0)).toBe(true);
      expect(policy.place).toContain('环翠');
    }
    for (const role of ['desk', 'clerk', 'supervisor'] as const)
      expect(shown(desk, role).row).toMatchObject({ type: '吐槽找茬', confidential: true });
  });
});

describe('the steps of a case', () => {
  it('names those that lead on, the sentence behind each and what must be given', () => {
    const desk = new GivenDesk('wushen').at('2026-11-23 09:30').asks(REPORT);
    const { steps } = shown(desk);
    expect(steps.map(({ step }) => step)).toEqual(['w0', 'w1']);
    expect(stepIn(shown(desk), 'w1')).toMatchObject({
      ...{ zh: '登记', to: '受理登记', form: 'acceptSheet', exclusions: [] },
      by: [{ role: 'desk', zh: '“办不成事”反映窗口工作人员', held: true }],
      require: [
        { id: 'name', zh: '反映人姓名', kind: 'text', options: [] },
        { id: 'phone', zh: '联系电话', kind: 'text', options: [] },
        { id: 'content', zh: '反映主要内容', kind: 'long-text', options: [] },
      ],
      quote: '窗口工作人员如实记录群众问题、诉求及意见建议，并填写“办不成事”事项登记表',
    });
    expect(stepIn(shown(desk), 'w1')).not.toHaveProperty('hindered');
  });

  it('gives for a refusal the contents that are out of scope, and where each belongs', () => {
    const w0 = stepIn(shown(new GivenDesk('wushen').asks(REPORT)), 'w0');
    expect(w0?.exclusions[0]).toEqual({ zh: '排队等号', redirect: '导办台/值班长' });
    expect(w0?.exclusions).toHaveLength(4);
    expect(w0?.require).toEqual([]);
  });

  it('asks for an attribute with the options that let the step be taken, and says what the others wait for', () => {
    const desk = registered().step('w2', 'desk').step('w5', 'desk');
    expect(stepIn(shown(desk), 'w6')?.require).toMatchObject([
      {
        id: 'research',
        kind: 'attribute',
        options: [{}, {}, {}, { id: 'notLocal', zh: '不属于本级或本地' }],
      },
    ]);
    desk.asks({ ...stepOf(desk, 'w6', 'centre'), attributes: { research: 'cannot' } }, SUPERVISOR);
    expect(stepIn(shown(desk), 'w10')).not.toHaveProperty('hindered');
    expect(stepIn(shown(desk), 'w7')?.hindered).toBe('须“研判结论”为“可解决”');
    const asked = new GivenDesk('anshan').at('2026-11-23 09:30');
    asked.asks({ ...OPEN, caseType: 'referral', intake: 'desk', as: 'firstAsked' });
    expect(stepIn(shown(asked, 'supervisor'), 'a1')?.require).toEqual([
      { id: 'mine', zh: '岗位职责内', kind: 'attribute', options: [{ id: 'yes', zh: '是' }] },
    ]);
  });

  it('lets the desk record for roles without an account, and a clerk act in his own roles alone', () => {
    const desk = handled();
    expect(stepIn(shown(desk), 'w9')?.by).toContainEqual({ role: 'unit', zh: '责任单位', held: false });
    expect(stepIn(shown(desk), 'w9')).not.toHaveProperty('hindered');
    expect(stepIn(shown(desk, 'clerk'), 'w9')?.hindered).toMatch(/^须由.*责任单位.*办理$/);
    const onsite = registered().step('w2', 'desk');
    expect(stepIn(shown(onsite, 'clerk'), 'w3')?.by[0]).toMatchObject({ role: 'clerk', held: true });
  });

  it('waits for departments, for a rating and for the call that is owed', () => {
    const desk = handled();
    desk.asks({ type: 'AddBranch', case: desk.case.id, as: 'desk', unit: '税务局' });
    expect(stepIn(shown(desk), 'w9')?.hindered).toBe('还没有办完：税务局');
    desk.asks({ type: 'EndBranch', case: desk.case.id, as: 'desk', branch: 1, text: '已办' });
    desk.step('w9', 'unit', { fields: { result: '已办' } });
    expect(stepIn(shown(desk), 'w17')?.hindered).toMatch(/^须评价为不满意/);
    const rate = { type: 'RateCase', case: desk.case.id, channel: 'desk' } as const;
    desk.asks({ ...rate, grade: 'dissatisfied' }).step('w18', 'desk');
    // A rework answers anew; who asked stays as it was.
    expect(stepIn(shown(desk), 'w9')?.require.map(({ id }) => id)).toEqual(['result']);
    desk.step('w9', 'unit', { fields: { result: '重办好了' } }).asks({ ...rate, grade: 'satisfied' });
    expect(stepIn(shown(desk), 'w19')?.hindered).toBe('退回重办后还须跟踪回访');
    expect(shown(desk).row).toMatchObject({ followUp: true, reworks: 1 });
  });

  it('asks for what a step wants to be so, and not for what must only not be', () => {
    const desk = registered().step('w2', 'desk');
    desk.step('w3', 'desk', { fields: { windowOpinion: '已当场解释' } }).step('w4', 'desk');
    expect(stepIn(shown(desk), 'w17')?.require).toEqual([]);
    expect(stepIn(shown(desk), 'w20')?.require.map(({ id }) => id)).toEqual(['research', 'explanation']);
    expect(stepIn(shown(desk), 'w20')?.hindered).toBe(
      '须评价为不满意，且“研判结论”为“政策法规不能办理”，且退回重办过',
    );
  });

  it('asks for the reason of a case without a limit before its clock starts', () => {
    const desk = new GivenDesk('chizhou').at('2026-11-23 09:30');
    desk.asks({
      ...OPEN,
      caseType: 'veto',
      intake: 'counter',
      as: 'clerk',
      attributes: { severity: 'major' },
    });
    expect(stepIn(shown(desk), 't2')?.require.map(({ id }) => id)).toContain('exemptReason');
  });

  it('ends with the case', () => {
    const desk = new GivenDesk('wushen').at('2026-11-23 09:30').asks(REPORT);
    expect(shown(desk).steps).not.toEqual([]);
    desk.step('w0', 'desk', { exclusion: 0 });
    expect(shown(desk)).toMatchObject({ steps: [], closedAt: desk.now, row: { next: [], waitsFor: [] } });
    expect(shown(desk).timeline.at(-1)?.zh).toBe(
      '不予受理并引导（来访 → 不予受理（已引导）），不在受理范围：排队等号，请其找导办台/值班长，结案',
    );
  });
});

describe('the clocks of a case', () => {
  it('say why they run out when they do, and how far they may be extended', () => {
    const desk = handled();
    const clock = shown(desk).clocks.find(({ run }) => run === 'WS-HANDLE.1');
    expect(clock).toMatchObject({
      ...{ clock: 'WS-HANDLE', dueAt: hallTime('2026-11-25 17:00'), onTime: null, daysLeft: 2 },
      because: [
        '转办单办结：2 个工作日',
        '依据：“办事窗口单位收到《转办单》后，原则上2个工作日内办结”',
        '待确认：WS-A3',
        '起算当日 2026-11-23 不计入',
        '2026-11-25 17:00 下班时到期',
      ],
      extension: { latest: hallTime('2026-12-07 17:00'), by: ['unit'], fields: [{ id: 'extendReason' }] },
    });
    desk.asks({
      ...{ type: 'ExtendClock', case: desk.case.id, clock: 'WS-HANDLE.1', as: 'unit', due: '2026-12-01' },
      fields: { extendReason: '等专家' },
    });
    const extended = shown(desk).clocks.find(({ run }) => run === 'WS-HANDLE.1');
    expect(extended).not.toHaveProperty('extension');
    expect(extended?.because.at(-1)).toBe('由 2026年11月25日 17:00 延长到 2026年12月01日 17:00');
  });

  it('tell whether what has stopped was on time, by what held at the time', () => {
    const desk = handled()
      .at('2026-11-25 17:30')
      .step('w9', 'unit', { fields: { result: '已办' } });
    const onTime = () => shown(desk).clocks.map(({ run, onTime }) => [run, onTime]);
    expect(onTime()).toEqual([
      ['WS-ONSITE.1', null],
      ['WS-RESEARCH.1', true],
      ['WS-DISPATCH.1', true],
      ['WS-HANDLE.1', false],
    ]);
    const calendar = {
      years: desk.state.desk.calendar.years,
      override: { hall: 'small', issuedOn: '2026-11-26' },
    };
    const off = { ...calendar.override, source: '通知', legal: [], closing: [], signedBy: ['a', 'b'] };
    off.legal = [{ date: '2026-11-24', name: '地方节日', off: true }] as never;
    desk.happened({
      type: 'CalendarAdopted',
      data: { calendar: { ...calendar, override: off }, mark: 'other' },
    });
    const research = shown(desk).clocks.find(({ run }) => run === 'WS-RESEARCH.1');
    expect(research).toMatchObject({ dueAt: hallTime('2026-11-25 17:00') });
    expect(research?.because).toEqual(['集中研判：2 个工作日', '当时的放假安排与现在的不同，不再逐日列出']);
  });
});

describe('what happened in a case', () => {
  it('is told in its order, one sentence each, with who did it and for whom', () => {
    const desk = handled()
      .at('2026-11-23 11:00')
      .step('w9', 'unit', { fields: { result: '已办' } });
    const rate = { type: 'RateCase', case: desk.case.id, channel: 'phone', grade: 'dissatisfied' } as const;
    desk
      .asks(rate)
      .asks({ type: 'RecordCallBack', case: desk.case.id, outcome: 'satisfied', text: '这次满意' });
    desk.when({
      type: 'SeePersonal',
      case: desk.case.id,
      fields: ['form:acceptSheet', 'name'],
      reason: 'print-form',
    });
    const { timeline } = shown(desk);
    expect(timeline.map(({ zh }) => zh)).toEqual([
      '立案：“办不成事”反映，来源：服务台',
      '登记（来访 → 受理登记）',
      '“第一时间联系现场协商”开始计时，只记用时',
      '联系值班长、窗口人员、首席代表（受理登记 → 现场协商），告知值班长（大厅管理室负责人）、问题涉及部门窗口人员、首席代表/协调专员：现场协商',
      '“第一时间联系现场协商”停止计时',
      '当场无法答复/对答复不满意，报中心会议研究（现场协商 → 集中研判）',
      '“集中研判”开始计时，2026年11月25日 17:00 到期',
      '研判结论（集中研判 → 研判结论），研判结论：可解决',
      '“集中研判”停止计时，按时',
      '“派发转办单”开始计时，2026年11月24日 17:00 到期',
      '派发《转办单》（研判结论 → 已派发转办单）',
      '“派发转办单”停止计时，按时',
      '单位收到《转办单》（已派发转办单 → 办理中）',
      '“转办单办结”开始计时，2026年11月25日 17:00 到期',
      '办结（办理中 → 办结/已回复），请申请人评价',
      '“转办单办结”停止计时，按时',
      '申请人评价：不满意（电话）',
      '不满意，退回重办（办结/已回复 → 退回重办），退回重办',
      '跟踪回访：满意',
      '查看《“办不成事”反映窗口问题受理单（样表）》、反映人姓名（打印表单）',
    ]);
    expect(timeline[1]).toMatchObject({
      ...{ actor: '赵敏', as: '“办不成事”反映窗口工作人员' },
      text: [{ value: '欧阳＊', masked: true }, { masked: true }, { masked: true }],
    });
    expect(timeline[7]).toMatchObject({ actor: '吴刚', as: '旗政务服务中心' });
    expect(timeline[14]).toMatchObject({
      onBehalf: true,
      text: [{ zh: '办理结果', value: '已办', masked: false }],
    });
    expect(timeline[18]?.text).toEqual([{ zh: '回访记录', value: '这次满意', masked: false }]);
  });

  it('rests on assumptions that are named until somebody signs them', () => {
    const desk = handled();
    expect(shown(desk).assumptions.map(({ id }) => id)).toEqual(['WS-A1', 'WS-A3']);
    desk.when({ type: 'SignAssumption', assumption: 'WS-A1' }, SUPERVISOR);
    expect(shown(desk).assumptions.map(({ id }) => id)).toEqual(['WS-A3']);
  });

  it('leaves grades, channels, forms and copies for the page to offer', () => {
    const { grades, channels, forms } = shown(registered());
    expect(grades.map(({ zh }) => zh)).toEqual(['满意', '基本满意', '不满意']);
    expect(channels).toEqual(['desk', 'phone', 'evaluator']);
    expect(forms.map(({ form }) => form)).toEqual(expect.arrayContaining(['acceptSheet', 'transferSheet']));
    expect(forms.find(({ form }) => form === 'acceptSheet')?.copies).toEqual(['台账']);
  });
});

describe('the rules for opening a case', () => {
  it('name types, intakes, scope, first fields and who may ask for confidentiality', () => {
    const { desk } = new GivenDesk('huancui').state;
    const rules = caseRules(desk, 'desk');
    expect(rules?.types.find(({ caseType }) => caseType === 'tucao')).toMatchObject({
      ...{ zh: '吐槽找茬', mayBeConfidential: true },
    });
    const fields = rules?.types.find(({ caseType }) => caseType === 'tucao')?.fields;
    expect(fields?.find(({ id }) => id === 'source')).toMatchObject({
      kind: 'choice',
      options: [{ zh: '窗口' }, {}, {}, {}, {}],
    });
    expect(fields?.find(({ id }) => id === 'section')).toMatchObject({ kind: 'text' });
    // No step waits for them, and the form has them.
    expect(fields?.map(({ id }) => id)).toEqual(expect.arrayContaining(['person', 'contact']));
    expect(rules?.roles).toContainEqual({ role: 'supervision', zh: '监督监察科', held: false });
    expect(rules?.types.find(({ caseType }) => caseType === 'veto')?.mayBeConfidential).toBe(false);
    const ws = caseRules(new GivenDesk('wushen').state.desk, 'desk')?.types[0];
    expect(ws).toMatchObject({ exclude: [{ zh: '排队等号' }, {}, {}, {}], mayBeConfidential: false });
    expect(ws?.fields.map(({ id }) => id)).toEqual(['name', 'phone', 'content']);
  });

  it('are none in a hall without a case desk', () => {
    expect(
      caseRules(
        new GivenDesk('wushen').happened({ type: 'PolicyAdopted', data: { policy: null, mark: '' } }).state
          .desk,
        'desk',
      ),
    ).toBeNull();
  });
});
