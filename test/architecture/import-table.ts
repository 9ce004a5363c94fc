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
    from: 'device-agent/link/',
    may: ['device-agent/outbox/', 'device-agent/locales/', 'shared/'],
    rule: 'the link sends the outbox to the hub and knows no device',
  },
  {
    from: 'device-agent/virtual/',
    may: ['device-agent/codecs/', 'device-agent/profiles/', 'device-agent/locales/', 'shared/'],
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

  {
    from: 'hub/journal/',
    may: ['hub/flush-folder.ts', 'hub/locales/', 'shared/'],
    rule: 'the journal stores events and knows neither state nor rules',
  },
  {
    from: 'hub/state/',
    may: ['shared/'],
    rule: 'state is the fold of events: it imports shared alone',
  },
  {
    from: 'hub/state/snapshot.ts',
    may: ['hub/state/', 'hub/registers/flushed-file.ts', 'hub/locales/', 'shared/'],
    typesOf: ['hub/journal/'],
    rule: 'the snapshot saves state through the one flushing adapter',
  },
  {
    from: 'hub/rules/',
    may: ['hub/read-json.ts', 'hub/locales/', 'shared/'],
    rule: 'the rules and the calendar are read from disk, and know neither hall nor journal',
  },
  {
    from: 'hub/registers/',
    may: ['hub/flush-folder.ts', 'hub/locales/', 'shared/'],
    rule: 'a register is a document on disk and knows neither journal nor state',
  },
  {
    from: 'hub/decide/',
    may: ['hub/state/', 'hub/locales/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'a decider reads state and returns events or a refusal; it changes nothing',
  },
  {
    from: 'hub/views/',
    may: ['hub/state/', 'hub/locales/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'a view is computed from state and changes nothing',
  },
  {
    from: 'hub/book/',
    may: [
      'hub/journal/',
      'hub/registers/read-if-there.ts',
      'hub/registers/replace-file.ts',
      'hub/flush-folder.ts',
      'shared/',
    ],
    rule: 'the book is made from events of the journal alone: it knows neither state nor what is asked of it',
  },
  {
    from: 'hub/reports/',
    may: ['hub/state/', 'hub/journal/', 'hub/book/', 'hub/locales/', 'shared/'],
    rule: 'reports read state and journal',
  },
  { from: 'hub/locales/', may: ['shared/'], rule: 'wording is data: it imports shared alone' },
  {
    from: 'hub/gateway/',
    may: ['hub/handle-command.ts', 'hub/views/', 'hub/reports/', 'hub/locales/', 'shared/'],
    typesOf: ['hub/state/case-reader.ts'],
    rule: 'the gateway hands commands to handle-command and sends views; state and disk are behind them',
  },
  {
    from: 'hub/webhooks/',
    may: ['hub/state/', 'hub/registers/', 'hub/line-file.ts', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'a webhook is told of what is on disk; it decides and changes nothing',
  },
  {
    from: 'hub/province/',
    may: [
      'hub/state/',
      'hub/registers/',
      'hub/webhooks/delivery.ts',
      'hub/webhooks/post-message.ts',
      'hub/rules/',
      'hub/line-file.ts',
      'hub/read-json.ts',
      'hub/locales/',
      'shared/',
    ],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'the province is handed what is on disk; nothing in the hall waits for it',
  },
  {
    from: 'hub/react.ts',
    may: [
      'hub/state/',
      'hub/window-shows.ts',
      'hub/keypad-shows.ts',
      'hub/evaluator-shows.ts',
      'hub/receipt.ts',
      'hub/digest-paper.ts',
      'hub/locales/',
      'shared/',
    ],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'a reaction is computed from events and state and changes nothing',
  },
  {
    from: 'hub/receipt.ts',
    may: ['hub/state/', 'hub/locales/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'what a receipt says is computed from state and changes nothing',
  },
  {
    from: 'hub/digest-paper.ts',
    may: ['hub/locales/', 'shared/'],
    rule: 'what a paper with a digest says is made from the digest alone',
  },
  {
    from: 'hub/keypad-shows.ts',
    may: ['hub/state/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'what a keypad shows is computed from events and state and changes nothing',
  },
  {
    from: 'hub/evaluator-shows.ts',
    may: ['hub/state/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'what an evaluator shows is computed from events and state and changes nothing; names come in as an argument',
  },
  {
    from: 'hub/window-shows.ts',
    may: ['hub/state/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'what a window display says is computed from events and state and changes nothing',
  },
  {
    from: 'hub/config.ts',
    may: ['hub/read-json.ts', 'hub/rules/', 'hub/province/read-setup.ts', 'hub/locales/', 'shared/'],
    rule: 'hall.json and the rules it names are read with shared alone',
  },
  {
    from: 'hub/read-json.ts',
    may: ['hub/locales/', 'shared/'],
    rule: 'a JSON file is read without its meaning',
  },
  {
    from: 'hub/deadline.ts',
    may: ['hub/rules/', 'hub/command-options.ts', 'hub/locales/', 'shared/'],
    rule: 'a deadline comes from rules and calendar alone: no hall, no journal',
  },
  {
    from: 'hub/policies.ts',
    may: ['hub/rules/', 'hub/command-options.ts', 'hub/locales/', 'shared/'],
    rule: 'policies are checked from their files alone',
  },
  {
    from: 'hub/backup/',
    may: ['hub/journal/', 'hub/flush-folder.ts', 'hub/locales/', 'shared/'],
    rule: 'a backup copies what lies on disk and knows neither state nor rules',
  },
  {
    from: 'hub/calendar.ts',
    may: [
      'hub/rules/',
      'hub/calendar-moves.ts',
      'hub/read-state.ts',
      'hub/command-options.ts',
      'hub/flush-folder.ts',
      'hub/locales/',
      'shared/',
    ],
    rule: 'a year is taken from a file; of the hall it reads what it would move, and opens nothing',
  },
  {
    from: 'hub/calendar-moves.ts',
    may: ['hub/decide/', 'hub/state/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'what a calendar would move is computed from state and changes nothing',
  },
  {
    from: 'hub/read-state.ts',
    may: ['hub/journal/', 'hub/state/'],
    rule: 'the hall is read from its folder and not opened',
  },
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
    from: 'hub/seal-texts.ts',
    may: ['hub/handle-command.ts', 'hub/state/', 'shared/'],
    never: ['hub/state/evolve.ts', 'hub/state/snapshot.ts'],
    rule: 'texts are sealed on the way to the one path of a command; the vault comes in as an argument',
  },
  {
    from: 'hub/line-file.ts',
    may: ['hub/flush-folder.ts'],
    rule: 'a file of lines does not know what they say',
  },
  { from: 'hub/flush-folder.ts', may: [], rule: 'a flush of a folder needs nothing of the hall' },
  {
    from: 'hub/verify.ts',
    may: ['hub/journal/', 'hub/command-options.ts', 'hub/locales/', 'shared/'],
    rule: 'the chain is verified from the journal alone',
  },
  {
    from: 'hub/handle-command.ts',
    may: ['hub/decide/', 'hub/journal/', 'hub/state/', 'hub/views/', 'hub/react.ts', 'shared/'],
    rule: 'the one path of a command knows no socket and no page',
  },
  {
    from: 'hub/',
    may: ['hub/', 'shared/'],
    rule: 'the hub imports shared and itself: no app imports another',
  },

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
