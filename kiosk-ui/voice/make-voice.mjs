// Renders the Mandarin clip pack without network or system packages, with espeak-ng compiled to WASM. espeak-ng is
// GPL-3.0-or-later and a build tool alone; nothing of it ships. A clip that is there already stays: a hall puts its
// own recordings beside or in place of these, under the same names.
import ESpeakNg from 'espeak-ng';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Voice `cmn` spells some characters out as English letters (espeak-ng issue 1236); this one reads them.
const VOICE = 'cmn-latn-pinyin';
const WORDS_A_MINUTE = '160';
const RATE = 22_050;
/** Sample value below which a clip's beginning and end count as silence. */
const SILENCE = 250;
const PEAK = 0.85 * 32_767;

const WORDS = {
  qing: '请',
  hao: '号',
  dao: '到',
  haochuangkou: '号窗口',
  banli: '办理',
  shi: '十',
  qingpingjia: '请您评价这次服务',
  'very-satisfied': '非常满意',
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
  'very-dissatisfied': '非常不满意',
  ...Object.fromEntries([...'零一二三四五六七八九'].map((sign, digit) => [digit, sign])),
  ...Object.fromEntries([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [letter, letter])),
};

const folder = process.argv[2] ?? fileURLToPath(new URL('../public/voice/zh-CN', import.meta.url));
mkdirSync(folder, { recursive: true });

let made = 0;
await makeClip('chime', async () => chime());
for (const [name, text] of Object.entries(WORDS)) await makeClip(name, () => speak(text));
console.log(`voice: ${made} clips made, ${Object.keys(WORDS).length + 1 - made} were there (${folder})`);
// The WASM module keeps the process alive.
process.exit(0);

async function makeClip(name, render) {
  const file = `${folder}/${name}.wav`;
  if (existsSync(file)) return;
  // Renamed when whole, so that a stopped run leaves no half clip that would count as there.
  writeFileSync(`${file}.part`, wav(await render()));
  renameSync(`${file}.part`, file);
  made += 1;
}

async function speak(text) {
  const engine = await ESpeakNg({
    arguments: ['-v', VOICE, '-s', WORDS_A_MINUTE, '-w', 'clip.wav', text],
    print() {},
    printErr() {},
  });
  const bytes = Buffer.from(engine.FS.readFile('clip.wav'));
  const start = bytes.indexOf('data') + 8;
  const rate = bytes.readUInt32LE(24);
  if (rate !== RATE) throw new Error(`espeak-ng speaks at ${rate} Hz, expected ${RATE}`);
  const samples = Int16Array.from({ length: (bytes.length - start) >> 1 }, (_, i) =>
    bytes.readInt16LE(start + 2 * i),
  );
  return trim(samples);
}

/** Cuts the silence at both ends, leaving 10 ms. */
function trim(samples) {
  let first = samples.findIndex((value) => Math.abs(value) >= SILENCE);
  let last = samples.length - 1;
  while (last > first && Math.abs(samples[last]) < SILENCE) last -= 1;
  const pad = Math.round(RATE * 0.01);
  first = Math.max(0, first - pad);
  return samples.slice(first, Math.min(samples.length, last + pad));
}

/** Two falling tones, E5 and C5, as a doorbell has. */
function chime() {
  const seconds = 1.1;
  return Float64Array.from({ length: Math.round(RATE * seconds) }, (_, i) => {
    const t = i / RATE;
    return bell(659.25, t) + (t < 0.38 ? 0 : bell(523.25, t - 0.38));
  });
}

function bell(hertz, t) {
  const attack = Math.min(1, t / 0.005);
  return (
    attack * Math.exp(-5 * t) * (Math.sin(2 * Math.PI * hertz * t) + 0.3 * Math.sin(4 * Math.PI * hertz * t))
  );
}

/** 16-bit mono PCM at the same loudness for every clip. */
function wav(samples) {
  const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => bytes.writeInt16LE(Math.round((value / loudest) * PEAK), 44 + i * 2));
  return bytes;
}
