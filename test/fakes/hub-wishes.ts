import type { HubWishes } from '@bandecheng/device-agent/link/hub-messages';

/** Takes whatever a hub tells, so that none of its messages meets a missing member. @param set what differs */
export function hubWishes(set: Partial<HubWishes> = {}): HubWishes {
  const taken = (): void => undefined;
  return {
    ...{ print: async () => true, malformedJob: async () => true, answer: async () => undefined },
    ...{ invite: taken, closeInvitation: taken, show: taken, refuseKey: taken },
    ...{ showEvaluator: taken, showWindow: taken, hallTold: taken, leased: taken, given: taken },
    ...set,
  };
}
