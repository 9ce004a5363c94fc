import type { AuditKind, AuditRow } from '@bandecheng/shared/audit';
import type { EventType, RecordedEvent } from '@bandecheng/shared/events';

/** What the auditor is shown first: who came in, who may what, who looked, and by which rules. */
const SECURITY: ReadonlySet<EventType> = new Set<EventType>([
  'SignedIn',
  'SignedOut',
  'SignInRefused',
  'AccountChanged',
  'KeyChanged',
  'IdentityCopied',
  'PersonalSeen',
  'PersonErased',
  'HallConfigured',
  'PolicyAdopted',
  'CalendarAdopted',
  'AssumptionSigned',
]);

/** A line of the record for the auditor; null when it is none of this kind. */
export function auditRow(event: RecordedEvent, kind: AuditKind): AuditRow | null {
  const { seq, at, actor, type } = event;
  if (kind === 'security' ? !SECURITY.has(type) : !actor.startsWith('staff:')) return null;
  const [about, detail] = [aboutOf(event), detailOf(event)];
  return {
    ...{ seq, at, actor, type },
    ...(about === undefined ? {} : { about }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** By the first of these fields that the event has. */
function aboutOf({ data }: RecordedEvent): string | undefined {
  for (const field of [
    'case',
    'ticket',
    'account',
    'key',
    'appointment',
    'counter',
    'assumption',
    'agent',
  ] as const) {
    const value: unknown = field in data ? data[field as keyof typeof data] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function detailOf(event: RecordedEvent): string | undefined {
  switch (event.type) {
    case 'AccountChanged':
      return [...event.data.changes, event.data.role ?? ''].join(' ').trim();
    case 'KeyChanged':
      return `${event.data.kind} ${event.data.change}`;
    case 'IdentityCopied':
      return event.data.how;
    case 'PersonalSeen':
      return [...event.data.fields, event.data.reason].join(' ');
    case 'PersonErased':
      return event.data.reason;
    default:
      return undefined;
  }
}
