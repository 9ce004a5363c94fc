import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkImports, packageName } from './check-imports.ts';
import { appScripts, APPS, readText } from './list-sources.ts';
import { parseSource, readImports } from './read-source.ts';

describe('who may import whom', () => {
  it.each(APPS)('every import line of %s keeps to the table', (app) => {
    const files = appScripts().filter((file) => file.startsWith(`${app}/`));

    const broken = files.flatMap((file) => checkImports(file, readText(file)));

    expect(files.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  it.each(APPS)('every package that %s imports stands in its own package.json', (app) => {
    const manifest = JSON.parse(
      readFileSync(new URL(`../../${app}/package.json`, import.meta.url), 'utf8'),
    ) as {
      dependencies?: Record<string, string>;
    };
    const files = appScripts().filter((file) => file.startsWith(`${app}/`) && !file.endsWith('.config.ts'));

    const missing = files.flatMap((file) =>
      readImports(parseSource(file, readText(file)))
        .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .map(({ specifier }) => packageName(specifier))
        .filter((name) => name !== `@bandecheng/${app}` && manifest.dependencies?.[name] === undefined)
        .map((name) => `${file} imports ${name}`),
    );

    expect(missing).toEqual([]);
  });
});

describe('the check of the import table', () => {
  it.each([
    ['hub/decide/a.ts', "import { openJournal } from '../journal/file-journal.ts';", 'a decider reads state'],
    ['hub/decide/a.ts', "import { evolve } from '../state/evolve.ts';", 'it changes nothing'],
    ['hub/views/a.ts', "import x from '@bandecheng/device-agent/agent';", 'a view is computed from state'],
    ['hub/gateway/a.ts', "export * from '../journal/journal.ts';", 'the gateway hands commands'],
    ['device-agent/drivers/a.ts', "import type { Outbox } from '../outbox/outbox.ts';", 'a driver knows'],
    ['device-agent/agent.ts', "const v = await import('./virtual/virtual-printer.ts');", 'may be virtual'],
    ['device-agent/virtual/a.ts', "import { x } from '../drivers/driver.ts';", 'only the wire'],
    ['kiosk-ui/link/a.ts', "import { createApp } from 'vue'; import '../screens/a.ts';", 'knows no screen'],
    ['kiosk-ui/screens/a.vue', '<script setup lang="ts">\nimport \'node:fs\';\n</script>', 'no node: module'],
    ['shared/a.ts', "type T = import('../hub/state/hall-state.ts').HallState;", 'shared imports zod alone'],
    ['hub/gateway/a.ts', "import express from 'express';", 'hub/gateway/serve-v1.ts alone'],
    [
      'device-agent/transports/tcp.ts',
      "import { SerialPort } from 'serialport';",
      'transports/serial.ts alone',
    ],
    ['hub/a.ts', "import x from '@scope/parcel/deep';", '@scope/parcel has no home yet'],
    ['elsewhere/a.ts', '', 'stands in no row'],
  ])('refuses in %s: %s', (file, text, sentence) => {
    expect(checkImports(file, text).join()).toContain(sentence);
  });

  it.each([
    ['hub/decide/a.ts', "import { lineOf } from '../state/hall-state.ts'; import './decision.ts';"],
    ['hub/state/snapshot.ts', "import type { Position } from '../journal/journal.ts';"],
    ['device-agent/codecs/escpos-codec.ts', "import Printer from 'escpos/printer';"],
    [
      'kiosk-ui/screens/desk/a.vue',
      '<script setup lang="ts">\nimport Clock from "../../components/Clock.vue";\n</script>',
    ],
    ['shared/a.ts', "import * as z from 'zod'; import { LEVELS } from './vocabulary.ts';"],
  ])('lets pass in %s: %s', (file, text) => {
    expect(checkImports(file, text)).toEqual([]);
  });

  it('names the line of an import inside a Vue file', () => {
    const text =
      '<template>\n  <p>1</p>\n</template>\n<script setup lang="ts">\nimport \'node:fs\';\n</script>\n';

    expect(checkImports('kiosk-ui/screens/a.vue', text)[0]).toMatch(/^kiosk-ui\/screens\/a\.vue:5 /);
  });

  it('a value import is refused where only types may be taken', () => {
    const broken = checkImports(
      'hub/state/snapshot.ts',
      "import { openFileJournal } from '../journal/file-journal.ts';",
    );

    expect(broken).toHaveLength(1);
  });
});
