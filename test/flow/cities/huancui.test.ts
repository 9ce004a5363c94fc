import { describe, expect, it } from 'vitest';
import { SHIFT_LEADER, SUPERVISOR } from '../../fakes/case-desk.ts';
import { CityDesk } from './city-desk.ts';

const COMPLAINT = { source: '意见箱', section: '不动产科', content: '排了两次队还要再来' };
const REASON = { extendReason: '要调三年的档案' };
const DONE = { opinion: '已与当事人核对', reply: '明天起一次办结' };

/** A complaint that has been given to its section. */
async function assigned(at: string, more: Parameters<CityDesk['opens']>[3] = {}): Promise<CityDesk> {
  const desk = await CityDesk.open('huancui', at);
  await desk.opens('tucao', 'box', 'receiver', { scope: 1, ...more });
  return desk.step('u2', 'supervision', { fields: COMPLAINT });
}

describe('环翠 吐槽找茬', () => {
  it.each([
    ['当面受理企业群众的各类咨询投诉', 'desk', '窗口'],
    ['设立意见箱', 'box', '意见箱'],
    ['公布咨询投诉电话：0631-12345', 'phone-0631-12345', '电话'],
    ['0631-5810882', 'phone-0631-5810882', '电话'],
    ['山东政务服务网（威海环翠区）', 'web', '山东政务服务网'],
    ['微信公众号（环翠区政务服务中心）', 'wechat', '微信公众号'],
  ])('“%s”: one way in, one way through to the sheet', async (_, intake, source) => {
    const desk = await CityDesk.open('huancui', '2026-01-04 08:50');
    await desk.opens('tucao', intake, 'receiver', { scope: 0 });
    await desk.at('2026-01-04 09:00');
    await desk.step('u2', 'supervision', { fields: { ...COMPLAINT, source } });
    expect(desk.running).toEqual({ 'HC-CONTACT.1': null, 'HC-HANDLE.1': '2026-01-05 17:00' });

    await desk.step('u3', 'section');
    expect(desk.running).toEqual({ 'HC-HANDLE.1': '2026-01-05 17:00' });
    await (await desk.at('2026-01-05 15:00')).step('u5', 'section', { fields: DONE });
    await desk.step('u6', 'section');

    expect(desk.case).toMatchObject({
      ...{ state: 'closed', intake },
      filings: [{ form: 'tucaoSheet', to: 'supervision' }],
    });
    expect(desk.told).toEqual([]);
    await desk.isKept();
  });

  it('“能当面解答的要当面解答”: answered by whoever was asked first, no clock runs', async () => {
    const desk = await CityDesk.open('huancui', '2026-11-23 09:30');
    await desk.opens('tucao', 'desk', 'receiver');
    await desk.step('u1', 'receiver', { fields: { content: '指示牌看不清' } });
    await desk.step('u6', 'receiver');

    expect(desk.case).toMatchObject({ state: 'closed', clocks: [] });
  });

  it('“问题相对复杂的，可延长至 5 个工作日内办理完毕”: with the reason, before the day is over, and told', async () => {
    const desk = await assigned('2026-11-20 10:00');
    const asked = (as: string, due: string, fields: Record<string, string> = REASON) =>
      desk.extending('HC-HANDLE.1', as, due, fields);
    expect(desk.running).toMatchObject({ 'HC-HANDLE.1': '2026-11-23 17:00' });
    expect(await desk.refusal(asked('section', '2026-11-27', {}))).toBe('field-missing');
    expect(await desk.refusal(asked('section', '2026-11-30'))).toBe('beyond-the-most');
    expect(await desk.refusal(asked('windowLead', '2026-11-27'))).toBe('not-your-extension');

    await desk.does(asked('supervision', '2026-11-27'));

    expect(desk.running).toMatchObject({ 'HC-HANDLE.1': '2026-11-27 17:00' });
    expect(desk.last('ClockExtended').tell).toEqual(['applicant', 'supervision']);
    expect(await desk.refusal(asked('supervision', '2026-11-27'))).toBe('extended-already');
    await desk.at('2026-11-27 17:01');
    expect(desk.told).toEqual(['HC-HANDLE.1 supervision']);
    await desk.isKept();
  });

  it('extended too late: the day is over', async () => {
    const desk = await (await assigned('2026-11-20 10:00')).at('2026-11-23 17:01');

    expect(await desk.refusal(desk.extending('HC-HANDLE.1', 'section', '2026-11-27', REASON))).toBe(
      'overdue-already',
    );
  });

  it('“由牵头科室（窗口）会同其他相关科室（窗口）进行联合办理”: done when every section has done its part', async () => {
    const desk = await assigned('2026-11-23 09:30', { attributes: { joint: 'yes' } });
    await desk.step('u3', 'leadSection');
    const of = { case: desk.case.id, as: 'leadSection' } as const;
    await desk.does({ type: 'AddBranch', ...of, unit: '税务窗口' });
    expect(await desk.refusalOf('u5', 'leadSection', { fields: DONE })).toBe('branches-open');
    await desk.does({ type: 'EndBranch', ...of, branch: 1, text: '已改流程' });
    await desk.step('u5', 'leadSection', { fields: DONE });

    expect(desk.case.state).toBe('handled');
  });

  it('“提交至局长办公会研究决定后，由责任科室（窗口）回复”', async () => {
    const desk = await assigned('2026-11-23 09:30');
    await desk.step('u3', 'section');
    await desk.step('u4', 'section');
    expect(desk.case.state).toBe('meeting');
    await desk.step('u5', 'section', { fields: DONE });
    await desk.step('u6', 'section');

    expect(desk.case.state).toBe('closed');
  });

  it('“‘找茬’人要求保密的事项要严格保密”: nobody but the receiver and the supervision works on it', async () => {
    const desk = await assigned('2026-11-23 09:30', { confidential: true });
    const note = { type: 'NoteCase', case: desk.case.id, text: '已联系' } as const;

    expect(await desk.refusal({ ...note, as: 'windowLead' }, SHIFT_LEADER)).toBe('case-confidential');
    await desk.does({ ...note, as: 'supervision' }, SUPERVISOR);
  });
});

