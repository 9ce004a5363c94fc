import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { ApiAnswer } from '../../link/session.ts';
import type { Notice } from '../staff/ask-hub.ts';
import { notDoneSentence } from './texts.ts';

/** A form that is sent over the API: one answer out at a time, and why it was not done. */
export interface SendForm {
  busy: Ref<boolean>;
  notice: ShallowRef<Notice | null>;
  /** What was asked for; null where it was not done, or another answer is still out. */
  send<T extends object>(question: () => Promise<ApiAnswer<T>>): Promise<T | null>;
}

export function sendForm(words: Readonly<Record<string, string>>): SendForm {
  const busy = ref(false);
  const notice = shallowRef<Notice | null>(null);
  return {
    busy,
    notice,
    async send(question) {
      if (busy.value) return null;
      busy.value = true;
      notice.value = null;
      const answer = await question();
      busy.value = false;
      if (answer.ok) return answer;
      notice.value = { good: false, text: notDoneSentence(answer, words) };
      return null;
    },
  };
}
