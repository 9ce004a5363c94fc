import type { DayClosed } from '@bandecheng/shared/events';
import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { ask, type ApiAnswer } from './session.ts';

/** The days with their digests, newest first. */
export const proofDays = (): Promise<ApiAnswer<{ days: DayClosed[] }>> => ask('GET', '/api/proof');

/** Prints a day's digest at the desk. */
export const printDigest = (day: BusinessDay): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/proof/print', { day });

/** Address of the record's own lines, for somebody who checks them without us. */
export const recordFile = (from: BusinessDay, to: BusinessDay): string =>
  `/api/proof/export?${new URLSearchParams({ from, to }).toString()}`;
