import { followText } from '@bandecheng/kiosk-ui/screens/follow/follow-text';
import type { FollowView } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

const WAITING: FollowView = {
  hall: { zh: '清河县政务服务中心' },
  number: 'A012',
  service: { zh: '社保' },
  area: { zh: 'A 区' },
  status: 'waiting',
  ahead: 5,
  estimateMinutes: 19.2,
  estimateRange: { low: 5, high: 30 },
  next: [],
  timeZone: 'Asia/Shanghai',
  language: 'zh',
};

describe('a ticket followed on a telephone', () => {
  it('tells how many are ahead, how long it may take and where to wait', () => {
    expect(followText(WAITING)).toEqual({
      headline: '前面还有 5 人',
      lines: ['还要等：约 5–30 分钟', '请在 A 区 等候'],
    });
  });

  it('asks the next one to stay', () => {
    expect(followText({ ...WAITING, ahead: 0, estimateMinutes: 0 }).headline).toBe('快到您了');
  });

  it('says which counter it was called to', () => {
    const called = followText({ ...WAITING, status: 'called', ahead: 0, counterNumber: 3 });
    expect(called).toEqual({ headline: '叫到您了', lines: ['请到 3 号窗口'] });
  });

  it('says which counter will call it when it was sent to one', () => {
    expect(followText({ ...WAITING, counterNumber: 4 }).lines).toContain('请等 4 号窗口叫号');
  });

  it('sends one who missed the call to a person, not back to the machine', () => {
    expect(followText({ ...WAITING, status: 'no-show' }).lines[0]).toContain('不用重新取号');
  });

  it('says what comes after this service, or that it goes back to the counter that sent it', () => {
    const next = [{ zh: '税务' }, { zh: '公证' }];
    expect(followText({ ...WAITING, next }).lines).toContain('办完后接着办：税务、公证');
    const serving: FollowView = { ...WAITING, status: 'serving', counterNumber: 4, next, returnTo: 2 };
    expect(followText(serving).lines).toEqual(['办完后回到 2 号窗口，不用重新取号']);
  });

  it('tells one on hold until when, and one early for an appointment when it is called', () => {
    const held: FollowView = { ...WAITING, status: 'held', ahead: 0, heldUntil: NINE };
    expect(followText(held)).toEqual({ headline: '已签到', lines: ['09:00 起叫您的号，请先在大厅等候'] });
    expect(followText({ ...held, counterNumber: 3 })).toEqual({
      ...{ headline: '号码已挂起', lines: ['09:00 自动回到队列，不用重新取号'] },
    });
  });
});