describe('环翠 窗口否决', () => {
  it('“告知申请人具体承办单位，引导其到相关的窗口办理”: over when that counter has him', async () => {
    const desk = await CityDesk.open('huancui', '2026-11-23 09:30');
    await desk.opens('veto', 'counter', 'clerk');
    expect(await desk.refusalOf('v1', 'clerk')).toBe('field-missing');
    await desk.step('v1', 'clerk', { fields: { toUnit: '住房公积金窗口' } });
    expect(desk.case.state).toBe('guided');
    await desk.step('v6', 'clerk');

    expect(desk.case).toMatchObject({ state: 'told', clocks: [] });
  });

  it('“要向申请人一次性书面告知其所需补正的手续和材料”', async () => {
    const desk = await CityDesk.open('huancui', '2026-11-23 09:30');
    await desk.opens('veto', 'counter', 'clerk');
    await desk.step('v7', 'clerk', { fields: { materials: '户口簿、授权委托书' } });

    expect(desk.last('CaseStepped')).toMatchObject({ print: ['onceNotice'], closed: true });
  });

  it('“必须马上逐级申报，单位内依职权快速沟通研究、尽早答复”: measured, never due; “必要时报区政府研究决定”', async () => {
    const desk = await CityDesk.open('huancui', '2026-11-23 09:30');
    await desk.opens('veto', 'counter', 'clerk', { attributes: { crossUnit: 'yes' } });
    await desk.step('v2', 'clerk');
    expect(desk.running).toEqual({ 'HC-RAISE.1': null });
    expect(desk.last('CaseStepped').told).toMatchObject([{ to: ['unit', 'bureau', 'centre'] }]);
    await desk.step('v3', 'unit');
    await desk.step('v4', 'unit');
    expect(desk.case.state).toBe('gov');

    await (await desk.at('2026-12-23 09:30')).step('v5', 'windowLead');

    expect(desk.case).toMatchObject({ state: 'replied', invited: 'counter' });
    expect(desk.told).toEqual([]);
    await desk.does({ type: 'RateCase', case: desk.case.id, channel: 'evaluator', grade: 'dissatisfied' });
    await desk.isKept();
  });
});

describe('环翠 容缺预审', () => {
  it('“由申请人承诺按期补齐材料，提前进入审查流程，待申请人补齐相关材料后，予以审批办结”', async () => {
    const desk = await CityDesk.open('huancui', '2026-11-23 09:30');
    await desk.opens('promise', 'counter', 'clerk');
    const fields = { person: '孙丽', contact: '13900005678', lacking: '婚姻证明', promisedDay: '2026-11-30' };
    await desk.step('p1', 'clerk', { fields });
    expect(desk.running).toEqual({ 'HC-PROMISE.1': '2026-11-30 17:00' });
    await desk.at('2026-12-01 17:01');
    expect(desk.told).toEqual(['HC-PROMISE.1 clerk', 'HC-PROMISE.1 unit']);

    await desk.step('p2', 'unit');

    expect(desk.case.state).toBe('supplied');
    await desk.isKept();
  });
});
