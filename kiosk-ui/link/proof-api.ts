import type { BusinessDay } from '@bandecheng/shared/vocabulary';
import { ask, type ApiAnswer } from './session.ts';

/** A day that is over. `digest` is the hash of the last line written on it. */
export interface ProofDay {
  day: BusinessDay;
  firstSeq: number;
  lastSeq: number;
  digest: string;
}

/** The days with their digests, newest first. */
export const proofDays = (): Promise<ApiAnswer<{ days: ProofDay[] }>> => ask('GET', '/api/proof');

/** Prints a day's digest at the desk. */
export const printDigest = (day: BusinessDay): Promise<ApiAnswer<object>> =>
  ask('POST', '/api/proof/print', { day });

/** Address of the record's own lines, for somebody who checks them without us. */
export const recordFile = (from: BusinessDay, to: BusinessDay): string =>
  `/api/proof/export?${new URLSearchParams({ from, to }).toString()}`;
