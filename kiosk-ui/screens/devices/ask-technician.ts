import type {
  AttachedList,
  DeviceFrames,
  TechnicianQuestion,
  TestTicketAnswer,
} from '@bandecheng/shared/technician';
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { ask, type ApiNotDone } from '../../link/session.ts';
import { t } from './texts.ts';

/** Longer than the hub waits for the agent's answer, ms; a test ticket's outcome may take some 90 s. */
const WITHIN_MS: Record<TechnicianQuestion['ask'], number> = {
  attached: 20_000,
  frames: 8_000,
  'test-ticket': 110_000,
  diagnostics: 30_000,
};
const AGAIN_MS = 5_000;

interface Answers {
  attached: AttachedList;
  frames: DeviceFrames | null;
  'test-ticket': TestTicketAnswer;
  diagnostics: object;
}
type Question =
  | { ask: 'attached' | 'diagnostics' }
  /** Of one device. The hall's name on a test ticket is the hub's to give. */
  | { ask: 'frames' | 'test-ticket'; device: string };

/** An answer, or the sentence for why there is none. */
export type Answered<A> = { answer: A } | { problem: string };

/** Asks the agent through the hub. Never rejects. */
export async function askTechnician<Q extends Question>(
  agent: string,
  question: Q,
): Promise<Answered<Answers[Q['ask']]>> {
  const got = await ask<{ answer: Answers[Q['ask']] }>(
    'POST',
    '/api/technician',
    { agent, question },
    WITHIN_MS[question.ask],
  );
  return got.ok ? { answer: got.answer } : { problem: problemText(got) };
}

/** Whether this browser may ask at all: asked of the hub until it answers. For use in a component's setup. */
export function useTechnician(): Ref<boolean> {
  const allowed = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const answer = await ask<{ allowed: boolean }>('GET', '/api/technician');
    allowed.value = answer.ok && answer.allowed;
    if (!answer.ok && answer.refused === undefined) timer = setTimeout(() => void look(), AGAIN_MS);
  };
  onMounted(look);
  onBeforeUnmount(() => clearTimeout(timer));
  return allowed;
}

function problemText({ refused, fault }: ApiNotDone): string {
  switch (refused) {
    case 'agent-away':
    case 'agent-silent':
    case 'agent-unclear':
    case 'answer-too-long':
    case 'not-signed-in':
    case 'not-allowed':
      return t(`ask.${refused}`);
    case undefined:
      return fault === undefined ? t('ask.agent-unclear') : t('ask.unavailable');
    default:
      return t('ask.other', { word: refused });
  }
}
