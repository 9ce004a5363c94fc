import type { SealedTexts } from '@bandecheng/shared/case/case-commands';
import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallEvent } from '@bandecheng/shared/events';
import { quartersCalled } from '@bandecheng/shared/rating/call-list';
import { isFinished, isSettled, type CalledVisit } from '../state/call-list-evolve.ts';
import type { HallState } from '../state/hall-state.ts';
import type { Circumstances, Decision } from './decision.ts';

/**
 * A list of its quarter: the first, or one more once the last is called through. The hub has drawn it before, from the
 * whole journal; here nothing is chosen.
 */
export function decideDraw(
  { callLists, day }: Pick<HallState, 'callLists' | 'day'>,
  { quarter, drawn }: CommandOf<'DrawCallList'>,
): Decision {
  if (!quartersCalled(day).includes(quarter)) return { refused: 'quarter-over', about: { quarter } };
  const before = [...callLists.values()].filter((list) => list.quarter === quarter);
  if (before.some((list) => !isFinished(list))) return { refused: 'call-list-open' };
  if (drawn === undefined || drawn.visits.length === 0) return { refused: 'no-visits' };
  const list = `${quarter}.${before.length + 1}`;
  return [{ type: 'CallListDrawn', data: { list, quarter, ...drawn } }];
}

/** What a call came to. A valid one is a rating by telephone, of this list. */
export function decideCall(
  state: Pick<HallState, 'callLists'>,
  command: CommandOf<'RecordCall'> & SealedTexts,
  { now, actor }: Circumstances,
): Decision {
  const row = state.callLists.get(command.list)?.visits.get(command.visit);
  if (row === undefined) return { refused: 'visit-unknown' };
  if (isSettled(row)) return { refused: 'call-settled' };
  const { list, visit, outcome, level, sealed } = command;
  const text = sealed?.['text'];
  const said = { ...(level === undefined ? {} : { level }), ...(text === undefined ? {} : { text }) };
  const recorded: HallEvent = { type: 'CallRecorded', data: { list, visit, outcome, ...said } };
  if (level === undefined) return [recorded];
  return [
    recorded,
    {
      type: 'RatingGiven',
      data: {
        ...ratedVisit(row),
        ...{ level, channel: 'phone', fate: 'added', times: 1, ratedAt: now, reasons: [], named: true, list },
        ...(text === undefined ? {} : { text }),
        ...(actor.kind === 'staff' ? { typedBy: actor.account } : {}),
      },
    },
  ];
}

function ratedVisit({ visit, ticket, counter, service, clerk, day }: CalledVisit) {
  return { visit, ticket, counter, service, clerk, day };
}
