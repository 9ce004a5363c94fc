import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { Actor, Command, CommandOf } from '@bandecheng/shared/commands';
import { FREE_TEXT } from '@bandecheng/shared/policy/form';
import type { Policy } from '@bandecheng/shared/policy/policy';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Hub } from './handle-command.ts';
import { caseOfOrder } from './state/case-of-order.ts';
import { recordsIn } from './state/case-referred.ts';
import { fieldOf } from './state/case-rules.ts';
import type { CaseDesk } from './state/case-state.ts';

/** Where texts are put before anything is decided. */
export interface TextVault {
  seal(texts: Readonly<Record<string, string>>): Promise<Record<string, Sealed>>;
  erase(records: readonly string[]): Promise<void>;
}

/** Keyed marks by which a case is found without its person being known. */
export type MarkOf = (kind: 'name' | 'phone', text: string) => string | null;

/**
 * Puts what people wrote into the vault and its place into the command, before anything is decided: the journal never
 * sees a word of it. What a refused command sealed is erased again.
 */
export function sealingTexts(hub: Hub, vault: TextVault, markOf: MarkOf): Hub {
  return {
    ...hub,
    handle: async (command, actor) => {
      if (command.type === 'ImportCases') return importSealed(hub, command, actor, vault, markOf);
      // A retry is answered without being decided again: sealed, its texts would lie about for nothing.
      const texts = hub.state.answers.has(command.id) ? {} : textsIn(command, hub.state.desk);
      if (Object.keys(texts).length === 0) return hub.handle(command, actor);
      const sealed = await vault.seal(texts);
      const policy = policyOf(command, hub.state.desk);
      const answer = await hub.handle(
        withSealed(command, texts, sealed, marksOf(texts, policy, markOf)),
        actor,
      );
      const decided = answer.ok && hub.state.answers.has(command.id);
      if (!decided) await vault.erase(recordsOf(sealed));
      return answer;
    },
  };
}

/** Each order under a key of its own, so that each can be forgotten by itself. */
async function importSealed(
  hub: Hub,
  command: CommandOf<'ImportCases'>,
  actor: Actor,
  vault: TextVault,
  markOf: MarkOf,
): ReturnType<Hub['handle']> {
  if (hub.state.answers.has(command.id)) return hub.handle(command, actor);
  const { desk } = hub.state;
  const records: string[] = [];
  const orders: typeof command.orders = [];
  for (const order of command.orders) {
    const texts =
      caseOfOrder(desk, order) === null ? textsIn({ id: '', type: 'OpenCase', ...order }, desk) : {};
    const sealed = await vault.seal(texts);
    records.push(...recordsOf(sealed));
    const marks = marksOf(texts, desk.policies.get(desk.policy), markOf);
    orders.push(withSealed(order, texts, sealed, marks));
  }
  const answer = await hub.handle({ ...command, orders }, actor);
  // Another order with the same number may have come between.
  const kept = new Set(orders.flatMap((order) => recordsIn(caseOfOrder(desk, order)?.fields ?? {})));
  await vault.erase(records.filter((record) => !kept.has(record)));
  return answer;
}

function recordsOf(sealed: Readonly<Record<string, Sealed>>): string[] {
  return [...new Set(Object.values(sealed).map(({ record }) => record))];
}

/** The free texts of a command, by field; what it says beside its fields stands under `text`. */
function textsIn(command: Command, desk: CaseDesk): Record<string, string> {
  const texts: Record<string, string> = {};
  if ('text' in command && command.text !== undefined && command.text !== '') texts['text'] = command.text;
  const policy = policyOf(command, desk);
  if (!('fields' in command) || Array.isArray(command.fields) || policy === undefined) return texts;
  for (const [id, value] of Object.entries(command.fields)) {
    const field = fieldOf(policy, id);
    if (field !== undefined && FREE_TEXT.includes(field.kind) && value.trim() !== '')
      texts[id] = value.trim();
  }
  return texts;
}

function withSealed<C extends Command | CommandOf<'ImportCases'>['orders'][number]>(
  command: C,
  texts: Record<string, string>,
  sealed: Record<string, Sealed>,
  marks: readonly string[],
): C & SealedTexts {
  const bare = { ...command, sealed, ...(marks.length === 0 ? {} : { marks }) };
  if ('text' in bare && bare.text !== undefined) bare.text = '';
  if ('fields' in bare && !Array.isArray(bare.fields))
    bare.fields = Object.fromEntries(Object.entries(bare.fields).filter(([id]) => texts[id] === undefined));
  return bare;
}

function marksOf(texts: Record<string, string>, policy: Policy | undefined, markOf: MarkOf): string[] {
  if (policy === undefined) return [];
  return Object.entries(texts).flatMap(([id, text]) => {
    const personal = fieldOf(policy, id)?.personal;
    const mark = personal === 'name' || personal === 'phone' ? markOf(personal, text) : null;
    return mark === null ? [] : [mark];
  });
}

function policyOf(command: Command, desk: CaseDesk): Policy | undefined {
  const of = 'case' in command ? desk.cases.get(command.case) : undefined;
  return desk.policies.get(of?.policy ?? desk.policy);
}
