import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HUB_TO_AGENT } from '@bandecheng/shared/messages';
import { parse } from '@bandecheng/shared/parse';
import { TECHNICIAN_REPLY } from '@bandecheng/shared/protocol';
import {
  AttachedList,
  DeviceFrames,
  TestTicketAnswer,
  type TechnicianQuestion,
} from '@bandecheng/shared/technician';
import {
  RecordingText,
  SessionAnswered,
  SessionBegun,
  SessionNews,
  SessionStopped,
} from '@bandecheng/shared/technician-session';
import * as z from 'zod';
import { unlessLost, type LosableSocket } from './unless-lost.ts';

const unpack = promisify(gunzip);

/** How long an agent may take to answer, ms. A test ticket has its own end on the agent's side, at some 90 s. */
const ANSWERED_WITHIN_MS: Record<TechnicianQuestion['ask'], number> = {
  attached: 15_000,
  frames: 5_000,
  'test-ticket': 100_000,
  diagnostics: 20_000,
  begin: 30_000,
  follow: 20_000,
  choose: 5_000,
  stop: 5_000,
  recording: 20_000,
};

/** What an answer must look like. Diagnostics are a file for a person, looked into no further here. */
const ANSWERS: Record<TechnicianQuestion['ask'], z.ZodType> = {
  attached: AttachedList,
  frames: DeviceFrames.nullable(),
  'test-ticket': TestTicketAnswer,
  diagnostics: z.looseObject({}),
  begin: SessionBegun,
  follow: SessionNews.nullable(),
  choose: SessionAnswered,
  stop: SessionStopped,
  recording: RecordingText.nullable(),
};

/** `agent-silent`: no answer in time, or the connection ended; `agent-unclear`: none that is understood here. */
export type AgentAnswer =
  { answer: unknown } | { refused: 'agent-away' | 'agent-silent' | 'agent-unclear' | 'answer-too-long' };

/** An agent's connection, as far as a question needs it. */
export interface QuestionTaker extends LosableSocket {
  timeout(ms: number): {
    emitWithAck(name: 'technician:asked', question: TechnicianQuestion): Promise<unknown>;
  };
}

/** Asks an agent on a technician's behalf, once; reads the answer with mistrust. Never rejects. */
export async function askAgent(agent: QuestionTaker, question: TechnicianQuestion): Promise<AgentAnswer> {
  const answered = agent.timeout(ANSWERED_WITHIN_MS[question.ask]).emitWithAck('technician:asked', question);
  const reply = await unlessLost(agent, answered);
  if (reply === null) return { refused: 'agent-silent' };
  const parsed = parse(HUB_TO_AGENT['technician:asked'].answer, reply);
  if (!parsed.ok) return { refused: 'agent-unclear' };
  if ('refused' in parsed.value)
    return { refused: parsed.value.refused === 'too-long' ? 'answer-too-long' : 'agent-unclear' };
  try {
    const bytes = await unpack(Buffer.concat(parsed.value.packed), {
      maxOutputLength: TECHNICIAN_REPLY.bytes,
    });
    const answer = parse(ANSWERS[question.ask], JSON.parse(bytes.toString('utf8')));
    return answer.ok ? { answer: answer.value } : { refused: 'agent-unclear' };
  } catch {
    return { refused: 'agent-unclear' };
  }
}
