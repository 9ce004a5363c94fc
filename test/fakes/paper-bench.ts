import type { PrinterProfile } from '@bandecheng/device-agent/profiles/profile';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { PrinterPaper } from '@bandecheng/device-agent/virtual/printer-paper';
import type { PaperLine } from '@bandecheng/shared/virtual-hall';
import { bytes, hex } from '../unit/device-agent/hex.ts';

const profile = (await readProfiles()).get('escpos-80mm') as PrinterProfile;
/** One that knows every question. */
const able: PrinterProfile = { ...profile, status: { dleEot: true, gsR: true, gsH: true, asb: true } };

/** The inside of a virtual printer in the test's hands. */
export interface PaperBench {
  paper: PrinterPaper;
  slips: { lines: PaperLine[]; end: string }[];
  replies: string[];
  send(...hexes: string[]): void;
}

export function paperBench(model = able): PaperBench {
  const slips: PaperBench['slips'] = [];
  const replies: string[] = [];
  const paper = new PrinterPaper(model, {
    reply: (reply) => replies.push(hex(reply)),
    cameOff: (lines, end) => slips.push({ lines, end }),
    rollEnded: () => undefined,
  });
  return { paper, slips, replies, send: (...hexes) => hexes.forEach((text) => paper.push(bytes(text))) };
}

/** All the text lines of the first slip. */
export function firstText({ slips }: PaperBench): Extract<PaperLine, { kind: 'text' }>[] {
  return (slips[0]?.lines ?? []).filter((line) => line.kind === 'text');
}
