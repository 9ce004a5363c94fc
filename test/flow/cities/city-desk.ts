import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor, Command } from '@bandecheng/shared/commands';
import type { EventData } from '@bandecheng/shared/events';
import { Hall } from '@bandecheng/shared/hall';
import { instantText } from '@bandecheng/shared/calendar/civil-date';
import { FREE_TEXT } from '@bandecheng/shared/policy/form';
import type { Answer } from '@bandecheng/shared/protocol';
import type { CaseId, Instant } from '@bandecheng/shared/vocabulary';
import type { Hub } from '@bandecheng/hub/handle-command';
import { openCaseStore } from '@bandecheng/hub/open-case-store';
import { openHub, type OpenHub } from '@bandecheng/hub/open-hub';
import { openPersonMarks } from '@bandecheng/hub/registers/person-marks';
import { readDeskRules } from '@bandecheng/hub/rules/read-desk-rules';
import { fieldOf } from '@bandecheng/hub/state/case-rules';
import type { Case, CaseEventType } from '@bandecheng/hub/state/case-state';
import { dueCommands } from '@bandecheng/hub/timers';
import { expect, onTestFinished, vi } from 'vitest';
import { hallTime, type Asked } from '../../fakes/case-desk.ts';
import { DESK, SMALL_HALL } from '../../given.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

type Step = Asked<Extract<Command, { type: 'TakeStep' }>>;
type Extending = Asked<Extract<Command, { type: 'ExtendClock' }>>;
type Opening = Asked<Extract<Command, { type: 'OpenCase' }>>;

// A walk takes a second; one that waits for ever shall not hold up the others for five minutes.
vi.setConfig({ testTimeout: 60_000 });

const SHANGHAI = 'Asia/Shanghai';
const shown = (at: Instant | null) =>
  at === null ? null : instantText(at, SHANGHAI).slice(0, 16).replace('T', ' ');

/**
 * The desk of a city over a whole hub: rules read from disk, a real journal, a real vault. The clock stands still
 * until `at` moves it; the hub then does what has become due. Whoever acts is the desk, which records for all.
 */
export class CityDesk {
  private readonly texts = new Set<string>();
  private hub!: Hub;
  private opened!: OpenHub;
  private asked = 0;

  private constructor(
    private readonly city: string,
    private now: Instant,
    private readonly folder: string,
    private readonly policiesFolder: string | undefined,
  ) {}

  /** `policiesFolder`: where the site's own policies lie, as hall.json names it. */
  static async open(city: string, at: string, policiesFolder?: string): Promise<CityDesk> {
    const desk = new CityDesk(city, hallTime(at), await temporaryFolder(), policiesFolder);
    await desk.start();
    onTestFinished(() => desk.opened.stop());
    return desk;
  }

  /** Stops the hub and starts it again, from its journal alone, with the rules as they lie on disk now. */
  async restart(): Promise<void> {
    await this.opened.stop();
    await rm(join(this.folder, 'snapshot.json'));
    await this.start();
  }

  /** At this instant of the hall's clock, when all that became due on the way has been done. */
  async at(text: string): Promise<this> {
    this.now = hallTime(text);
    for (let due = this.due(); due.length > 0; due = this.due())
      for (const command of due) await this.hub.handle(command, { kind: 'hub' });
    return this;
  }

  get state() {
    return this.hub.state;
  }

  /** The newest case. */
  get case(): Case {
    const of = [...this.state.desk.cases.values()].at(-1);
    if (of === undefined) throw new Error('no case has been opened');
    return of;
  }

  caseOf(id: CaseId): Case {
    const of = this.state.desk.cases.get(id);
    if (of === undefined) throw new Error(`no case ${id}`);
    return of;
  }

  async opens(caseType: string, intake: string, as: string, more: Partial<Opening> = {}): Promise<this> {
    const opening = { type: 'OpenCase' as const, caseType, intake, as, attributes: {}, fields: {} };
    return this.does({ ...opening, confidential: false, ...more });
  }

  /** A step of the newest case, or of the one named. */
  async step(step: string, as: string, more: Partial<Step> = {}): Promise<this> {
    return this.does(this.stepping(step, as, more));
  }

