import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProfiles } from '@bandecheng/device-agent/read-profiles';
import { udevRules } from '@bandecheng/device-agent/technician/udev-rules';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = 'docs/deploy';
const INSTALLED = '/opt/bandecheng/';

const units = readdirSync(join(root, folder, 'systemd')).filter((name) => name.endsWith('.service'));
const guides = ['README.md', 'README.zh-CN.md'];
const files = ['systemd', 'kiosk'].flatMap((part) =>
  readdirSync(join(root, folder, part)).map((name) => `${part}/${name}`),
);
const textOf = (file: string): string => readFileSync(join(root, folder, file), 'utf8');

/** Section → its settings in order; a line that is neither setting, section nor comment ends the test. */
function parseUnit(text: string): Map<string, [string, string][]> {
  const sections = new Map<string, [string, string][]>();
  let settings: [string, string][] = [];
  for (const line of text.split('\n')) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    const setting = /^([A-Z]\w*)=(.*)$/.exec(line);
    if (section !== undefined) sections.set(section, (settings = []));
    else if (setting !== null) settings.push([setting[1]!, setting[2]!]);
    else if (line !== '' && !line.startsWith('#')) throw new Error(`neither setting nor section: ${line}`);
  }
  return sections;
}

function settingsOf(unit: string): Map<string, string> {
  return new Map(parseUnit(textOf(`systemd/${unit}`)).get('Service'));
}

/** A file of the repository by its path where the programs are installed; a built one by its source. */
function isInRepository(path: string): boolean {
  const source = path.replace(/^(hub|device-agent)\/dist\/(.*)\.js$/, '$1/$2.ts');
  return existsSync(join(root, source));
}

function commandsOf(guide: string): string[] {
  return [...textOf(guide).matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) =>
    block!.replace(/^\s+/gm, ''),
  );
}

describe('the service files of a hall', () => {
  it.each(units)('%s is parsed whole and starts by itself with the machine', (unit) => {
    const sections = parseUnit(textOf(`systemd/${unit}`));

    expect([...sections.keys()]).toEqual(['Unit', 'Service', 'Install']);
    expect(sections.get('Install')?.map(([name]) => name)).toEqual(['WantedBy']);
  });

  it.each(units)('%s comes back whenever it ends, and never gives up', (unit) => {
    expect(settingsOf(unit).get('Restart')).toBe('always');
    expect(parseUnit(textOf(`systemd/${unit}`)).get('Unit')).toContainEqual(['StartLimitIntervalSec', '0']);
  });

  it.each(units)('%s does not run as root', (unit) => {
    expect(settingsOf(unit).get('User')).toMatch(/^(bandecheng-hub|bandecheng-agent|kiosk)$/);
  });

  it.each(['bandecheng-hub.service', 'bandecheng-agent.service'])(
    '%s may write into its own data folder, the agent into the profiles too, and gets no new rights',
    (unit) => {
      const settings = settingsOf(unit);

      const name = unit.replace('.service', '');
      expect(settings.get('ProtectSystem')).toBe('strict');
      expect(settings.get('NoNewPrivileges')).toBe('yes');
      expect(settings.get('StateDirectory')).toBe(name);
      expect(settings.get('Environment')).toBe(`DATA_DIR=/var/lib/${name}`);
      expect(settings.get('ReadWritePaths')).toBe(
        name === 'bandecheng-agent' ? '-/etc/bandecheng/profiles' : undefined,
      );
      expect(textOf('systemd/bandecheng-sysusers.conf')).toMatch(new RegExp(`^u ${name} `, 'm'));
    },
  );

  it.each(['bandecheng-hub.service', 'bandecheng-agent.service'])(
    '%s is killed when it hangs, and hears of it from a process of its own',
    (unit) => {
      const settings = settingsOf(unit);
      expect([settings.get('Type'), settings.get('NotifyAccess')]).toEqual(['notify', 'all']);
      expect(Number(settings.get('WatchdogSec'))).toBeGreaterThan(0);
    },
  );

  it('the agent is left more time to end than it takes for itself', () => {
    const taken = /STOP_WITHIN_MS = ([\d_]+)/.exec(readFileSync(join(root, 'device-agent/main.ts'), 'utf8'));

    const seconds = Number(settingsOf('bandecheng-agent.service').get('TimeoutStopSec'));
    expect(seconds * 1_000).toBeGreaterThan(Number(taken?.[1]?.replaceAll('_', '')));
  });

  it('the agent’s account is in every group that the udev rules give devices to', async () => {
    const rules = udevRules((await readProfiles()).values(), []);

    const groups = [...rules.matchAll(/GROUP="(\w+)"/g)].map(([, group]) => group!);
    expect(new Set(groups).size).toBeGreaterThan(1);
    for (const group of groups)
      expect(textOf('systemd/bandecheng-sysusers.conf')).toContain(`m bandecheng-agent ${group}\n`);
  });

  it.each(units)('%s starts a program that is in the repository', (unit) => {
    const { ExecStart, WorkingDirectory } = Object.fromEntries(settingsOf(unit));

    const words = ExecStart!.split(' ').filter((word) => /\.(c?js|sh)$/.test(word));
    const paths = words.map((word) =>
      word.startsWith('/') ? word : `${WorkingDirectory?.replace(/\/$/, '')}/${word}`,
    );
    expect(paths).toHaveLength(1);
    for (const path of paths) {
      expect(path.startsWith(INSTALLED)).toBe(true);
      expect(isInRepository(path.slice(INSTALLED.length))).toBe(true);
    }
  });
});

