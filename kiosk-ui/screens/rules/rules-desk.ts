import type { CalendarDeskView, DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import type { OverrideDoubt } from '@bandecheng/shared/calendar/calendar-override';
import type { RulesShown } from '@bandecheng/shared/case/rules-shown';
import type { Problem } from '@bandecheng/shared/parse';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import { ref, type Ref } from 'vue';
import { ask, hallInfo, type ApiAnswer, type ApiNotDone } from '../../link/session.ts';
import { rules as texts } from '../../locales/zh/rules.ts';
import { faultText, refusalText } from '../../locales/words.ts';
import type { Notice } from '../staff/ask-hub.ts';
import { tr } from './texts.ts';

type CalendarAnswer = CalendarDeskView & { moved?: DeadlineMove[] };

/** The rules and the calendar as the hub has them, and what the reader does about them. */
export interface RulesDesk {
  rules: Ref<RulesShown | null>;
  calendar: Ref<CalendarDeskView | null>;
  /** Null while it is let in; the hub's word otherwise. */
  keptOut: Ref<string | null>;
  timeZone: Ref<string>;
  demo: Ref<boolean>;
  notice: Ref<Notice | null>;
  busy: Ref<boolean>;
  /** What the last change of the calendar moved; null before one. */
  moved: Ref<DeadlineMove[] | null>;
  problems: Ref<Problem[]>;
  /** What is unusual in the override last proposed. */
  doubts: Ref<OverrideDoubt[]>;
  load(): Promise<boolean>;
  /** The draft has been changed: what was unusual may not be any more. */
  forgetDoubts(): void;
  sign(assumption: string): Promise<boolean>;
  /** Proposes, signs, withdraws or reads again. False: not done, and `notice` says why. */
  changeCalendar(method: 'POST' | 'DELETE', path: string, body?: object): Promise<boolean>;
}

export function rulesDesk(): RulesDesk {
  const desk = {
    rules: ref<RulesShown | null>(null),
    calendar: ref<CalendarDeskView | null>(null),
    keptOut: ref<string | null>(null),
    timeZone: ref('Asia/Shanghai'),
    demo: ref(false),
    notice: ref<Notice | null>(null),
    busy: ref(false),
    moved: ref<DeadlineMove[] | null>(null),
    problems: ref<Problem[]>([]),
    doubts: ref<OverrideDoubt[]>([]),
  };

  async function asking<T>(asked: Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
    desk.busy.value = true;
    const answer = await asked;
    desk.busy.value = false;
    desk.notice.value = answer.ok
      ? null
      : { good: false, text: tr('state.failed', { reason: notDoneWords(answer) }) };
    return answer;
  }

  return {
    ...desk,
    async load() {
      const [hall, rules, calendar] = await Promise.all([
        hallInfo(),
        ask<RulesShown>('GET', '/api/rules'),
        ask<CalendarDeskView>('GET', '/api/calendar'),
      ]);
      if (hall.ok) [desk.timeZone.value, desk.demo.value] = [hall.timeZone, hall.demo];
      desk.keptOut.value = rules.ok ? null : (rules.refused ?? null);
      if (rules.ok) desk.rules.value = rules;
      if (calendar.ok) desk.calendar.value = calendar;
      return (rules.ok && calendar.ok) || desk.keptOut.value !== null;
    },
    forgetDoubts: () => {
      desk.doubts.value = [];
    },
    async sign(assumption) {
      const answer = await asking(ask<RulesShown>('POST', '/api/rules/signatures', { assumption }));
      if (answer.ok) desk.rules.value = answer;
      return answer.ok;
    },
    async changeCalendar(method, path, body) {
      const answer = await asking(ask<CalendarAnswer>(method, `/api/calendar/${path}`, body));
      desk.problems.value = answer.ok ? [] : (answer.problems ?? []);
      desk.doubts.value = answer.ok ? [] : doubtsIn(answer);
      if (!answer.ok) return false;
      desk.calendar.value = answer;
      desk.moved.value = answer.moved ?? null;
      return true;
    },
  };
}

function doubtsIn(answer: ApiNotDone): OverrideDoubt[] {
  return 'doubts' in answer ? (answer.doubts as OverrideDoubt[]) : [];
}

function notDoneWords({ problems, refused, about, fault }: ApiNotDone): string {
  if (problems !== undefined)
    return problems
      .map(({ path, reason }) => (path === '' ? reason : tr('problem.at', { place: path, reason })))
      .join('；');
  if (refused === undefined) return faultText(fault ?? '');
  const own = `refused.${refused}`;
  return own in texts ? texts[own as keyof typeof texts] : refusalText(refused as RefusalWord, about);
}
