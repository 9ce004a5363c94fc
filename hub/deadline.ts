import { closingMinute } from '@bandecheng/shared/calendar/calendar-override';
import { CivilDate, instantText } from '@bandecheng/shared/calendar/civil-date';
import { legalCalendar } from '@bandecheng/shared/calendar/legal-calendar';
import { HallError } from '@bandecheng/shared/errors';
import type { Clock } from '@bandecheng/shared/policy/clock';
import { wantedFacts, type Fact } from '@bandecheng/shared/policy/condition';
import {
  clockDeadline,
  type ClockStart,
  type Deadline,
  type Reckoning,
} from '@bandecheng/shared/policy/deadline';
import { latestDeadline } from '@bandecheng/shared/policy/extension';
import type { Policy } from '@bandecheng/shared/policy/policy';
import { readOptions, runIfStarted, type Options } from './command-options.ts';
import { deadlineText } from './locales/zh-CN/deadline.ts';
import { readPolicies } from './rules/read-policies.ts';
import { readOverride, readYears } from './rules/read-years.ts';

const TEXT = ['policy', 'clock', 'variant', 'start', 'item-days', 'close', 'zone', 'override', 'policies'];

/** Something the person typed that cannot be; the message is the one sentence that tells them. */
class Mistake extends Error {}

/**
 * Prints when a clock of a policy runs out, one JSON line: `{due, provisional, days, because}`, for an exempt case
 * with `interimNotice`. With `--extended`: the latest an extension may reach. Resolves with the exit code; a wrong
 * argument is one Chinese sentence handed to `complain`, and nothing is printed.
 */
export async function deadline(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<0 | 1> {
  try {
    const options = readOptions(args, { text: TEXT, flag: ['extended'] });
    if ('mistake' in options) throw new Mistake(options.mistake);
    print(JSON.stringify(await answer(options)));
    return 0;
  } catch (error) {
    if (!(error instanceof Mistake) && !(error instanceof HallError)) throw error;
    complain(error.message);
    return 1;
  }
}

async function answer({ text, flag }: Options): Promise<object> {
  const startAt = startOf(required(text, 'start'));
  const timeZone = zoneOf(text['zone'] ?? 'Asia/Shanghai');
  const close = closeOf(text['close'] ?? '17:00');
  const clock = clockOf(
    policyOf(required(text, 'policy'), await readPolicies(text['policies'])),
    required(text, 'clock'),
  );
  const start: ClockStart = { startAt, facts: factsOf(clock, text['variant'] ?? 'general') };
  if (text['item-days'] !== undefined)
    start.itemLimit = { unit: 'working-day', count: itemDaysOf(clock, text['item-days']) };
  const override = text['override'] === undefined ? undefined : await readOverride(text['override']);
  const legal = legalCalendar(await readYears(), override);
  const by: Reckoning = { legal, timeZone, closesAt: closingMinute(close, override) };
  const { interimNotice, ...first } = clockDeadline(clock, start, by);
  if (flag.has('extended')) return shown(extended(clock, startAt, first, by), timeZone);
  const line = shown(first, timeZone);
  return interimNotice === undefined ? line : { ...line, interimNotice: shown(interimNotice, timeZone) };
}

function extended(clock: Clock, startAt: number, first: Deadline, by: Reckoning): Deadline {
  if (first.dueAt === null) throw new Mistake(deadlineText.nothingToExtend(clock.id));
  const latest = latestDeadline(clock, { startAt, dueAt: first.dueAt }, by);
  if (latest !== null) return latest;
  throw new Mistake(
    clock.extension === undefined ? deadlineText.noExtension(clock.id) : deadlineText.noMost(clock.id),
  );
}

function shown({ dueAt, provisional, days, because }: Deadline, timeZone: string) {
  return { due: dueAt === null ? null : instantText(dueAt, timeZone), provisional, days, because };
}

function required(text: Options['text'], name: string): string {
  const value = text[name];
  if (value === undefined) throw new Mistake(deadlineText.missing(name));
  return value;
}

function policyOf(id: string, policies: ReadonlyMap<string, Policy>): Policy {
  const policy = policies.get(id);
  if (policy === undefined) throw new Mistake(deadlineText.noPolicy(id, [...policies.keys()]));
  return policy;
}

function clockOf(policy: Policy, id: string): Clock {
  const clocks = policy.caseTypes.flatMap((caseType) => caseType.clocks);
  const clock = clocks.find((one) => one.id === id);
  if (clock === undefined)
    throw new Mistake(
      deadlineText.noClock(
        id,
        policy.id,
        clocks.map((one) => one.id),
      ),
    );
  return clock;
}

/** The facts behind a class of cases, named by the variant's id or by the option of the case that leads to it. */
function factsOf(clock: Clock, name: string): Record<string, Fact> {
  if (name === 'general') return {};
  const named = clock.variants.find(({ id }) => id === name)?.when;
  const conditions = [...clock.variants.map(({ when }) => when), clock.startWhen ?? []].flat();
  const condition = named ?? conditions.find((one) => wantedFacts(one).some(([, value]) => value === name));
  if (condition !== undefined) return Object.fromEntries(wantedFacts(condition));
  throw new Mistake(
    deadlineText.noVariant(name, clock.id, ['general', ...clock.variants.map(({ id }) => id)]),
  );
}

const START = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function startOf(text: string): number {
  const date = START.exec(text)?.[1];
  const startAt = Date.parse(text);
  if (date === undefined || !CivilDate.safeParse(date).success || Number.isNaN(startAt))
    throw new Mistake(deadlineText.badStart(text));
  return startAt;
}

function zoneOf(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    throw new Mistake(deadlineText.badZone(timeZone));
  }
}

function closeOf(text: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new Mistake(deadlineText.badClose(text));
  return text;
}

function itemDaysOf(clock: Clock, text: string): number {
  if (clock.limitOf !== 'item') throw new Mistake(deadlineText.noItem(clock.id));
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > 365) throw new Mistake(deadlineText.badItemDays(text));
  return Number(text);
}

await runIfStarted(import.meta.url, deadline);
