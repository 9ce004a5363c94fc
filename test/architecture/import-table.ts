import { HUB_ROWS } from './hub-imports.ts';

/**
 * Who may import whom, as data. A path ending in `/` is a folder, otherwise one file; of the rows that hold a
 * file, the one with the longest path counts. A folder may always import itself.
 */
export interface ImportRow {
  from: string;
  may: readonly string[];
  /** What may be imported with `import type` alone. */
  typesOf?: readonly string[];
  /** What stays forbidden inside the folders allowed. */
  never?: readonly string[];
  /** The sentence a failure prints. */
  rule: string;
}

export const IMPORT_TABLE: readonly ImportRow[] = [
  { from: 'shared/', may: [], rule: 'shared imports zod alone: it runs in a browser and in Node' },
  {
    from: 'shared/calendar/',
    may: ['shared/hall.ts', 'shared/parse.ts', 'shared/views.ts', 'shared/vocabulary.ts'],
    rule: 'the calendar knows days and no policy',
  },
  {
    from: 'shared/policy/',
    may: ['shared/calendar/', 'shared/parse.ts', 'shared/vocabulary.ts'],
    rule: 'a policy knows the calendar and nothing of the hall that runs it',
  },

  {
    from: 'device-agent/transports/',
    may: ['shared/'],
    rule: 'a transport moves bytes and knows neither profiles nor codecs nor the hub',
  },
  { from: 'device-agent/profiles/', may: ['shared/'], rule: 'a profile is data: it imports shared alone' },
  { from: 'device-agent/locales/', may: ['shared/'], rule: 'wording is data: it imports shared alone' },
  {
    from: 'device-agent/codecs/',
    may: ['device-agent/profiles/', 'device-agent/locales/', 'shared/'],
    rule: 'a codec turns bytes into messages from a profile, and knows no transport',
  },
  {
    from: 'device-agent/discovery/',
    may: ['device-agent/transports/', 'device-agent/profiles/', 'shared/'],
    typesOf: ['device-agent/config.ts'],
    rule: 'discovery looks at what is attached and opens nothing',
  },
  {
    from: 'device-agent/drivers/',
    may: [
      'device-agent/transports/',
      'device-agent/codecs/',
      'device-agent/profiles/',
      'device-agent/locales/',
      'shared/',
    ],
    rule: 'a driver knows transports, codecs and profiles, and neither the outbox nor the hub',
  },
  {
    from: 'device-agent/outbox/',
    may: ['shared/'],
    rule: 'the outbox keeps numbered reports and knows no device and no hub',
  },
  {
    from: 'device-agent/outage/',
    may: ['device-agent/outbox/flushing-file.ts', 'shared/'],
    rule: 'what an agent does by itself follows from its lease and its steps; it knows neither drivers nor sockets',
  },
  {
    from: 'device-agent/link/',
    may: ['device-agent/outbox/', 'device-agent/locales/', 'shared/'],
    rule: 'the link sends the outbox to the hub and knows no device',
  },
  {
    from: 'device-agent/pages/',
    may: ['device-agent/locales/', 'shared/'],
    typesOf: ['device-agent/outage/standing.ts'],
    rule: 'the pages ask what stands here by one interface, and know no device and no step',
  },
  {
    from: 'device-agent/virtual/',
    may: [
      'device-agent/codecs/',
      'device-agent/pages/page-files.ts',
      'device-agent/profiles/',
      'device-agent/locales/',
      'shared/',
    ],
    rule: 'a virtual device holds no shortcut into hub or agent: only the wire',
  },
  {
    from: 'device-agent/virtual/main.ts',
    may: ['device-agent/virtual/', 'device-agent/read-profiles.ts', 'device-agent/profiles/', 'shared/'],
    rule: 'the virtual hall reads profiles from disk in its main file alone',
  },
  {
    from: 'device-agent/technician/',
    may: [
      'device-agent/config.ts',
      'device-agent/open-device.ts',
      'device-agent/read-profiles.ts',
      'device-agent/raster-font.ts',
      'device-agent/discovery/',
      'device-agent/transports/',
      'device-agent/codecs/',
      'device-agent/profiles/',
      'device-agent/drivers/',
      'device-agent/locales/',
      'device-agent/outbox/flushing-file.ts',
      'device-agent/outbox/folder-claim.ts',
      'device-agent/outbox/job-ledger.ts',
      'shared/',
    ],
    rule: "the technician's tool drives devices as the agent does, and knows neither the hub nor the outbox's reports",
  },
  {
    from: 'device-agent/raster-font.ts',
    may: ['device-agent/codecs/', 'device-agent/outline-font.ts', 'device-agent/woff-file.ts', 'shared/'],
    rule: 'the font draws the raster lines a codec asks for and nothing else',
  },
  {
    from: 'device-agent/woff-file.ts',
    may: [],
    rule: 'a font file is opened without knowing what it is drawn for',
  },
  {
    from: 'device-agent/outline-font.ts',
    may: ['device-agent/codecs/'],
    rule: 'a font gives outlines and knows neither paper nor files',
  },
  {
    from: 'device-agent/read-profiles.ts',
    may: ['device-agent/profiles/', 'device-agent/codecs/', 'device-agent/locales/', 'shared/'],
    rule: 'profiles are read and checked with codecs and profiles alone',
  },
  {
    from: 'device-agent/config.ts',
    may: ['device-agent/profiles/', 'device-agent/locales/', 'shared/'],
    rule: 'the configuration knows profiles, not what is made of them',
  },
  {
    from: 'device-agent/',
    may: ['device-agent/', 'shared/'],
    never: ['device-agent/virtual/'],
    rule: 'product code does not know that a device may be virtual, and no app imports another',
  },

  ...HUB_ROWS,

  { from: 'kiosk-ui/link/', may: ['shared/'], rule: "the screens' link knows no screen" },
  { from: 'kiosk-ui/locales/', may: ['shared/'], rule: 'wording is data: it imports shared alone' },
  {
    from: 'kiosk-ui/components/',
    may: ['kiosk-ui/locales/', 'kiosk-ui/link/', 'kiosk-ui/styles/', 'shared/'],
    rule: 'a component is used by several screens and knows none',
  },
  {
    from: 'kiosk-ui/',
    may: ['kiosk-ui/', 'shared/'],
    rule: 'the screens import shared and themselves: no app imports another',
  },
];
