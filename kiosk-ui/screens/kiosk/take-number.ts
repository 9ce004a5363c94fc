import type { ServiceLine } from '@bandecheng/shared/views';
import type { TicketView } from '@bandecheng/shared/views';
import type { TicketClass } from '@bandecheng/shared/vocabulary';
import { shallowRef, type ShallowRef } from 'vue';
import type { ScreenLink } from '../../link/hub-link.ts';
import { tk } from '../../locales/kiosk.ts';
import { lang } from '../../locales/locale.ts';
import { notDoneText } from '../../locales/words.ts';

export type TakeState =
  | { at: 'choosing' }
  | { at: 'taking'; service: string }
  | { at: 'taken'; ticket: TicketView; takenAt: number }
  | { at: 'failed'; reason: string };

export interface TakeNumber {
  state: ShallowRef<TakeState>;
  /** Does nothing unless a service is being chosen: a second tap takes no second number. */
  take(line: ServiceLine, ticketClass: TicketClass): Promise<void>;
  backToChoosing(): void;
}

/** One tap to one number: asks the hub, shows what it answered, and never shows a number it did not give. */
export function takeNumber(link: Pick<ScreenLink, 'send' | 'now'>, kiosk: string): TakeNumber {
  const state = shallowRef<TakeState>({ at: 'choosing' });
  return {
    state,
    async take(line, ticketClass) {
      if (state.value.at !== 'choosing') return;
      state.value = { at: 'taking', service: line.service };
      const answer = await link.send({
        type: 'IssueTicket',
        service: line.service,
        class: ticketClass,
        language: lang.value,
        kiosk,
      });
      if (!answer.ok) {
        const unanswered = 'fault' in answer && answer.fault === 'unavailable';
        state.value = {
          at: 'failed',
          reason: unanswered ? tk('failed.unanswered') : notDoneText(answer),
        };
      } else if (answer.ticket === undefined) {
        state.value = { at: 'failed', reason: tk('failed.unanswered') };
      } else {
        state.value = { at: 'taken', ticket: answer.ticket, takenAt: link.now() };
      }
    },
    backToChoosing() {
      if (state.value.at !== 'taking') state.value = { at: 'choosing' };
    },
  };
}
