import { dirname, relative, resolve } from 'node:path';
import type { Hall } from '@bandecheng/shared/hall';
import type { ConnectorSetup } from '@bandecheng/shared/province/setup';

/** A hall's configuration as it was read. */
interface Read {
  hall: Hall;
  /** Where hall.json lies, absolute. */
  folder: string;
  /** Modules in it are absolute. */
  province: readonly { setup: ConnectorSetup }[];
}

/**
 * What a hall's hall.json names beside itself, without which it does not start elsewhere: rules, voices, the hand-over to
 * the province with its connectors, certificate and key, the token of `/metrics`. As written there, or relative to it.
 */
export function namedFiles({ hall, folder, province }: Read): string[] {
  const named = [
    ...[hall.policiesFolder, hall.voiceFolder, hall.provinceFile],
    ...[hall.tls?.cert, hall.tls?.key, hall.metrics?.tokenFile],
  ].filter((path) => path !== undefined);
  if (hall.provinceFile === undefined) return named;
  const beside = dirname(resolve(folder, hall.provinceFile));
  const ofProvince = province.flatMap(({ setup: { connector, module } }) => [
    ...(connector.endsWith('.json') ? [resolve(beside, connector)] : []),
    ...(module === undefined ? [] : [module]),
  ]);
  return [...named, ...ofProvince.map((path) => relative(folder, path))];
}
