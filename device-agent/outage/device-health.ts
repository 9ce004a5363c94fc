import type { AnnouncedDevice, Report } from '@bandecheng/shared/protocol';
import type { StandingDevice } from './standing-device.ts';

type StateReport = Extract<Report, { type: 'RecordDeviceState' }>;

/** How each device is, by what it last reported; one that has reported nothing is well. */
export class DeviceHealth {
  private readonly states = new Map<string, StateReport>();

  constructor(private readonly announced: () => readonly AnnouncedDevice[]) {}

  keep(report: StateReport): void {
    this.states.set(report.device, report);
  }

  devices(): StandingDevice[] {
    return this.announced().map((device) => {
      const { problems = [], since = 0 } = this.states.get(device.id) ?? {};
      return { ...device, problems, since };
    });
  }
}
