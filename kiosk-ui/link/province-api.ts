import type { ConnectorStanding } from '@bandecheng/shared/province/standing';
import { ask, type ApiAnswer } from './session.ts';

export const provinceStanding = (): Promise<ApiAnswer<{ connectors: ConnectorStanding[] }>> =>
  ask('GET', '/api/province');

/** Hands refused records over once more, after what was wrong with them has been mended. */
export const handOverAgain = (
  connector: string,
  rows: (number | string)[] | 'all',
): Promise<ApiAnswer<{ rows: number }>> => ask('POST', '/api/province/again', { connector, rows });
