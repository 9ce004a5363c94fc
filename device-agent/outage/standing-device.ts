import type { AnnouncedDevice } from '@bandecheng/shared/protocol';
import type { DeviceView } from '@bandecheng/shared/views';
import type { DeviceProblem, Instant } from '@bandecheng/shared/vocabulary';

/** A device of this agent, and how it is. */
export interface StandingDevice extends AnnouncedDevice {
  problems: DeviceProblem[];
  since: Instant;
}

/** As every screen shows it. */
export function deviceView(agent: string, device: StandingDevice): DeviceView {
  const { id, kind, profile, counter, kiosk, problems, since } = device;
  return {
    ...{ device: id, kind, profile, agent, problems, since },
    ...(counter === undefined ? {} : { counter }),
    ...(kiosk === undefined ? {} : { kiosk }),
  };
}
