import type {
  AttachedList,
  DeviceFrames,
  TechnicianQuestion,
  TestTicketAnswer,
} from '@bandecheng/shared/technician';
import type { Problem } from '@bandecheng/shared/parse';
import type { SessionBegun, SessionNews, SessionWork } from '@bandecheng/shared/technician-session';
import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import { ask, type ApiNotDone } from '../../link/session.ts';
import { t } from './texts.ts';

/** Longer than the hub waits for the agent's answer, ms; a test ticket's outcome may take some 90 s. */
const WITHIN_MS: Record<TechnicianQuestion['ask'], number> = {
  attached: 20_000,
  frames: 8_000,
  'test-ticket': 110_000,
  diagnostics: 30_000,
  begin: 35_000,
  follow: 25_000,
  choose: 8_000,
  stop: 8_000,
  recording: 30_000,
};
const AGAIN_MS = 5_000;

interface Answers {
  attached: AttachedList;
  frames: DeviceFrames | null;
  'test-ticket': TestTicketAnswer;
  diagnostics: object;
  begin: SessionBegun;
  /** Null: there is no such session any more. */
  follow: SessionNews | null;
  choose: { taken: boolean };
  stop: { stopped: boolean };
  recording: { name: string; text: string } | null;
}
type Question =
  | { ask: 'begin'; work: SessionWork }
  | { ask: 'follow'; session: string; after: number }
  | { ask: 'choose'; session: string; question: number; choice: string }
  | { ask: 'stop'; session: string }
  | { ask: 'recording'; name: string }
  | { ask: 'attached' | 'diagnostics' }
  /** Of one device. The hall's name on a test ticket is the hub's to give. */
  | { ask: 'frames' | 'test-ticket'; device: string };

/** An answer, or the sentence for why there is none; `fields`: what was wrong in the question, by its path. */
export type Answered<A> = { answer: A } | { problem: string; refused?: string; fields?: readonly Problem[] };

/** Asks this agent one question; see `askTechnician`. */
export type AskAgent = <Q extends Question>(
  question: Q,
  beyondPage?: boolean,
) => Promise<Answered<Answers[Q['ask']]>>;

/**
 * Asks the agent through the hub. Never rejects.
 * @param beyondPage sent also when the page is about to go; its answer is lost then
 */
export async function askTechnician<Q extends Question>(
  agent: string,
  question: Q,
  beyondPage = false,
): Promise<Answered<Answers[Q['ask']]>> {
  const got = await ask<{ answer: Answers[Q['ask']] }>(
    'POST',
    '/api/technician',
    { agent, question },
    WITHIN_MS[question.ask],
    beyondPage,
  );
  if (got.ok) return { answer: got.answer };
  const { refused, problems } = got;
  return {
    problem: problemText(got),
    ...(refused === undefined ? {} : { refused }),
    ...(problems === undefined ? {} : { fields: problems }),
  };
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

function problemText({ refused, fault, problems }: ApiNotDone): string {
  if (problems !== undefined) return t('session.malformed');
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
