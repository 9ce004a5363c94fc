import type { HelpRow } from '@bandecheng/shared/case/case-view';
import type { Hall } from '@bandecheng/shared/hall';
import type { Help } from '../state/case-state.ts';

/** A counter that asks for the desk. One that the hall no longer has keeps its id as its service's name. */
export function helpRow(hall: Hall, { counter, service, ...help }: Help): HelpRow {
  const { number, ticket, reason, askedAt, minutes, comingAt } = help;
  return {
    ...{ help: help.help, ticket, number, reason, askedAt, minutes },
    counterNumber: hall.counters.find(({ id }) => id === counter)?.number ?? 0,
    service: hall.services.find(({ id }) => id === service)?.name ?? { zh: service },
    ...(comingAt === undefined ? {} : { comingAt }),
  };
}