  /** Something is done; a refusal fails the test. */
  async does(command: Asked<Command>, actor: Actor = DESK): Promise<this> {
    const answer = await this.ask(command, actor);
    if (!answer.ok) throw new Error(`${command.type} was not done: ${JSON.stringify(answer)}`);
    return this;
  }

  /** Why something is not done: the word of the refusal. */
  async refusal(command: Asked<Command>, actor: Actor = DESK): Promise<string | null> {
    const answer = await this.ask(command, actor);
    return answer.ok ? null : 'refused' in answer ? answer.refused : JSON.stringify(answer);
  }

  async refusalOf(step: string, as: string, more: Partial<Step> = {}): Promise<string | null> {
    return this.refusal(this.stepping(step, as, more));
  }

  /** Clocks of the newest case that run, each with its due time by the hall's clock; null: measured only. */
  get running(): Record<string, string | null> {
    const runs = this.case.clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
    return Object.fromEntries(runs.map(({ run, dueAt }) => [run, shown(dueAt)]));
  }

  /** Every clock the newest case has had. */
  get clocks(): Record<string, string | null> {
    return Object.fromEntries(this.case.clocks.map(({ run, dueAt }) => [run, shown(dueAt)]));
  }

  /** Who has been told that a clock of the newest case ran out, in order. */
  get told(): string[] {
    return this.case.timeline.flatMap((event) =>
      event.type === 'ClockOverran' ? [`${event.data.run} ${event.data.told}`] : [],
    );
  }

  /** What the newest event of a type in the newest case says. */
  last<T extends CaseEventType>(type: T): EventData<T> {
    const event = this.case.timeline.filter((one) => one.type === type).at(-1);
    if (event === undefined) throw new Error(`no ${type}`);
    return event.data as EventData<T>;
  }

  /** A later last day asked for a clock of the newest case. */
  extending(clock: string, as: string, due: string, fields: Record<string, string>): Extending {
    return { type: 'ExtendClock', case: this.case.id, clock, as, due, fields };
  }

  /** The journal alone gives every case back as it is, and holds no word that anybody wrote. */
  async isKept(): Promise<void> {
    const before = structuredClone([...this.state.desk.cases.values()]);
    await this.restart();
    expect([...this.state.desk.cases.values()]).toEqual(before);
    const journal = join(this.folder, 'journal');
    const files = await Promise.all(
      (await readdir(journal)).map((name) => readFile(join(journal, name), 'utf8')),
    );
    // The rules themselves are full of words.
    const lines = files
      .flatMap((file) => file.split('\n'))
      .filter((line) => !line.includes('"PolicyAdopted"'));
    expect([...this.texts].filter((text) => lines.some((line) => line.includes(text)))).toEqual([]);
  }

  private stepping(step: string, as: string, more: Partial<Step>): Step {
    return { type: 'TakeStep', case: this.case.id, step, as, attributes: {}, fields: {}, ...more };
  }

  private due() {
    return dueCommands(this.state, this.now);
  }

  private ask(command: Asked<Command>, actor: Actor): Promise<Answer> {
    const policy = this.state.desk.policies.get(this.state.desk.policy)!;
    const fields = 'fields' in command && !Array.isArray(command.fields) ? command.fields : {};
    for (const [id, text] of Object.entries(fields))
      if (FREE_TEXT.includes(fieldOf(policy, id)?.kind ?? 'automatic')) this.texts.add(text);
    if ('text' in command && command.text !== undefined) this.texts.add(command.text);
    return this.hub.handle({ ...command, id: `city-${++this.asked}` }, actor);
  }

  private async start(): Promise<void> {
    const hall = Hall.parse({
      ...SMALL_HALL,
      policy: this.city,
      ...(this.policiesFolder === undefined ? {} : { policiesFolder: this.policiesFolder }),
    });
    const clock = () => this.now;
    this.opened = await openHub({
      ...{ hall, clock, dataFolder: this.folder, rules: await readDeskRules(hall, this.folder) },
      onNotice: () => undefined,
      onFault: (error) => {
        throw error;
      },
    });
    const marks = await openPersonMarks(this.folder);
    const parts = { dataFolder: this.folder, clock, marks, onNotice: () => undefined };
    this.hub = (await openCaseStore(this.opened, parts)).sealing(this.opened);
    await this.at(shown(this.now)!);
  }
}
