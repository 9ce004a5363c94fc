import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '@bandecheng/shared/events';
import type { Hall } from '@bandecheng/shared/hall';
import type { ConnectorStanding, HandedOf, HandedRows } from '@bandecheng/shared/province/standing';
import type { Sealed } from '@bandecheng/shared/vault';
import type { BusinessDay, Instant } from '@bandecheng/shared/vocabulary';
import { openVaultKey } from '../registers/vault-key.ts';
import type { HallState } from '../state/hall-state.ts';
import { readRecord } from './filed-record.ts';
import { handOver } from './hand-over.ts';
import { Ledger } from './ledger.ts';
import type { UsedConnector } from './read-setup.ts';
import { openRecordFiles, type RecordFiles } from './record-files.ts';
import { Sender } from './sender.ts';
import { openSigner } from './sign.ts';
import { handedRows, keyOf, standingOf } from './standing.ts';
import { again, takeEvent } from './take-event.ts';

export interface ProvinceOptions {
  connectors: readonly UsedConnector[];
  dataFolder: string;
  /** Text of BANDECHENG_VAULT_KEY, where it is set. */
  vaultKey?: string;
  clock: () => Instant;
  onNotice: (what: string, about: Record<string, string | number>) => void;
}

export interface Province {
  /** An event read back from the journal at start: it may have been lost on the way into a ledger. */
  readBack(event: RecordedEvent): void;
  /** The state is whole: takes in what was lost, and hands over what waits. `open`: a text of the vault; null: erased. */
  begin(state: HallState, open: (sealed: Sealed) => Promise<string | null>): Promise<void>;
  /** What has just happened, and is on disk. */
  take(events: readonly RecordedEvent[], state: HallState): void;
  list(): ConnectorStanding[];
  /** What stands behind a number of it. Null: no such connector. */
  rows(connector: string, of: HandedOf): HandedRows | null;
  /** Hands refused rows over once more, all where none is named; how many those are. Null: no such connector. */
  again(connector: string, rows: readonly (number | string)[] | 'all'): number | null;
  /** What was written to files on a day, in plain words. Null: nothing, or no such connector. */
  records(connector: string, day: BusinessDay): Promise<string | null>;
  stop(): Promise<void>;
}

interface Desk {
  used: UsedConnector;
  ledger: Ledger;
  isNew: boolean;
  /** Both once begun. */
  sender?: Sender;
  files?: RecordFiles;
}

/**
 * The connectors with what waits for each. Changes nothing on disk before `begin`, so that a hub whose journal is in use
 * by another leaves it alone.
 */
export async function openProvince(options: ProvinceOptions): Promise<Province> {
  const { connectors, dataFolder, clock, onNotice } = options;
  const folder = join(dataFolder, 'province');
  const desks: Desk[] = [];
  for (const used of connectors) {
    const path = join(folder, `${nameOf(used)}.jsonl`);
    const read = await Ledger.read(path);
    const ledger = new Ledger(path, read ?? { lines: [], torn: false }, used.connector, used.setup);
    desks.push({ used, ledger, isNew: read === null });
  }
  /** A text of the vault, once begun. */
  let opening: (sealed: Sealed) => Promise<string | null> = async () => null;
  /** What came before `begin`, in order; null from then on. */
  let early: RecordedEvent[] | null = [];

  function take(events: readonly RecordedEvent[], { hall }: Pick<HallState, 'hall'>): void {
    if (early !== null) {
      if (desks.length > 0) early.push(...events);
      return;
    }
    const rules = { changeMs: (hall?.rating.changeSeconds ?? 0) * 1_000 };
    for (const { ledger, sender } of desks) {
      const before = ledger.changes;
      for (const event of events) takeEvent(ledger, event, rules);
      if (ledger.changes > before) sender?.wake();
    }
  }

  return {
    take,
    readBack(event) {
      if (desks.some(({ ledger, isNew }) => !isNew && event.seq > ledger.takenSeq)) early?.push(event);
    },
    async begin(state, open) {
      if (desks.length === 0) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const vaultKey = await openVaultKey(dataFolder, options.vaultKey);
      for (const desk of desks) {
        const { used, ledger } = desk;
        const signer = await openSigner(used.connector, used.setup);
        const files = await openRecordFiles(dataFolder, nameOf(used), vaultKey);
        if (desk.isNew) ledger.beginAfter(state.seq);
        const parts = { used, ledger, signer, files, open, clock, hall: () => hallOf(state) };
        desk.files = files;
        opening = open;
        desk.sender = new Sender({
          ...{ ledger, clock, onNotice, after },
          handOver: (row, stopped) => handOver(row, parts, stopped),
        });
      }
      const lost = early ?? [];
      early = null;
      take(lost, state);
      for (const { sender } of desks) sender?.wake();
    },
    list: () =>
      desks.map(({ ledger, sender, used }) =>
        standingOf(ledger, sender ?? { failures: 0, failure: null }, used.setup),
      ),
    rows(connector, of) {
      const desk = desks.find(({ used }) => used.connector.id === connector);
      return desk === undefined ? null : handedRows(desk.ledger, of);
    },
    again(connector, rows) {
      const desk = desks.find(({ used }) => used.connector.id === connector);
      if (desk === undefined) return null;
      const { ledger, sender } = desk;
      const refused = [...ledger.services.values(), ...ledger.ratings.values()].filter(
        (row) => ledger.standingOf(row).state === 'refused' && (rows === 'all' || rows.includes(keyOf(row))),
      );
      for (const row of refused) ledger.put(again(row));
      sender?.wake();
      return refused.length;
    },
    async records(connector, day) {
      const desk = desks.find(({ used }) => used.connector.id === connector);
      const filed = (await desk?.files?.read(day)) ?? null;
      if (desk === undefined || filed === null) return null;
      const lines: string[] = [];
      for (const line of filed) {
        const text = line.words === undefined ? null : await opening(line.words);
        lines.push(`${JSON.stringify(readRecord(line, text, desk.used.connector))}\n`);
      }
      return lines.join('');
    },
    async stop() {
      for (const { sender } of desks) await sender?.stop();
    },
  };
}

/** What is only tried has a ledger of its own: it counts as handed over nowhere. */
function nameOf({ connector, setup }: UsedConnector): string {
  return setup.dryRun ? `${connector.id}.dry` : connector.id;
}

function hallOf({ hall }: Pick<HallState, 'hall'>): Hall {
  if (hall === null) throw new Error('a hand-over before HallConfigured');
  return hall;
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
