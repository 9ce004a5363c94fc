import type { VirtualDevice } from '@bandecheng/shared/virtual-hall';
import { NINE } from './calls.ts';

type Of<K extends VirtualDevice['kind']> = Extract<VirtualDevice, { kind: K }>;

const BASE = { address: '127.0.0.1:9101', connected: true, wire: [] };

/** A printer with one ticket, cut at nine; `changes` make it another. */
export function printer(changes: Partial<Of<'printer'>> = {}): Of<'printer'> {
  const line = { kind: 'text', align: 'centre', bold: false } as const;
  return {
    ...BASE,
    kind: 'printer',
    id: 'printer-k1',
    columns: 48,
    faults: [],
    slips: [
      {
        number: 12,
        cutAt: NINE,
        lines: [
          { ...line, text: '清河县政务服务中心', widthScale: 1, heightScale: 1 },
          { ...line, text: 'A012', widthScale: 4, heightScale: 4, bold: true },
          { kind: 'qr', text: 'http://hall.example/t/4fKq82hZpXa', moduleDots: 6, align: 'centre' },
          { kind: 'raster', widthBytes: 2, rows: 'gAE=', align: 'centre' },
        ],
      },
    ],
    unknownCommands: 0,
    bytesPerSecond: null,
    ...changes,
  };
}

/** A dark evaluator nobody has pressed. */
export function evaluator(changes: Partial<Of<'evaluator'>> = {}): Of<'evaluator'> {
  return {
    ...BASE,
    kind: 'evaluator',
    id: 'evaluator-c3',
    faults: [],
    litSince: null,
    clerk: null,
    busy: false,
    lastPress: null,
    ...changes,
  };
}

export function keypad(changes: Partial<Of<'keypad'>> = {}): Of<'keypad'> {
  return {
    ...BASE,
    kind: 'keypad',
    id: 'keypad-c6',
    faults: [],
    shown: '   003',
    lastKey: null,
    beeps: 0,
    ...changes,
  };
}

/** A dark display over a counter. */
export function windowDisplay(changes: Partial<Of<'window-display'>> = {}): Of<'window-display'> {
  return {
    ...BASE,
    kind: 'window-display',
    id: 'display-c1',
    faults: [],
    shown: '',
    colour: null,
    columns: 16,
    ...changes,
  };
}

/** A card reader with nothing on it. */
export function cardReader(changes: Partial<Of<'id-card-reader'>> = {}): Of<'id-card-reader'> {
  const cards = [
    { card: 'sample-1', name: '测试甲' },
    { card: 'sample-2', name: '测试乙' },
  ];
  return {
    ...BASE,
    kind: 'id-card-reader',
    id: 'reader-k1',
    faults: [],
    cards,
    lying: null,
    readings: 0,
    ...changes,
  };
}
