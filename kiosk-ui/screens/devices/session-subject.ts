import type { AttachedPort } from '@bandecheng/shared/technician';
import type { SessionVerb } from '@bandecheng/shared/technician-session';
import type { DeviceView } from '@bandecheng/shared/views';

/** What a session is to be led on, and what can be done there, the likeliest first. */
export interface SessionSubject {
  agent: string;
  /** As the agent knows it: a device's id or a port's path. */
  subject: string;
  /** As people know it. */
  title: string;
  verbs: readonly SessionVerb[];
}

/** A device of the hall. `title`: where it stands. */
export function deviceSubject({ agent, device, kind }: DeviceView, title: string): SessionSubject {
  const verbs =
    kind === 'evaluator' ? (['wizard', 'probe', 'record'] as const) : (['probe', 'record'] as const);
  return { agent, subject: device, title, verbs };
}

/** A port of an agent's machine that no device of the hall uses. */
export function portSubject(agent: string, { kind, path, title }: AttachedPort): SessionSubject {
  const verbs = kind === 'usb-printer' ? (['probe'] as const) : (['probe', 'wizard', 'record'] as const);
  return { agent, subject: path, title: title === '' ? path : title, verbs };
}
