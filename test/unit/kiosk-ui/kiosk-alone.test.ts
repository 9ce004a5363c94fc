import { offeredNow } from '@bandecheng/kiosk-ui/screens/kiosk/while-alone';
import type { KioskView, ServiceLine } from '@bandecheng/shared/views';
import { describe, expect, it } from 'vitest';

function line(service: string, more: Partial<ServiceLine> = {}): ServiceLine {
  return {
    ...{ service, prefix: 'A', name: { zh: service }, department: { zh: '局' }, area: { zh: '一楼' } },
    ...{ waiting: 0, counters: 1, estimateMinutes: 5, estimateRange: { low: 0, high: 5 } },
    ...{ giving: { state: 'open' } },
    ...more,
  };
}

const view = {
  services: [line('social'), line('tax', { person: 'asked' }), line('estate', { person: 'required' })],
  ...{ checkIn: true, cardReader: true },
} as Partial<KioskView> as KioskView;

describe('a kiosk whose agent is alone', () => {
  it('offers no check-in, and no service that must know who comes; where it would only ask, it does not', () => {
    const offered = offeredNow({ ...view, alone: { since: 0 } });
    expect(offered).toMatchObject({ checkIn: false, cardReader: false });
    expect(offered.services).toEqual([line('social'), line('tax')]);
  });

  it('offers everything again once the hub is back', () => {
    expect(offeredNow(view)).toBe(view);
  });
});
