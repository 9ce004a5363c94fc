import type { Translation } from '../locale.ts';
import type { link as zh } from '../zh/link.ts';

export const link: Translation<typeof zh> = {
  cut: 'Cut off from the hall server: {cannot}',
  old: 'Last updated {time}',
  never: 'Not yet connected to the hall server: {cannot}',
  retrying: 'Reconnecting, please wait',
  alone: 'The network is down: {still}',
  aloneSince: 'since {time}',
};
