import type { EventType } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { ViewName, Views } from '@bandecheng/shared/views';
import type { Instant } from '@bandecheng/shared/vocabulary';
import type { HallState } from '../state/hall-state.ts';
import { casesView } from './cases-view.ts';
import { counterView } from './counter-view.ts';
import { devicesView } from './device-view.ts';
import { displayView } from './display-view.ts';
import { followView } from './follow-view.ts';
import { kioskView } from './kiosk-view.ts';
import { queueView } from './queue-view.ts';
import { ratingsView } from './ratings-view.ts';
import { tabletView, type ClerkShown } from './tablet-view.ts';

export type ComputedView = { [N in ViewName]: { view: N; data: Views[N] } }[ViewName];

/** Views of which there is one per counter, kiosk or ticket. */
const ONE_EACH: readonly ViewName[] = ['kiosk', 'counter', 'tablet', 'follow'];
/** Views of which there is one for the hall and one for each part of it. */
const OF_A_PART: readonly ViewName[] = ['display'];

/** The room whose screens share one view: `queue`, `counter:c3`, `display`, `display:east`, `follow:7kq…`. */
export function roomOf(view: ViewName, of?: string): string {
  if (OF_A_PART.includes(view) && of !== undefined) return `${view}:${of}`;
  return ONE_EACH.includes(view) ? `${view}:${of ?? ''}` : view;
}

/**
 * The view a room is sent, from the state in memory; null when there is no such counter, kiosk, display or ticket.
 * @param clerkShown who serves, for the one screen that says it to applicants; nobody where it is left out
 */
export function computeView(
  room: string,
  state: HallState,
  now: Instant,
  clerkShown: ClerkShown = () => null,
): ComputedView | null {
  const { hall } = state;
  if (hall === null) return null;
  const colon = room.indexOf(':');
  const view = (colon < 0 ? room : room.slice(0, colon)) as ViewName;
  const of = colon < 0 ? '' : room.slice(colon + 1);
  switch (view) {
    case 'kiosk':
      return computed(view, kioskView(state, hall, of, now));
    case 'display':
      return displayOf(state, hall, of, now);
    case 'counter':
      return computed(view, counterView(state, hall, of, now));
    case 'tablet':
      return computed(view, tabletView(state, hall, of, clerkShown));
    case 'queue':
      return { view, data: queueView(state, hall, now) };
    case 'ratings':
      return { view, data: ratingsView(state, hall) };
    case 'devices':
      return { view, data: devicesView(state) };
    case 'follow':
      return computed(view, followView(state, hall, of));
    case 'cases':
      return { view, data: casesView(state, hall, now) };
  }
}

function displayOf(state: HallState, hall: Hall, of: string, now: Instant): ComputedView | null {
  const rules = hall.displays.find(({ id }) => id === of);
  if (of !== '' && rules === undefined) return null;
  return { view: 'display', data: displayView(state, hall, now, rules) };
}

function computed<N extends ViewName>(view: N, data: Views[N] | null): ComputedView | null {
  return data === null ? null : ({ view, data } as ComputedView);
}

const QUEUE: readonly ViewName[] = ['queue', 'counter', 'kiosk', 'display', 'follow'];
/** A tablet asks and shows who serves; how long the queue is does not touch it. */
const COUNTERS: readonly ViewName[] = [...QUEUE, 'tablet'];
const RATINGS: readonly ViewName[] = ['ratings', 'counter', 'tablet', 'follow'];
const CASES: readonly ViewName[] = ['cases'];
const DEVICES: readonly ViewName[] = ['devices', 'counter', 'kiosk'];

/** Views that are out of date after an event, in every room. */
export const TOUCHES: Record<EventType, readonly ViewName[]> = {
  HallConfigured: [...COUNTERS, 'ratings', 'devices', 'cases'],
  DayOpened: [...COUNTERS, 'ratings', 'devices', 'cases'],
  TicketIssued: QUEUE,
  TicketCalled: QUEUE,
  TicketRecalled: QUEUE,
  ServiceStarted: QUEUE,
  ServiceFinished: QUEUE,
  TicketNoShow: QUEUE,
  TicketHeld: QUEUE,
  TicketRequeued: QUEUE,
  TicketTransferred: QUEUE,
  TicketCancelled: QUEUE,
  AppointmentBooked: ['queue', 'kiosk'],
  AppointmentCancelled: ['queue'],
  AppointmentMissed: ['queue'],
  TicketBackfilled: QUEUE,
  TicketSentOn: QUEUE,
  MattersChanged: ['counter'],
  CounterOpened: COUNTERS,
  CounterClosed: COUNTERS,
  CounterPaused: COUNTERS,
  CounterResumed: COUNTERS,
  RatingInvited: RATINGS,
  PressRecorded: RATINGS,
  RatingLapsed: RATINGS,
  RatingGiven: RATINGS,
  ReasonsGiven: [],
  RatingCorrected: RATINGS,
  RatingAppealed: RATINGS,
  AppealDecided: RATINGS,
  CheckLookedInto: [],
  CallListDrawn: [],
  CallRecorded: [],
  SmsInvited: [],
  SmsReceipted: [],
  VisitNumbered: [],
  WordsSeen: [],
  WordsErased: [],
  HandedRecordsSeen: [],
  AgentJoined: [...DEVICES, 'queue'],
  AgentLost: [...DEVICES, 'queue'],
  DeviceStateChanged: DEVICES,
  PrintRequested: ['kiosk', 'devices'],
  PrintChanged: ['kiosk', 'devices'],
  NumbersLeased: [],
  OutageStepSetAside: ['queue'],
  OutageEnded: ['queue'],
  ReportRefused: [],
  SignedIn: [],
  SignedOut: [],
  SignInRefused: [],
  AccountChanged: [],
  KeyChanged: [],
  IdentityCopied: [],
  PolicyAdopted: [...CASES, 'counter', 'tablet', 'follow'],
  CalendarAdopted: CASES,
  AssumptionSigned: CASES,
  CaseOpened: CASES,
  CaseStepped: CASES,
  CaseAmended: CASES,
  CaseNoted: [],
  CaseAssigned: CASES,
  BranchAdded: CASES,
  BranchEnded: CASES,
  CaseRated: CASES,
  CallBackRecorded: CASES,
  MaterialAttached: [],
  ClockStarted: CASES,
  ClockStopped: CASES,
  ClockExtended: CASES,
  DeadlineMoved: CASES,
  InterimNoticeGiven: CASES,
  ClockOverran: CASES,
  HelpAsked: CASES,
  HelpAnswered: CASES,
  ShiftHandedOver: CASES,
  PaperRequested: ['devices'],
  DigestPaperRequested: ['devices'],
  PersonalSeen: [],
  PersonErased: CASES,
};
