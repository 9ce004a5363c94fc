import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@bandecheng/shared/protocol';
import type { Level } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { outcome, TestHub } from './test-hub.ts';

/** Counters of the scales of five, three and two levels. */
export const SCALES = { c1: 5, c2: 3, c3: 2 } as const;
export type ScaleCounter = keyof typeof SCALES;
/** Who works each of them. */
const STAFF = { c1: 'clerk', c2: 'shift-leader', c3: 'admin' } as const;

const service = (id: string, prefix: string, zh: string, en: string) => ({
  ...{ id, prefix, name: { zh, en }, department: { zh: '人社局' }, area: { zh: '一楼 A 区' } },
});
const HALL = {
  id: 'rated',
  name: { zh: '清河县政务服务中心', en: 'Qinghe Service Hall' },
  languages: ['zh', 'en'],
  hours: { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' },
  services: [
    service('s1', 'A', '社会保险登记', 'Social insurance'),
    service('s2', 'B', '医疗费用报销', 'Medical expenses'),
    service('s3', 'C', '不动产登记', 'Property registration'),
  ],
  counters: Object.entries(SCALES).map(([id, levels], i) => ({
    ...{ id, number: i + 1, name: { zh: `综合窗口${i + 1}`, en: `Counter ${i + 1}` } },
    ...{ services: [`s${i + 1}`], levels },
  })),
  kiosks: [{ id: 'k1', name: { zh: '取号机1' } }],
};
const EVALUATOR = { id: 'evaluator-c1', kind: 'evaluator', profile: 'ff68-evaluator-5', counter: 'c1' };

/** A whole hub with a counter of each scale, worked over sockets, and an evaluator at the first. */
export class RatedHall {
  private commands = 0;
  private reports = 0;

  private constructor(
    readonly hub: TestHub,
    private readonly folder: string,
    readonly counters: Record<ScaleCounter, Socket>,
    readonly kiosk: Socket,
    readonly kioskCookie: string,
    private readonly agent: Socket,
  ) {}

  /** @param pages where the built screens lie; a folder without any by default */
  static async open(pages?: string): Promise<RatedHall> {
    const folder = await mkdtemp(join(tmpdir(), 'rated-'));
    const file = join(folder, 'hall.json');
    await writeFile(file, JSON.stringify(HALL));
    const hub = await TestHub.start(false, file, pages);
    const admin = await hub.asAdmin();
    const open = async (screen: string, of: string, cookie: string): Promise<Socket> => {
      const socket = hub.screen(screen, of, cookie);
      const said = await outcome(socket);
      if (said !== 'connected') throw new Error(`${screen} ${of}: ${said}`);
      return socket;
    };
    const cookies = { clerk: await hub.as('clerk'), 'shift-leader': await hub.as('shift-leader'), admin };
    const kioskCookie = await hub.paired('kiosk', 'k1');
    const agent = hub.agent('hall-1', await hub.agentKey('hall-1'), { devices: [EVALUATOR] });
    await outcome(agent);
    const hall = new RatedHall(
      hub,
      folder,
      {
        c1: await open('counter', 'c1', cookies[STAFF.c1]),
        c2: await open('counter', 'c2', cookies[STAFF.c2]),
        c3: await open('counter', 'c3', cookies[STAFF.c3]),
      },
      await open('kiosk', 'k1', kioskCookie),
      kioskCookie,
      agent,
    );
    for (const counter of Object.keys(SCALES) as ScaleCounter[])
      await hall.ask(hall.counters[counter], 'OpenCounter', { counter });
    return hall;
  }

  /** One command and its answer. Throws for any answer but done. */
  async ask(socket: Socket, type: string, more: object = {}): Promise<Extract<Answer, { ok: true }>> {
    const command = { id: `command-${(this.commands += 1)}`, type, ...more };
    const answer = (await socket.timeout(10_000).emitWithAck('command:send', command)) as Answer;
    if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Somebody takes a number, is called, served and done; the number, and the key of its page. */
  async visit(
    counter: ScaleCounter,
    more: object = {},
  ): Promise<{ ticket: string; number: string; key: string }> {
    const taken = await this.ask(this.kiosk, 'IssueTicket', {
      ...{ service: `s${counter.slice(1)}`, kiosk: 'k1', ...more },
    });
    const { ticket = '', number = '', key = '' } = taken.ticket ?? {};
    for (const type of ['CallTicket', 'StartService', 'FinishService'])
      await this.ask(this.counters[counter], type, { counter, ticket });
    return { ticket, number, key };
  }

  /** One press on the evaluator of the first counter. */
  async press(level: Level): Promise<void> {
    const report = { type: 'RecordPress', device: EVALUATOR.id, level, pressedAt: this.hub.now };
    const numbered = { number: (this.reports += 1), report };
    await this.agent.timeout(10_000).emitWithAck('report:send', { reports: [numbered] });
  }

  async close(): Promise<void> {
    await this.hub.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