describe('the log of a hall’s machine', () => {
  it('is kept by the system across restarts, and bounded', () => {
    const sections = parseUnit(textOf('systemd/bandecheng-journald.conf'));

    // journald passes over a name or a size that it does not know: journald.conf(5).
    expect([...sections]).toEqual([
      [
        'Journal',
        [
          ['Storage', 'persistent'],
          ['SystemMaxUse', '1G'],
          ['SystemKeepFree', '2G'],
        ],
      ],
    ]);
  });

  it.each(['bandecheng-hub.service', 'bandecheng-agent.service'])('%s writes nowhere else', (unit) => {
    const names = [...settingsOf(unit).keys()].filter((name) => /^(Standard|LogsDirectory)/.test(name));

    expect(names).toEqual([]);
  });
});

describe('the guide to a hall’s machines', () => {
  it.each([...guides, ...files])('%s names only files that are there', (file) => {
    const named = [...textOf(file).matchAll(/\/opt\/bandecheng\/([\w./-]+\w)/g)].map(([, path]) => path!);

    expect(named.filter((path) => !isInRepository(path))).toEqual([]);
  });

  it.each([...guides, ...files])('%s holds no path of somebody’s own machine', (file) => {
    expect(textOf(file)).not.toMatch(/\/(root|work|tmp|Users|home\/(?!kiosk\b)\w+)\//);
  });

  it('gives the same commands in both languages', () => {
    const [english, chinese] = guides.map(commandsOf);

    expect(english!.length).toBeGreaterThan(8);
    expect(chinese).toEqual(english);
  });

  it.each(files.filter((file) => !file.endsWith('waiting.html') && !file.endsWith('kiosk-session.sh')))(
    'says what %s is for',
    (file) => {
      for (const guide of guides) expect(textOf(guide)).toContain(`${INSTALLED}${folder}/${file}`);
    },
  );

  it('keeps the browser on the hub’s pages and the notice that is shown while the hub is away', () => {
    const policies = JSON.parse(textOf('kiosk/browser-policies.json')) as Record<string, unknown>;

    expect(policies['URLBlocklist']).toEqual(['*']);
    expect(policies['URLAllowlist']).toEqual([
      'http://192.168.1.10:3000',
      `file://${INSTALLED}${folder}/kiosk/waiting.html`,
    ]);
  });

  it('has a kiosk session that the plainest shell understands', () => {
    const { status, stderr } = spawnSync('sh', ['-n', join(root, folder, 'kiosk/kiosk-session.sh')]);

    expect({ status, said: String(stderr) }).toEqual({ status: 0, said: '' });
  });
});
