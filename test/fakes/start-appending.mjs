// Opens the journal of the folder given and appends until it is killed, printing each number acknowledged.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const folder = process.argv[2] ?? '';
const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
  resolve: { alias: [{ find: /^@bandecheng\/(shared|hub)\/(.+)$/, replacement: `${root}$1/$2.ts` }] },
});
const { openFileJournal } = await vite.ssrLoadModule('/hub/journal/file-journal.ts');
const { commandOf, heldTicket } = await vite.ssrLoadModule('/test/fakes/recorded-events.ts');

const journal = await openFileJournal({
  folder,
  hall: 'qinghe',
  from: null,
  apply: () => undefined,
  onMisfit: () => undefined,
});
let seq = journal.durableSeq;
process.stdout.write('ready\n');
for (;;) {
  const appends = [];
  for (let i = 0; i < 20; i += 1) {
    const events = i % 4 === 0 ? commandOf(3, seq + 1) : [heldTicket(seq + 1)];
    seq += events.length;
    const last = seq;
    appends.push(journal.append('2026-11-23', events).then(() => process.stdout.write(`${last}\n`)));
  }
  await Promise.all(appends);
}
