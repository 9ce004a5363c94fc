import type { Answer } from '@bandecheng/shared/protocol';
import type { TicketView } from '@bandecheng/shared/views';
import type { ServiceId, TicketClass } from '@bandecheng/shared/vocabulary';
import { shallowRef, type ShallowRef } from 'vue';
import type { ScreenAsk, ScreenLink } from '../../link/hub-link.ts';
import { tk } from '../../locales/kiosk.ts';
import { lang } from '../../locales/locale.ts';
import { notDoneText } from '../../locales/words.ts';

/** What an applicant wants a number for. */
export interface Wish {
  service: ServiceId;
  class: TicketClass;
  /** Services after the first. */
  more?: ServiceId[];
  people?: number;
  /** Number of an identity card or another document. */
  person?: string;
  /** Told how many wait. */
  confirmed?: true;
}

/** How an appointment is found. */
export type Booked = { code: string; person?: string } | { person: string };

export type TakeState =
  | { at: 'choosing' }
  | { at: 'taking'; service: ServiceId | null }
  | { at: 'asking'; waiting: number; wish: Wish }
  | { at: 'taken'; ticket: TicketView; takenAt: number; checkedIn: boolean }
  | { at: 'failed'; what: 'number' | 'check-in'; reason: string };

export interface TakeNumber {
  state: ShallowRef<TakeState>;
  /** Does nothing unless something is being chosen: a second tap takes no second number. */
  take(wish: Wish): Promise<void>;
  /** The queue is long and the applicant wants the number all the same. */
  takeAllTheSame(): Promise<void>;
  /** True: the hub must know first who it is, and nothing else was amiss. */
  checkIn(booked: Booked): Promise<boolean>;
  backToChoosing(): void;
}

/** Asks the hub for a number, shows what it answered, and never shows a number it did not give. */
export function takeNumber(link: Pick<ScreenLink, 'send' | 'now'>, kiosk: string): TakeNumber {
  const state = shallowRef<TakeState>({ at: 'choosing' });

  /** @param service null: to check in, for whatever was booked */
  async function ask(command: ScreenAsk, service: ServiceId | null): Promise<Answer> {
    state.value = { at: 'taking', service };
    const answer = await link.send(command);
    if (answer.ok && answer.ticket !== undefined)
      state.value = {
        ...{ at: 'taken', ticket: answer.ticket, takenAt: link.now(), checkedIn: service === null },
      };
    else
      state.value = {
        ...{ at: 'failed', what: service === null ? 'check-in' : 'number', reason: reasonOf(answer) },
      };
    return answer;
  }

  async function take(wish: Wish): Promise<void> {
    if (state.value.at !== 'choosing') return;
    const answer = await ask({ type: 'IssueTicket', ...wish, language: lang.value, kiosk }, wish.service);
    if (!answer.ok && 'refused' in answer && answer.refused === 'queue-long')
      state.value = { at: 'asking', waiting: Number(answer.about?.['waiting'] ?? 0), wish };
  }

  return {
    state,
    take,
    async takeAllTheSame() {
      if (state.value.at !== 'asking') return;
      const { wish } = state.value;
      state.value = { at: 'choosing' };
      await take({ ...wish, confirmed: true });
    },
    async checkIn(booked) {
      if (state.value.at !== 'choosing') return false;
      const answer = await ask({ type: 'CheckIn', ...booked, language: lang.value, kiosk }, null);
      if (answer.ok || !('refused' in answer) || answer.refused !== 'person-needed') return false;
      state.value = { at: 'choosing' };
      return true;
    },
    backToChoosing() {
      if (state.value.at !== 'taking') state.value = { at: 'choosing' };
    },
  };
}

/** The hub may have given a number whose answer was lost. */
function reasonOf(answer: Answer): string {
  if (answer.ok || ('fault' in answer && answer.fault === 'unavailable')) return tk('failed.unanswered');
  return notDoneText(answer);
}
