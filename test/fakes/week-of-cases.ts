import type { Answer } from '@bandecheng/shared/protocol';
import { outcome, type TestHub } from './test-hub.ts';

const DAY_MS = 86_400_000;
const SERVICES = ['social', 'tax', 'household'];

/**
 * A week at the desk of 乌审旗 through its own screen: twelve cases, of which six end in time and are rated, two end
 * late, one is refused, three are still open. The clock stands on the Friday.
 */
export async function weekOfCases(hub: TestHub): Promise<void> {
  await hub.as('desk');
  const ids: string[] = [];
  await atDesk(hub, async (told) => {
    for (let i = 0; i < 12; i += 1) {
      const of = { caseType: 'bbcs', intake: i % 4 === 3 ? 'dispatch-12345' : 'desk', as: 'desk' };
      const service = SERVICES[i % SERVICES.length] ?? 'social';
      const opened = await told({
        type: 'OpenCase',
        ...of,
        service,
        scope: i % 2,
        attributes: { triage: 'hard', multiDept: 'no' },
      });
      ids.push(opened.ok ? (opened.case ?? '') : '');
    }
    const take = (id: string, step: string, more: object = {}) =>
      told({ type: 'TakeStep', case: id, step, as: 'desk', ...more });
    await take(ids[11] ?? '', 'w0', { exclusion: 0 });
    for (const [i, id] of ids.slice(0, 11).entries()) {
      const fields = { name: '张三', phone: '13812345678', content: `第 ${i + 1} 次来办` };
      await take(id, 'w1', { fields });
      await take(id, 'w2');
      if (i < 6) {
        await take(id, 'w3', { fields: { windowOpinion: '当场办好' } });
        await take(id, 'w4');
        await told({
          type: 'RateCase',
          case: id,
          grade: i === 5 ? 'basically-satisfied' : 'satisfied',
          channel: 'desk',
        });
        await take(id, 'w19');
      } else if (i < 10) {
        await take(id, 'w5');
        await take(id, 'w6', { as: 'centre', attributes: { research: 'solvable' } });
        await take(id, 'w7');
        await take(id, 'w8', { as: 'unit' });
      }
    }
  });
  hub.now += 4 * DAY_MS;
  await atDesk(hub, async (told) => {
    for (const id of ids.slice(6, 8)) {
      const step = { type: 'TakeStep', case: id, step: 'w9', as: 'unit', fields: { result: '已经办好' } };
      await told(step);
      await told({ type: 'RateCase', case: id, grade: 'satisfied', channel: 'desk' });
    }
  });
}

let asked = 0;

/** Does something as the desk, signed in on this very day: a session does not outlive its shift. */
async function atDesk(
  hub: TestHub,
  work: (told: (command: object) => Promise<Answer>) => Promise<void>,
): Promise<void> {
  const desk = hub.screen('desk', undefined, await hub.signIn('a-desk', 'password-1'));
  const came = await outcome(desk);
  if (came !== 'connected') throw new Error(came);
  await work(async (command) => {
    const full = { id: `week-of-cases-${(asked += 1)}`, ...command };
    const answer = (await desk.timeout(10_000).emitWithAck('command:send', full)) as Answer;
    if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer)}`);
    return answer;
  });
  desk.disconnect();
}
