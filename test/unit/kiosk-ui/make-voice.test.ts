import { CLIPS as CALL_CLIPS, RATING_CLIPS } from '@bandecheng/kiosk-ui/voice/clip-names';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../kiosk-ui/voice/make-voice.mjs', import.meta.url));
const run = promisify(execFile);
const CLIPS = [...CALL_CLIPS, ...RATING_CLIPS];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('the pack has just the clips the pages play, and a hall’s own recordings stay as they are', async () => {
  await Promise.all(CLIPS.map((clip) => writeFile(join(folder, `${clip}.wav`), 'own recording')));

  const { stdout } = await run(process.execPath, [script, folder]);

  expect(stdout).toContain(`0 clips made, ${CLIPS.length} were there`);
  expect(await readdir(folder)).toHaveLength(CLIPS.length);
  expect(await readFile(join(folder, 'qing.wav'), 'utf8')).toBe('own recording');
});

it('a missing clip is rendered as a whole WAV file', async () => {
  const others = CLIPS.filter((clip) => clip !== 'chime' && clip !== '7');
  await Promise.all(others.map((clip) => writeFile(join(folder, `${clip}.wav`), '')));

  await run(process.execPath, [script, folder]);

  for (const clip of ['chime', '7']) {
    const wav = await readFile(join(folder, `${clip}.wav`));
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    // Longer than 0.15 s at 22,050 samples a second, two bytes each.
    expect(wav.length).toBeGreaterThan(44 + 0.15 * 22_050 * 2);
  }
  expect(await readdir(folder)).toHaveLength(CLIPS.length);
});
