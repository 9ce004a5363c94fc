import * as z from 'zod';
import { Id } from '../hall.ts';
import { AFFAIR_KINDS, SERVED } from './connector.ts';

const Settings = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/, '须为字母开头的名称'),
  z.union([z.string().min(1).max(200), z.number()]),
);

const Transport = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    url: z.url({ protocol: /^https?$/, error: '须为 http 或 https 网址' }).max(500),
  }),
  /** JSON lines in files, each line encrypted with the hall's vault key. */
  z.strictObject({ kind: z.literal('file') }),
]);

/** A connector as this hall uses it. */
export const ConnectorSetup = z.strictObject({
  /** Id of a connector that comes with the program, or the name of a .json file beside province.json. */
  connector: z.string().min(1).max(100),
  settings: Settings.default({}),
  /** What differs by service. */
  services: z
    .record(
      Id,
      z.strictObject({
        affairKind: z.enum(AFFAIR_KINDS).optional(),
        served: z.enum(SERVED).optional(),
        settings: Settings.default({}),
      }),
    )
    .default({}),
  /** Of services that say nothing else. */
  affairKind: z.enum(AFFAIR_KINDS).default('other'),
  served: z.enum(SERVED).default('person'),
  /** Evaluators for trial and training: what is pressed on them goes nowhere. */
  testDevices: z.array(Id).default([]),
  transport: Transport,
  /** Of `hmac-sha256`. */
  secret: z.string().min(8).max(500).optional(),
  /** Of `module`: path of a JavaScript file, relative to province.json. */
  module: z.string().min(1).max(500).optional(),
  /** Everything is written to files, nothing leaves the hall, and nothing counts as handed over. */
  dryRun: z.boolean().default(false),
});
export type ConnectorSetup = z.output<typeof ConnectorSetup>;

/** province.json. It holds secrets and is never journalled. */
export const ProvinceSetup = z.strictObject({
  connectors: z
    .array(ConnectorSetup)
    .min(1)
    .refine((all) => new Set(all.map(({ connector }) => connector)).size === all.length, '连接器重复'),
});
