import type { ConnectorStanding, HandedOf, HandedRows } from '@bandecheng/shared/province/standing';
import { ask, type ApiAnswer } from './session.ts';
import { withQuery } from './with-query.ts';

export const provinceStanding = (): Promise<ApiAnswer<{ connectors: ConnectorStanding[] }>> =>
  ask('GET', '/api/province');

/** The rows behind a number of a connector's hand-over. */
export const handedRows = (connector: string, of: HandedOf): Promise<ApiAnswer<HandedRows>> =>
  ask('GET', withQuery(`/api/province/${encodeURIComponent(connector)}/rows`, of));

/** Hands refused records over once more, after what was wrong with them has been mended. */
export const handOverAgain = (
  connector: string,
  rows: (number | string)[] | 'all',
): Promise<ApiAnswer<{ rows: number }>> => ask('POST', '/api/province/again', { connector, rows });
