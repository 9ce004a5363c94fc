import type { Hall } from '@bandecheng/shared/hall';
import type { Problem } from '@bandecheng/shared/parse';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { ask, type ApiNotDone } from '../../link/session.ts';
import { faultText, refusalText } from '../../locales/words.ts';
import type { Notice } from '../staff/ask-hub.ts';
import { t } from './texts.ts';

type Rules = { hall: Hall; mark: string; accounts: string[] };

/** The hall as it is being edited, and what became of saving it. */
export interface HallDraft {
  hall: Ref<Hall | null>;
  /** Who may be named at a counter. */
  accounts: Ref<string[]>;
  /** Differs from what the hub has. */
  dirty: ComputedRef<boolean>;
  problems: Ref<Problem[]>;
  notice: Ref<Notice | null>;
  busy: Ref<boolean>;
  /** Takes the hub's rules and forgets what was edited. False: they did not come. */
  load(): Promise<boolean>;
  /** Sends the draft, or what was written in its place; the hub takes all of it or nothing. */
  save(written?: unknown): Promise<boolean>;
}

export function hallDraft(): HallDraft {
  const hall = ref<Hall | null>(null);
  const before = ref('');
  const mark = ref('');
  const accounts = ref<string[]>([]);
  const problems = ref<Problem[]>([]);
  const notice = ref<Notice | null>(null);
  const busy = ref(false);

  function take(rules: Rules): void {
    hall.value = rules.hall;
    before.value = JSON.stringify(rules.hall);
    mark.value = rules.mark;
    accounts.value = rules.accounts;
    problems.value = [];
  }

  return {
    hall,
    accounts,
    dirty: computed(() => hall.value !== null && JSON.stringify(hall.value) !== before.value),
    problems,
    notice,
    busy,
    async load() {
      const answer = await ask<Rules>('GET', '/api/hall/rules');
      notice.value = answer.ok ? null : { good: false, text: t('state.loadFailed') };
      if (answer.ok) take(answer);
      return answer.ok;
    },
    async save(written = hall.value) {
      busy.value = true;
      const answer = await ask<Rules>('PUT', '/api/hall', { hall: written, mark: mark.value });
      busy.value = false;
      problems.value = answer.ok ? [] : (answer.problems ?? []);
      if (answer.ok) take(answer);
      notice.value = answer.ok
        ? { good: true, text: t('state.saved') }
        : { good: false, text: notSavedText(answer) };
      return answer.ok;
    },
  };
}

function notSavedText({ problems, refused, about, fault }: ApiNotDone): string {
  if (problems !== undefined) return t('state.problems', { n: problems.length });
  if (refused === 'hall-changed') return t('state.changed');
  if (refused === 'not-signed-in') return t('state.notSignedIn');
  const reason = refused === undefined ? faultText(fault ?? '') : refusalText(refused as RefusalWord, about);
  return t('state.refused', { reason });
}
