import { followText } from '@bandecheng/kiosk-ui/screens/follow/follow-text';
import type { FollowView } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';

const WAITING: FollowView = {
  hall: { zh: '清河县政务服务中心' },
  number: 'A012',
  service: { zh: '社保' },
  area: { zh: 'A 区' },
  status: 'waiting',
  ahead: 5,
  estimateMinutes: 19.2,
  estimateRange: { low: 5, high: 30 },
  language: 'zh',
};

describe('a ticket followed on a telephone', () => {
  it('tells how many are ahead, how long it may take and where to wait', () => {
    expect(followText(WAITING)).toEqual({
      headline: '前面还有 5 人',
      lines: ['大约还要等 20 分钟', '请在 A 区 等候'],
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
});
