import { gzipSync } from 'node:zlib';
import { TECHNICIAN_REPLY } from '@bandecheng/shared/protocol';

/** What an agent might answer a technician that is no answer: bombs, pieces of them, and things of another kind. */
export function hostileAnswers(): readonly unknown[] {
  const packed = (text: string | Buffer): unknown => ({ packed: [gzipSync(text)] });
  const bomb = gzipSync(Buffer.alloc(8 * TECHNICIAN_REPLY.bytes));
  return [
    { packed: [bomb] },
    { packed: Array.from({ length: TECHNICIAN_REPLY.parts }, () => bomb) },
    { packed: Array.from({ length: 1_000 }, () => Buffer.from([1])) },
    { packed: [gzipSync('{}').subarray(0, 9)] },
    { packed: [Buffer.from('no gzip')] },
    { packed: [] },
    packed(`${'['.repeat(500_000)}`),
    packed(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    packed('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    packed('null'),
    packed('\u0000'),
    { packed: 'text' },
    { refused: '__proto__' },
    null,
    [],
    'x',
  ];
}
