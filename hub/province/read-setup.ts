import { dirname, resolve } from 'node:path';
import { HallError } from '@bandecheng/shared/errors';
import { parse, problemLines } from '@bandecheng/shared/parse';
import { Connector } from '@bandecheng/shared/province/connector';
import { ProvinceSetup, type ConnectorSetup } from '@bandecheng/shared/province/setup';
import { provinceText } from '../locales/zh-CN/province.ts';
import { readJson } from '../read-json.ts';
import { jsonFiles } from '../rules/json-files.ts';
import { sharedFolder } from '../rules/shared-folder.ts';

export interface UsedConnector {
  connector: Connector;
  /** Paths in it are absolute. */
  setup: ConnectorSetup;
}

/**
 * What province.json says, with the connectors it names: those that come with the program, or files beside it.
 * Throws HallError `config-unreadable`, `config-invalid` with every problem's path.
 */
export async function readSetup(path: string): Promise<UsedConnector[]> {
  const read = parse(ProvinceSetup, await readJson(path, 'config-unreadable', 'config-invalid'));
  if (!read.ok) throw new HallError('config-invalid', path, problemLines(read.problems));
  const builtIn = await builtInConnectors();
  return Promise.all(
    read.value.connectors.map(async (setup) => {
      const { connector: name, module } = setup;
      const beside = (file: string): string => resolve(dirname(path), file);
      const connector = name.endsWith('.json') ? await readConnector(beside(name)) : builtIn.get(name);
      if (connector === undefined)
        throw new HallError('config-invalid', path, provinceText.noConnector(name, [...builtIn.keys()]));
      return { connector, setup: { ...setup, ...(module === undefined ? {} : { module: beside(module) }) } };
    }),
  );
}

/** The connectors that come with the program, by id. Throws HallError `config-invalid`. */
export async function builtInConnectors(): Promise<Map<string, Connector>> {
  const files = await jsonFiles(sharedFolder('province', 'connectors'), 'config-invalid');
  const all = files.map(([file, content]) => checked(file, content));
  return new Map(all.map((connector) => [connector.id, connector]));
}

async function readConnector(path: string): Promise<Connector> {
  return checked(path, await readJson(path, 'config-unreadable', 'config-invalid'));
}

function checked(path: string, content: unknown): Connector {
  const read = parse(Connector, content);
  if (!read.ok) throw new HallError('config-invalid', path, problemLines(read.problems));
  return read.value;
}
