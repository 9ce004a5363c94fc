import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CaseShapes, DoneAs } from '@bandecheng/shared/case/case-events';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import type { Refusal } from '@bandecheng/shared/refusals';
import { actAs } from '../state/case-acting.ts';
import { callBackRules, type CaseRulesOf } from '../state/case-rules.ts';
import { caseOfOrder } from '../state/case-of-order.ts';
import type { HallState } from '../state/hall-state.ts';
import type { BadRating } from '../state/rating-state.ts';
import { caseNumber, owedByExemption, tick } from './case-clocks.ts';
import { tickingAt } from './case-found.ts';
import { givenIn, missingOf, type Given } from './case-given.ts';
import type { Circumstances, Decision } from './decision.ts';
import { isBusy, withoutTicket } from './case-ticket.ts';

type Opening = Omit<CaseShapes['CaseOpened'], 'case' | 'caseType' | 'policy' | 'state' | 'emitted'>;

/** A case of the kind and intake named, prefilled from ticket and counter, with the clocks that begin with it. */
export function decideOpenCase(
  state: HallState,
  command: CommandOf<'OpenCase'> & SealedTexts,
  around: Circumstances,
  /** Cases that the same command opens before this one. */
  before = 0,
): Decision {
  const rules = currentRules(state, command.caseType);
  if ('refused' in rules) return rules;
  const { policy, type } = rules;
  if (!type.intake.some(({ id }) => id === command.intake))
    return { refused: 'intake-unknown', about: { intake: command.intake } };
  if (command.scope !== undefined && command.scope >= type.scope.include.length)
    return { refused: 'scope-unknown' };
  const known = caseOfOrder(state.desk, command);
  if (known !== null) return { refused: 'order-known', about: { case: known.id } };
  const done = actAs(policy, command.as, around.actor);
  if ('refused' in done) return done;
  const place = placeOf(state, command);
  if ('refused' in place) return place;
  const given = givenIn(command, rules);
  if ('refused' in given) return given;
  const { scope, foreignNumber, unit, intake, confidential } = command;
  const opening: Opening = {
    ...{ intake, done, confidential, ...given, ...place },
    ...(unit === undefined ? {} : { unit }),
    ...(scope === undefined ? {} : { scope }),
    ...(foreignNumber === undefined ? {} : { foreignNumber }),
  };
  const opened = beginCase(state, rules, opening, around, before);
  return Array.isArray(opened) ? [...opened, ...fromHelp(state, command, opened)] : opened;
}

/** A bad rating that stood: the applicant is called back. */
export function decideOpenCallBack(
  state: HallState,
  command: CommandOf<'OpenCallBack'>,
  around: Circumstances,
): Decision {
  const bad = state.desk.badVisits.get(command.visit);
  if (bad === undefined) return { refused: 'nothing-new' };
  const rules = callBackRules(state.desk);
  if (rules === null) return { refused: 'no-case-desk' };
  const { visit, ticket, counter, service, clerk, level } = bad;
  const given: Given = { attributes: namedIn(rules, bad), fields: {}, marks: [] };
  const { roles } = rules.policy;
  const done: DoneAs = { as: (roles.find(({ applicant }) => applicant) ?? roles[0])?.id ?? '' };
  const intake = rules.type.intake[0]?.id ?? '';
  const unit = departmentOf(state, service);
  const at = {
    visit,
    ticket,
    counter,
    service,
    clerk,
    level,
    ...(unit === undefined ? {} : { unit }),
  };
  return beginCase(state, rules, { intake, done, confidential: false, ...given, ...at }, around);
}

/** What the policy asks of the rater, where it is known: a ticket taken with an identity number was no anonymous one. */
function namedIn({ type }: CaseRulesOf, { named }: BadRating): Record<string, string> {
  const asked = type.attributes.find(({ id }) => id === 'named');
  return named === true && asked?.options.some(({ id }) => id === 'yes') === true ? { named: 'yes' } : {};
}

function beginCase(
  state: HallState,
  rules: CaseRulesOf,
  opening: Opening,
  around: Circumstances,
  before = 0,
): HallEvent[] | Refusal {
  const { policy, type } = rules;
  const { desk } = state;
  const id = caseNumber(state.day, desk.openedToday + before);
  const emitted = [type.opens];
  const { attributes, fields } = opening;
  const draft = { id, attributes, fields, reworks: 0, clocks: [] };
  const missing = missingOf(owedByExemption(draft, type, emitted), rules, opening);
  if (missing !== null) return missing;
  const always = policy.confidential.some(
    ({ when, caseTypes }) => when === 'always' && caseTypes.includes(type.id),
  );
  const data = {
    ...{ case: id, caseType: type.id, policy: desk.policy, state: type.initial, emitted, ...opening },
    confidential: opening.confidential || always,
  };
  return [{ type: 'CaseOpened', data }, ...tick(draft, type, emitted, false, tickingAt(state, around))];
}

function currentRules({ desk }: HallState, caseType: string): CaseRulesOf | Refusal {
  const policy = desk.policies.get(desk.policy);
  if (policy === undefined) return { refused: 'no-case-desk' };
  const type = policy.caseTypes.find(({ id }) => id === caseType);
  return type === undefined ? { refused: 'case-type-unknown', about: { type: caseType } } : { policy, type };
}

type Place = Pick<Opening, 'ticket' | 'counter' | 'service' | 'clerk' | 'unit'>;

/** Where it came from: what a ticket tells goes before what was typed. */
function placeOf(state: HallState, command: CommandOf<'OpenCase'>): Place | Refusal {
  const ticket = command.ticket === undefined ? undefined : state.tickets.get(command.ticket);
  if (command.ticket !== undefined && ticket === undefined) return { refused: 'ticket-unknown' };
  const counter = ticket?.counter ?? command.counter;
  const service = ticket?.service ?? command.service;
  const at = counter === undefined ? undefined : state.counters.get(counter);
  if (counter !== undefined && at === undefined) return { refused: 'counter-unknown' };
  const unit = service === undefined ? undefined : departmentOf(state, service);
  if (service !== undefined && unit === undefined) return { refused: 'service-unknown' };
  return {
    ...(ticket === undefined ? {} : { ticket: ticket.id }),
    ...(counter === undefined ? {} : { counter }),
    ...(at?.clerk === undefined ? {} : { clerk: at.clerk }),
    ...(service === undefined ? {} : { service }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function departmentOf({ hall }: HallState, service: string): string | undefined {
  return hall?.services.find(({ id }) => id === service)?.department.zh;
}

/** The counter's call for help is answered with the case, and its ticket is no longer the queue's. */
function fromHelp(
  state: HallState,
  { ticket }: CommandOf<'OpenCase'>,
  opened: readonly HallEvent[],
): HallEvent[] {
  const help = [...state.desk.helps.values()].find((one) => one.ticket === ticket);
  const [first] = opened;
  if (help === undefined || first?.type !== 'CaseOpened') return [];
  const answered: HallEvent = {
    type: 'HelpAnswered',
    data: { help: help.help, outcome: 'case', case: first.data.case },
  };
  const asked = state.tickets.get(help.ticket);
  return asked === undefined || isBusy(asked) ? [answered] : [answered, ...withoutTicket(asked)];
}
