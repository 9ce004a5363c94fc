import type { Hall } from '@bandecheng/shared/hall';
import type { Problem } from '@bandecheng/shared/parse';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { ask, type ApiNotDone } from '../../link/session.ts';
import { faultText, refusalText } from '../../locales/words.ts';
import type { Notice } from '../staff/ask-hub.ts';
import { clashProblems, mergeHalls } from './merge-halls.ts';
import type { Shape } from './shape.ts';
import { t } from './texts.ts';

type Rules = { hall: Hall; mark: string; accounts: string[]; shape?: Shape };

/** The hall as it is being edited, and what became of saving it. */
export interface HallDraft {
  hall: Ref<Hall | null>;
  /** What hall.json may hold, by the hub that checks it. */
  shape: Ref<Shape>;
  /** Who may be named at a counter. */
  accounts: Ref<string[]>;
  /** Differs from what the hub has. */
  dirty: ComputedRef<boolean>;
  problems: Ref<Problem[]>;
  notice: Ref<Notice | null>;
  busy: Ref<boolean>;
  /** Takes the hub's rules and forgets what was edited. False: they did not come. */
  load(): Promise<boolean>;
  /**
   * Sends the draft, or what was written in its place; the hub takes all of it or nothing. Has somebody else saved
   * meanwhile, the draft becomes both edits in one, to be looked at and saved again.
   */
  save(written?: unknown): Promise<boolean>;
}

export function hallDraft(): HallDraft {
  const hall = ref<Hall | null>(null);
  const shape = shallowRef<Shape>({});
  const before = ref('');
  const mark = ref('');
  const accounts = ref<string[]>([]);
  const problems = ref<Problem[]>([]);
  const notice = ref<Notice | null>(null);
  const busy = ref(false);

  function take(rules: Rules, edited: Hall = rules.hall): void {
    before.value = JSON.stringify(rules.hall);
    hall.value = edited;
    mark.value = rules.mark;
    accounts.value = rules.accounts;
    if (rules.shape !== undefined) shape.value = rules.shape;
    problems.value = [];
  }

  /** The newest rules with this edit in them. */
  async function join(written: unknown): Promise<void> {
    const newest = await ask<Rules>('GET', '/api/hall/rules');
    if (!newest.ok) return say(false, t('state.changedNotLoaded'));
    const base = JSON.parse(before.value) as unknown;
    const mine = JSON.parse(JSON.stringify(written)) as unknown;
    const merged = mergeHalls({ base, mine, theirs: newest.hall });
    // Fields that hall.json does not know are the hub's to refuse when it is saved again.
    take(newest, merged.value as Hall);
    problems.value = clashProblems(merged, (theirs) => t('state.clash', { theirs }));
    const n = problems.value.length;
    say(false, n === 0 ? t('state.joined') : t('state.joinedClash', { n }));
  }

  function say(good: boolean, text: string): void {
    notice.value = { good, text };
  }

  return {
    ...{ hall, shape, accounts, problems, notice, busy },
    dirty: computed(() => hall.value !== null && JSON.stringify(hall.value) !== before.value),
    async load() {
      const answer = await ask<Rules>('GET', '/api/hall/rules');
      notice.value = answer.ok ? null : { good: false, text: t('state.loadFailed') };
      if (answer.ok) take(answer);
      return answer.ok;
    },
    async save(written = hall.value) {
      busy.value = true;
      const answer = await ask<Rules>('PUT', '/api/hall', { hall: written, mark: mark.value });
      if (answer.ok) {
        take(answer);
        say(true, t('state.saved'));
      } else if (answer.refused === 'hall-changed') await join(written);
      else {
        problems.value = answer.problems ?? [];
        say(false, notSavedText(answer));
      }
      busy.value = false;
      return answer.ok;
    },
  };
}

function notSavedText({ problems, refused, about, fault }: ApiNotDone): string {
  if (problems !== undefined) return t('state.problems', { n: problems.length });
  if (refused === 'not-signed-in') return t('state.notSignedIn');
  const reason = refused === undefined ? faultText(fault ?? '') : refusalText(refused as RefusalWord, about);
  return t('state.refused', { reason });
}
