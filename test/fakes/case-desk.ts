import { createHash } from 'node:crypto';
import type { Actor, Command } from '@bandecheng/shared/commands';
import { FREE_TEXT } from '@bandecheng/shared/policy/form';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { fieldOf } from '@bandecheng/hub/state/case-rules';
import type { Case } from '@bandecheng/hub/state/case-state';
import { readYears } from '@bandecheng/hub/rules/read-years';
import { CLERK, DESK, Given, NINE } from '../given.ts';
import { policyOf } from './rules.ts';

const years = await readYears();

/** A command whose id is yet to be given. */
export type Asked<C> = C extends { id: string } ? Omit<C, 'id'> : never;

/** An instant of the hall's clock, `2026-11-23 09:30`. */
export function hallTime(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

/** The desk of a city under test: what is written is taken for sealed. */
export class GivenDesk extends Given {
  readonly policy: Policy;

  constructor(policy: Policy | string, now = NINE) {
    super();
    this.policy = typeof policy === 'string' ? policyOf(policy) : policy;
    this.now = now;
    this.happened({ type: 'CalendarAdopted', data: { calendar: { years }, mark: 'years' } });
    this.happened({ type: 'PolicyAdopted', data: { policy: this.policy, mark: `${this.policy.id}@1` } });
  }

  /** At this instant of the hall's clock. */
  at(text: string): this {
    this.now = hallTime(text);
    return this;
  }

  /** Decides a command whose free texts are sealed first. */
  asks(command: Asked<Command>, actor: Actor = DESK): this {
    return this.when(this.sealed(command), actor);
  }

  /** The newest case. */
  get case(): Case {
    const of = [...this.state.desk.cases.values()].at(-1);
    if (of === undefined) throw new Error('no case has been opened');
    return of;
  }

  /** A step of the newest case. */
  step(step: string, as: string, more: Partial<Asked<Extract<Command, { type: 'TakeStep' }>>> = {}): this {
    const command = { type: 'TakeStep' as const, case: this.case.id, step, as, attributes: {}, fields: {} };
    return this.asks({ ...command, ...more }, DESK);
  }

  /** When a run of a clock is due, by the hall's clock; null: never. */
  due(run: string): string | null {
    const dueAt = this.case.clocks.find((one) => one.run === run)?.dueAt;
    if (dueAt === undefined) throw new Error(`no run ${run}`);
    return dueAt === null
      ? null
      : new Date(dueAt + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  }

  private sealed(command: Asked<Command>): Asked<Command> {
    if (!('fields' in command) && !('text' in command)) return command;
    const texts: [string, string][] =
      'text' in command && command.text !== undefined ? [['text', command.text]] : [];
    const fields = 'fields' in command && !Array.isArray(command.fields) ? command.fields : {};
    const free = Object.entries(fields).filter(([id]) =>
      FREE_TEXT.includes(fieldOf(this.policy, id)?.kind ?? 'automatic'),
    );
    const sealed = Object.fromEntries(
      [...texts, ...free].map(([field, text]) => {
        const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
        return [field, { record: `202611-${digest.slice(0, 8)}`, field, digest }];
      }),
    );
    const plain = Object.fromEntries(Object.entries(fields).filter(([id]) => sealed[id] === undefined));
    // Commands do not know what stands in the place of their texts.
    const bare: object = { ...command, ...('fields' in command ? { fields: plain } : {}), sealed };
    return bare as Asked<Command>;
  }
}

export const SHIFT_LEADER: Actor = { kind: 'staff', account: 'sun', role: 'shift-leader' };
export const SUPERVISOR: Actor = { kind: 'staff', account: 'wu', role: 'supervisor' };
export { CLERK, DESK };
