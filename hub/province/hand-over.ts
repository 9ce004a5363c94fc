import { businessDay } from '@bandecheng/shared/calendar/business-day';
import type { Hall } from '@bandecheng/shared/hall';
import {
  idempotencyKey,
  ratingPayload,
  servicePayload,
  type MadePayload,
  type Payload,
  type ServedVisit,
} from '@bandecheng/shared/province/payload';
import type { Sealed } from '@bandecheng/shared/vault';
import type { Instant } from '@bandecheng/shared/vocabulary';
import { provinceText } from '../locales/zh-CN/province.ts';
import type { Ledger } from './ledger.ts';
import { postRecord } from './post-record.ts';
import type { UsedConnector } from './read-setup.ts';
import { WORDS_HERE, type FiledRecord } from './filed-record.ts';
import type { RecordFiles } from './record-files.ts';
import type { RatingRow, Row } from './row.ts';
import type { Handed } from './sender.ts';
import type { Signed, Signer } from './sign.ts';

export interface HandOverParts {
  used: UsedConnector;
  ledger: Ledger;
  signer: Signer;
  files: RecordFiles;
  /** A text of the vault; null: erased. */
  open: (sealed: Sealed) => Promise<string | null>;
  clock: () => Instant;
  hall: () => Hall;
}

/** Makes a row's record and hands it over; what it lacks is refused here already. */
export async function handOver(row: Row, parts: HandOverParts, stopped: AbortSignal): Promise<Handed> {
  const { used, clock, signer } = parts;
  const served = servedVisit(parts.ledger, row.visit);
  if (served === null) return { refused: provinceText.reasons['no-case'] };
  const { transport, dryRun } = used.setup;
  const isFiled = dryRun || transport.kind === 'file';
  let payload: Payload;
  let signed: Signed;
  try {
    const made =
      row.kind === 'service'
        ? servicePayload(shapes(parts), served)
        : await rated(row, served, parts, isFiled);
    if (!made.ok) return { refused: provinceText.fieldMissing(made.missing) };
    payload = made.payload;
    signed = await signer({ kind: row.kind, body: JSON.stringify(payload), at: clock() });
  } catch (error) {
    // A damaged text, a kit that breaks: nothing of it may reach the log.
    return { failed: error instanceof Error ? error.name : 'failed' };
  }
  const key = idempotencyKey(served, row.kind === 'service' ? null : row.times);
  if (dryRun || transport.kind === 'file') return written(row, key, payload, parts);
  const record = row.kind === 'service' ? used.connector.service : used.connector.rating;
  const url = transport.url.replace(/\/$/, '') + (record?.path ?? '');
  return postRecord({ url, key, signed }, used.connector.answer, stopped);
}

async function written(
  row: Row,
  key: string,
  payload: Payload,
  { files, clock, hall }: HandOverParts,
): Promise<Handed> {
  const { timeZone, dayStartsAt } = hall();
  const at = clock();
  try {
    const words = row.kind === 'rating' && row.text !== undefined ? { words: row.text } : {};
    const line: FiledRecord = { kind: row.kind, key, at, record: payload, ...words };
    await files.add(businessDay(at, timeZone, dayStartsAt), line);
    return { accepted: true };
  } catch (error) {
    return { failed: (error as NodeJS.ErrnoException).code ?? 'not written' };
  }
}

/** What goes into a file stays there for years: of the words no more than their place, so that they can be forgotten. */
async function rated(
  row: RatingRow,
  served: ServedVisit,
  parts: HandOverParts,
  isFiled: boolean,
): Promise<MadePayload> {
  const place = isFiled ? WORDS_HERE : null;
  const text = row.text === undefined ? null : (place ?? (await parts.open(row.text)));
  return ratingPayload(shapes(parts), served, { ...row, text });
}

function shapes({ used: { connector, setup }, hall }: HandOverParts) {
  return { connector, setup, hall: hall(), levelNames: provinceText.levels };
}

function servedVisit(ledger: Ledger, visit: string): ServedVisit | null {
  const row = ledger.services.get(visit);
  if (row?.project === undefined) return null;
  return { ...row, project: row.project, serviceNumber: row.serviceNumber ?? 1 };
}
