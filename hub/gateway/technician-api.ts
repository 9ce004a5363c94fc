import { Id, type Hall } from '@bandecheng/shared/hall';
import { TechnicianQuestion } from '@bandecheng/shared/technician';
import type { AgentId } from '@bandecheng/shared/vocabulary';
import type { Logger } from 'pino';
import * as z from 'zod';
import { mayDo } from './access.ts';
import type { AgentAnswer } from './ask-agent.ts';
import { broken, done, forStaff, refused, withBody, type ApiRoute } from './api-route.ts';
import type { Identity, Staff } from './identity.ts';

export interface TechnicianParts {
  identity: Identity;
  hall: () => Pick<Hall, 'name'>;
  ask: (agent: AgentId, question: TechnicianQuestion) => Promise<AgentAnswer>;
  log: Logger;
  stopping: () => boolean;
}

/** Someone signed in on the devices page alone may ask, too. */
const FROM_DEVICES = { screen: 'devices' } as const;

const Asked = z.strictObject({ agent: Id, question: TechnicianQuestion });

/** Looks again and again at what is going on; what it goes on with was logged when it was asked for. */
const ONLY_LOOKS: readonly TechnicianQuestion['ask'][] = ['attached', 'frames', 'follow'];

/**
 * The technician's questions to an agent, of administrators on the devices page. None of them is recorded; who asked
 * for what changes or takes something is logged.
 */
export function technicianApi({ identity, hall, ask, log, stopping }: TechnicianParts): ApiRoute[] {
  async function answer({ account }: Staff, agent: AgentId, question: TechnicianQuestion) {
    if (stopping()) return broken('stopping');
    if (!ONLY_LOOKS.includes(question.ask))
      log.info({ account, agent, ...loggedOf(question) }, 'a technician asked an agent');
    const answered = await ask(agent, completed(question, account));
    return 'refused' in answered ? refused(answered.refused) : done({ answer: answered.answer });
  }

  /** With what is not the page's to say. */
  function completed(question: TechnicianQuestion, account: string): TechnicianQuestion {
    if (question.ask === 'test-ticket') return { ...question, hall: hall().name.zh.slice(0, 60) };
    return question.ask === 'begin' ? { ...question, by: account } : question;
  }

  return [
    {
      method: 'get',
      path: '/api/technician',
      // The page shows its tools by this; every question is checked again.
      handle: (request) =>
        forStaff(
          undefined,
          request,
          identity,
          (staff) => done({ allowed: mayDo('ask-agent', staff) }),
          FROM_DEVICES,
        ),
    },
    {
      method: 'post',
      path: '/api/technician',
      handle: (request) =>
        forStaff(
          'ask-agent',
          request,
          identity,
          (staff) => withBody(Asked, request, ({ agent, question }) => answer(staff, agent, question)),
          FROM_DEVICES,
        ),
    },
  ];
}

function loggedOf(question: TechnicianQuestion): Record<string, string> {
  const { ask } = question;
  return ask === 'begin' ? { ask, verb: question.work.verb, subject: question.work.subject } : { ask };
}
