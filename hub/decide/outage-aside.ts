import type { HallEvent } from '@bandecheng/shared/events';
import type { OutageStep } from '@bandecheng/shared/outage/outage-step';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import type { AgentId } from '@bandecheng/shared/vocabulary';

/** An agent's step that a person has to look at, with the word for why. */
export function setAside(agent: AgentId, step: OutageStep, why: RefusalWord): HallEvent {
  return {
    type: 'OutageStepSetAside',
    data: {
      ...{ agent, kind: step.kind, why },
      ...('number' in step ? { number: step.number } : {}),
      ...('service' in step ? { service: step.service } : {}),
      ...('counter' in step ? { counter: step.counter } : {}),
    },
  };
}
