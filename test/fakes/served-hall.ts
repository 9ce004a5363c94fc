import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer, ReportAnswer } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';
import { hallOfCity, outcome, TestHub } from './test-hub.ts';

const COUNTER = 'c1';
const EVALUATOR = { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: COUNTER };
const AGENT = 'hall-1';

/** A whole hub of Huancui's rules whose counter c1 serves and is rated on a button, with no second to change one's mind. */
export class ServedHall {
  private counter: Socket | null = null;
  private agent: Socket | null = null;
  private commands = 0;
  private reports = 0;
  private key = '';

  private constructor(readonly hub: TestHub) {}

  /** @param province what province.json says */
  static async open(province?: object): Promise<ServedHall> {
    const folder = await temporaryFolder();
    if (province !== undefined) await writeFile(join(folder, 'province.json'), JSON.stringify(province));
    const more = {
      rating: { windowSeconds: 60, changeSeconds: 0, graceSeconds: 30 },
      ...(province === undefined ? {} : { provinceFile: 'province.json' }),
    };
    const hall = new ServedHall(await TestHub.start(false, await hallOfCity('huancui', folder, more)));
    hall.key = await hall.hub.agentKey(AGENT);
    await hall.enter();
    await hall.say({ type: 'OpenCounter', counter: COUNTER });
    return hall;
  }

  /** Opens the counter's screen and its agent's link, after a restart too. */
  async enter(): Promise<void> {
    const { hub } = this;
    this.counter = hub.screen('counter', COUNTER, await hub.asAdmin());
    this.agent = hub.agent(AGENT, this.key, { devices: [EVALUATOR] });
    expect(await Promise.all([outcome(this.counter), outcome(this.agent)])).toEqual([
      'connected',
      'connected',
    ]);
  }

  /** Somebody is served for five minutes; the visit. */
  async serve(): Promise<string> {
    const issued = await this.say({
      type: 'IssueTicket',
      service: 'social',
      class: 'ordinary',
      language: 'zh',
    });
    const ticket = issued.ticket?.ticket ?? '';
    await this.say({ type: 'CallNext', counter: COUNTER });
    await this.say({ type: 'StartService', counter: COUNTER, ticket });
    this.hub.now += 5 * 60_000;
    await this.say({ type: 'FinishService', counter: COUNTER, ticket });
    return `${ticket}.1`;
  }

  async press(level: Level): Promise<void> {
    this.hub.now += 5_000;
    const report = { type: 'RecordPress', device: EVALUATOR.id, level, pressedAt: this.hub.now };
    const message = { reports: [{ number: (this.reports += 1), report }] };
    const answer = (await this.agent?.timeout(10_000).emitWithAck('report:send', message)) as ReportAnswer;
    expect(answer).toEqual({ accepted: this.reports });
  }

  /** Somebody is served and presses; the visit. */
  async rated(level: Level): Promise<string> {
    const visit = await this.serve();
    await this.press(level);
    return visit;
  }

  async stop(): Promise<void> {
    await this.hub.stop();
  }

  private async say(command: object): Promise<Extract<Answer, { ok: true }>> {
    const id = `served-hall-${(this.commands += 1)}`;
    const answer = (await this.counter?.timeout(10_000).emitWithAck('command:send', {
      id,
      ...command,
    })) as Answer;
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
