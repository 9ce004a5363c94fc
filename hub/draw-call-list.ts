import { createHash, randomBytes } from 'node:crypto';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { DrawnSample } from '@bandecheng/shared/rating/call-commands';
import type { RatedVisit } from '@bandecheng/shared/rating/rating-events';
import { sampleOf } from '@bandecheng/shared/rating/sample';
import type { Hub } from './handle-command.ts';
import { readDays } from './journal/read-days.ts';
import { periodOf } from './reports/period.ts';

/** Bytes of a seed: nobody draws again until a list pleases. */
const SEED_BYTES = 16;
/** Later than every day of a journal. */
const NEWEST = '9999-12-31';

/**
 * Draws the sample of a call list before anything is decided: from every visit that was finished in the quarter, as the
 * journal on disk has them, by a seed made here and recorded with it. No rating is read.
 */
export function drawingCallLists(hub: Hub, dataFolder: string): Hub {
  return {
    ...hub,
    handle: async (command, actor) => {
      if (command.type !== 'DrawCallList' || hub.state.answers.has(command.id))
        return hub.handle(command, actor);
      await hub.whenDurable(hub.state.seq);
      const taken = new Set<string>();
      for (const { quarter, visits } of hub.state.callLists.values())
        if (quarter === command.quarter) for (const visit of visits.keys()) taken.add(visit);
      const drawn = await draw(command, dataFolder, taken);
      return hub.handle({ ...command, drawn }, actor);
    },
  };
}

async function draw(
  { quarter, size }: CommandOf<'DrawCallList'>,
  dataFolder: string,
  taken: ReadonlySet<string>,
): Promise<DrawnSample> {
  const visits = await finishedVisits(quarter, dataFolder);
  const seed = randomBytes(SEED_BYTES).toString('hex');
  const keyOf = (visit: string): string => createHash('sha256').update(`${seed}/${visit}`).digest('hex');
  return { seed, of: visits.length, visits: sampleOf(visits, size, keyOf, taken) };
}

/**
 * Every visit names its business day first. One that an agent told of after an outage stands in the journal of a later
 * day, perhaps of the next quarter.
 */
async function finishedVisits(quarter: string, dataFolder: string): Promise<RatedVisit[]> {
  const period = periodOf(quarter);
  if (period === null) return [];
  const visits: RatedVisit[] = [];
  await readDays(dataFolder, { ...period, to: NEWEST }, 'ServiceFinished', ({ data }) => {
    const { visit, ticket, counter, service, clerk } = data;
    const day = visit.slice(0, '2026-11-23'.length);
    if (day >= period.from && day <= period.to) visits.push({ visit, ticket, counter, service, clerk, day });
  });
  return visits;
}
