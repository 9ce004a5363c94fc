import { lang } from '@bandecheng/kiosk-ui/locales/locale';
import { rangeText } from '@bandecheng/kiosk-ui/locales/time-text';
import { applicantChoice, personAsked } from '@bandecheng/kiosk-ui/screens/kiosk/applicant-choice';
import { checkInText } from '@bandecheng/kiosk-ui/screens/kiosk/check-in-text';
import { notGivingText } from '@bandecheng/kiosk-ui/screens/kiosk/giving-text';
import { groupedIdCardNumber, isIdCardNumber } from '@bandecheng/kiosk-ui/screens/kiosk/identity-number';
import { entriesAt, pathTo } from '@bandecheng/kiosk-ui/screens/kiosk/service-tree';
import type { ServiceLine, TicketView } from '@bandecheng/shared/views';
import { afterEach, describe, expect, it } from 'vitest';
import { NINE } from './calls.ts';

afterEach(() => {
  lang.value = 'zh';
});

function line(service: string, under?: string): ServiceLine {
  return {
    ...{ service, prefix: 'A', name: { zh: service }, department: { zh: '局' }, area: { zh: 'A 区' } },
    ...{ waiting: 0, estimateMinutes: 0, estimateRange: { low: 0, high: 0 }, counters: 1 },
    ...{ giving: { state: 'open' }, ...(under === undefined ? {} : { under }) },
  };
}

const TREE = {
  departments: [
    { department: 'police', name: { zh: '公安局' } },
    { department: 'households', name: { zh: '户籍科' }, under: 'police' },
    { department: 'empty', name: { zh: '空' } },
  ],
  services: [line('tax'), line('passport', 'police'), line('birth', 'households')],
};
const names = (at: string | null): string[] =>
  entriesAt(TREE, at).map((entry) =>
    entry.kind === 'department' ? `${entry.department.department}(${entry.services})` : entry.line.service,
  );

describe('several services on one number', () => {
  it('ask who it is for as firmly as the strictest of them, also where it is not the first', () => {
    const [free, asked, required] = [
      line('tax'),
      { ...line('birth'), person: 'asked' } as const,
      { ...line('passport'), person: 'required' } as const,
    ];
    expect(personAsked([free, free])).toBeUndefined();
    expect(personAsked([free, asked])).toBe('asked');
    expect(personAsked([asked, free, required])).toBe('required');
  });
});

describe('the tree of departments', () => {
  it('shows departments before services, each with what lies under it, and none that is empty', () => {
    expect(names(null)).toEqual(['police(2)', 'tax']);
    expect(names('police')).toEqual(['households(1)', 'passport']);
    expect(names('households')).toEqual(['birth']);
  });

  it('knows the way back', () => {
    expect(pathTo(TREE, 'households').map(({ department }) => department)).toEqual(['police', 'households']);
    expect(pathTo(TREE, null)).toEqual([]);
  });

  it('starts over where the department someone stood in is gone', () => {
    expect(names('closed-down')).toEqual(names(null));
    expect(pathTo(TREE, 'closed-down')).toEqual([]);
  });

  it('is the services alone in a hall without departments', () => {
    const flat = { departments: [], services: [line('tax'), line('birth')] };
    expect(entriesAt(flat, null)).toEqual(flat.services.map((one) => ({ kind: 'service', line: one })));
  });
});

describe('an identity number', () => {
  it('is right when its last place follows from the others', () => {
    // The example of GB 11643-1999.
    expect(isIdCardNumber('11010519491231002X')).toBe(true);
    expect(isIdCardNumber('110105194912310021')).toBe(false);
    expect(isIdCardNumber('11010519491231020X')).toBe(false);
    expect(isIdCardNumber('1101051949123100')).toBe(false);
  });

  it('is shown in the groups one reads it in', () => {
    expect(groupedIdCardNumber('11010519491231002X')).toBe('110105 19491231 002X');
    expect(groupedIdCardNumber('1101051')).toBe('110105 1');
    expect(groupedIdCardNumber('')).toBe('');
  });
});

describe('what an applicant chooses', () => {
  it('is one service with one tap', () => {
    const { wishFor, chosen } = applicantChoice();
    chosen.ticketClass = 'elderly';
    expect(wishFor(line('tax'))).toEqual({ service: 'tax', class: 'elderly' });
  });

  it('is several in their order, at most six, and for as many people as came', () => {
    const choice = applicantChoice();
    choice.toggle('a');
    expect(choice.chosen.several).toBeNull();
    choice.chosen.several = [];
    choice.chosen.people = 3;
    for (const service of ['a', 'b', 'c', 'b', 'd', 'e', 'f', 'g', 'h']) choice.toggle(service);
    expect(choice.chosen.several).toEqual(['a', 'c', 'd', 'e', 'f', 'g']);
    expect(choice.wishFor(line('a'), ['c', 'd'])).toMatchObject({ more: ['c', 'd'], people: 3 });
  });

  it('is forgotten for the next one', () => {
    const choice = applicantChoice();
    expect(choice.isFresh.value).toBe(true);
    choice.goTo('police');
    choice.chosen.step = { at: 'identity', wish: { service: 'tax', class: 'ordinary' }, person: 'asked' };
    expect(choice.isFresh.value).toBe(false);
    choice.reset();
    expect(choice.isFresh.value).toBe(true);
    // A question left open counts as well: the next one would find it on the screen.
    choice.chosen.counting = true;
    expect(choice.isFresh.value).toBe(false);
  });
});

describe('a service that gives no numbers', () => {
  it('says why, and from when on it does', () => {
    expect(notGivingText({ giving: { state: 'open' } })).toBeNull();
    expect(notGivingText({ giving: { state: 'closed' } })).toEqual(['现在不取号']);
    expect(notGivingText({ giving: { state: 'full' } })).toEqual(['今天的号已取完']);
    expect(notGivingText({ giving: { state: 'full', opensAt: '13:30' } })).toEqual([
      ...['这一时段的号已取完', '13:30 起取号'],
    ]);
  });
});

describe('a wait', () => {
  it('is told as a range one would say', () => {
    expect(rangeText({ low: 0, high: 0 })).toBe('不用等');
    expect(rangeText({ low: 8, high: 21 })).toBe('约 8–25 分钟');
    expect(rangeText({ low: 12, high: 33 })).toBe('约 10–35 分钟');
    expect(rangeText({ low: 0, high: 7 })).toBe('约 7 分钟以内');
    expect(rangeText({ low: 5, high: 5 })).toBe('约 5 分钟');
    lang.value = 'en';
    expect(rangeText({ low: 8, high: 21 })).toBe('about 8–25 min');
  });
});

describe('someone with an appointment', () => {
  const ticket = { class: 'appointment', status: 'waiting' } as TicketView;

  it('is told whether it is early, in time or late', () => {
    expect(checkInText(ticket, 'Asia/Shanghai')).toContain('优先');
    expect(checkInText({ ...ticket, heldUntil: NINE }, 'Asia/Shanghai')).toContain('09:00 起叫');
    expect(checkInText({ ...ticket, class: 'ordinary' }, 'Asia/Shanghai')).toContain('已过');
  });
});
