import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HallError } from '@bandecheng/shared/errors';
import { virtualZh } from '../locales/zh/virtual.ts';

export interface VirtualArguments {
  /** Absolute. */
  config: string;
  /** Of the page; 0: any free one. */
  port: number;
  /** The built page's folder, absolute. */
  page: string | undefined;
}

/** What was typed behind the program's name. Throws `config-invalid` with the usage for what it does not understand. */
export function readArguments(typed: string[]): VirtualArguments {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args: typed, options: { config: text, port: text, page: text } });
    const port = /^\d{1,5}$/.test(values.port ?? '0') ? Number(values.port ?? 0) : NaN;
    if (values.config === undefined || !(port <= 65_535)) throw new RangeError('config, port');
    const page = values.page === undefined ? undefined : resolve(values.page);
    return { config: resolve(values.config), port, page };
  } catch (cause) {
    throw new HallError('config-invalid', typed.join(' '), virtualZh.usage, cause);
  }
}
