import type { CommandOf } from '@bandecheng/shared/commands';
import type { HallState } from '../state/hall-state.ts';
import { awaitsSms } from '../state/sms-invitations.ts';
import type { Circumstances, Decision } from './decision.ts';

/** Whoever has not rated on the spot is asked once more, by a message on the same day. */
export function decideInvite(
  state: HallState,
  { visits }: CommandOf<'InviteBySms'>,
  { now }: Circumstances,
): Decision {
  const asked = visits.filter((id) => {
    const visit = state.visits.get(id);
    return visit !== undefined && awaitsSms(state, visit, now);
  });
  if (asked.length === 0) return { refused: 'nothing-new' };
  return asked.map((visit) => ({ type: 'SmsInvited', data: { visit } }));
}

/** What became of a message, from the system that sent it. Said again, it replaces. */
export function decideReceipt(
  state: Pick<HallState, 'visits'>,
  { visit: id, outcome }: CommandOf<'ReceiptSms'>,
): Decision {
  const visit = state.visits.get(id);
  if (visit?.sms === undefined) return { refused: 'visit-unknown' };
  if (visit.sms.outcome === outcome) return { refused: 'nothing-new' };
  return [{ type: 'SmsReceipted', data: { visit: id, outcome } }];
}

/** The business system's number of a visit's case. */
export function decideNumber(
  state: Pick<HallState, 'visits'>,
  { visit: id, project, serviceNumber }: CommandOf<'NumberVisit'>,
): Decision {
  const visit = state.visits.get(id);
  if (visit === undefined) return { refused: 'visit-unknown' };
  if (visit.project?.number === project && visit.project.service === serviceNumber)
    return { refused: 'nothing-new' };
  return [{ type: 'VisitNumbered', data: { visit: id, project, serviceNumber } }];
}
