import { describe, expect, it } from 'vitest';
import {
  checkLength,
  checkName,
  foldersToExplain,
  LONGEST_FILE,
  LONGEST_FOLDER_README,
} from './check-files.ts';
import { APPS, appScripts, listFiles, readText } from './list-sources.ts';

const written = [...APPS, 'test'].flatMap(listFiles);
const code = written.filter((file) => /\.(ts|vue|js|mjs|css|html)$/.test(file));

describe('the files', () => {
  it('have names that say what they do', () => {
    expect(code.map(checkName).filter((broken) => broken !== null)).toEqual([]);
  });

  it(`are at most ${LONGEST_FILE} lines long`, () => {
    expect(code.map((file) => checkLength(file, readText(file))).filter((broken) => broken !== null)).toEqual(
      [],
    );
  });

  it('every source folder explains itself in a README.md of one screen', () => {
    const folders = foldersToExplain(appScripts());

    const missing = folders.filter((folder) => !written.includes(`${folder}/README.md`));
    const long = folders
      .map((folder) => `${folder}/README.md`)
      .filter((file) => written.includes(file) && readText(file).split('\n').length > LONGEST_FOLDER_README);

    expect({ missing, long }).toEqual({ missing: [], long: [] });
  });
});

describe('the check of the files', () => {
  it.each([
    'hub/state/hallState.ts',
    'hub/Evolve.ts',
    'hub/date-utils.ts',
    'shared/helpers.ts',
    'hub/a_b.ts',
  ])('refuses the name %s', (file) => {
    expect(checkName(file)).toContain(file);
  });

  it.each([
    'hub/state/hall-state.ts',
    'kiosk-ui/components/LevelFace.vue',
    'kiosk-ui/locales/zh/case-words.ts',
    'test/vitest.config.ts',
    'device-agent/profiles/ff68-keypad.json',
    'device-agent/codecs/escpos.d.ts',
  ])('lets the name %s pass', (file) => {
    expect(checkName(file)).toBeNull();
  });

  it('refuses a file one line too long', () => {
    expect(checkLength('hub/a.ts', '\n'.repeat(LONGEST_FILE - 1))).toBeNull();
    expect(checkLength('hub/a.ts', '\n'.repeat(LONGEST_FILE))).toContain('split it by subject');
  });

  it('asks an app folder and the folder below it to explain themselves', () => {
    expect(foldersToExplain(['kiosk-ui/screens/desk/main.ts', 'hub/main.ts'])).toEqual([
      'hub',
      'kiosk-ui',
      'kiosk-ui/screens',
    ]);
  });
});
