import type { Answer } from '@bandecheng/shared/protocol';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import type { TicketView } from '@bandecheng/shared/views';
import { ref, type Ref } from 'vue';
import type { ScreenAsk, ScreenLink } from '../../link/hub-link.ts';
import { notDoneText } from '../../locales/words.ts';

export type Done = Extract<Answer, { ok: true }>;

export interface Notice {
  good: boolean;
  text: string;
  /** The hub's word where it was refused. */
  refused?: RefusalWord;
}

/** One question to the hub at a time, and the sentence its answer leaves behind. */
export interface Asking {
  /** Name of the question whose answer is out; null while none is. */
  asking: Ref<string | null>;
  notice: Ref<Notice | null>;
  /**
   * Asks, and answers null when it was refused, failed, or another answer is still out (a double click).
   * @param name what was asked, for the button that waits
   * @param done the sentence that stays when it was done; without it the notice clears. `answer` is given whole
   *   for what is no ticket
   */
  ask(
    name: string,
    command: ScreenAsk,
    done?: (ticket: TicketView | undefined, answer: Done) => string,
  ): Promise<Done | null>;
  clear(): void;
}

export function askHub(send: ScreenLink['send']): Asking {
  const asking = ref<string | null>(null);
  const notice = ref<Notice | null>(null);
  return {
    asking,
    notice,
    async ask(name, command, done) {
      if (asking.value !== null) return null;
      asking.value = name;
      notice.value = null;
      const answer = await send(command);
      asking.value = null;
      if (!answer.ok) {
        const word = 'refused' in answer ? { refused: answer.refused } : {};
        notice.value = { good: false, text: notDoneText(answer), ...word };
        return null;
      }
      if (done !== undefined) notice.value = { good: true, text: done(answer.ticket, answer) };
      return answer;
    },
    clear() {
      notice.value = null;
    },
  };
}
