import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readHall } from '@bandecheng/hub/config';
import { HallError } from '@bandecheng/shared/errors';
import { Hall } from '@bandecheng/shared/hall';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const EXAMPLE = fileURLToPath(new URL('../../../hub/hall.example.json', import.meta.url));
const PLAIN_HALL = fileURLToPath(new URL('../../fixtures/halls/plain-hall.json', import.meta.url));

async function hallFile(content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'hall.json');
  await writeFile(path, content);
  return path;
}

async function plainWith(change: (hall: Record<string, unknown>) => void): Promise<string> {
  const hall = JSON.parse(await readFile(PLAIN_HALL, 'utf8')) as Record<string, unknown>;
  change(hall);
  return hallFile(JSON.stringify(hall));
}

async function faultOf(path: string, env: Record<string, string> = {}): Promise<HallError> {
  const outcome = await readHall(path, env).catch((error: unknown) => error);
  if (!(outcome instanceof HallError)) throw new Error('the file was accepted');
  return outcome;
}

describe('the example hall', () => {
  it('is complete: nine services, six counters, two kiosks, Chinese and English', async () => {
    const { hall, port, dataFolder } = await readHall(EXAMPLE, {});

    expect(hall.services.map((service) => service.prefix).join('')).toBe('ABCDEFGHJ');
    expect(hall.counters.map((counter) => counter.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(hall.counters.every((counter) => counter.services.length > 1)).toBe(true);
    expect(hall.kiosks.map((kiosk) => kiosk.id)).toEqual(['k1', 'k2']);
    expect(hall.languages).toEqual(['zh', 'en']);
    const { departments, services, groups, counters, kiosks, displays } = hall;
    for (const named of [hall, ...departments, ...services, ...groups, ...counters, ...kiosks, ...displays])
      expect(named.name.en).toBeTruthy();
    expect(hall.services.every((service) => service.notice.length > 0)).toBe(true);
    expect(port).toBe(3000);
    expect(dataFolder).toBe(resolve(EXAMPLE, '../data'));
  });

  it('shows the queue engine at work: departments, groups, displays of areas, lunch cover, appointments', async () => {
    const { hall } = await readHall(EXAMPLE, {});

    expect(
      hall.departments.map(({ id }) => hall.services.filter(({ under }) => under === id).length),
    ).toEqual([2, 2]);
    expect(hall.groups.map(({ id }) => hall.counters.filter(({ group }) => group === id).length)).toEqual([
      2, 2,
    ]);
    const shown = hall.displays.flatMap(({ areas }) => areas).sort();
    expect(shown).toEqual([...new Set(hall.services.map(({ area }) => area.zh))].sort());
    expect(hall.hours.lunch?.covered).toBe(true);
    expect(hall.appointments.hours?.days).toEqual([6]);
    expect(hall.services.find(({ id }) => id === 'marriage')).toMatchObject({ dailyMost: 40, person: {} });
  });
});

describe('hall.json', () => {
  it('is refused whole, with every problem and its path', async () => {
    const path = await plainWith((hall) => {
      hall['timeZone'] = 'Asia/Beijing';
      hall['color'] = 'red';
      hall['counters'] = [{ id: 'c1', number: 0, name: { zh: '一号' }, services: ['social'] }];
    });

    const { fault, place, message } = await faultOf(path);

    expect(fault).toBe('config-invalid');
    expect(place).toBe(path);
    expect(message).toContain('timeZone: 不是已知的时区');
    expect(message).toContain('color: 不认识的字段');
    expect(message).toMatch(/counters\[0\]\.number: /);
  });

  it('is refused when a counter takes a service that does not exist', async () => {
    const path = await plainWith((hall) => {
      hall['counters'] = [{ id: 'c1', number: 1, name: { zh: '一号' }, services: ['fishing'] }];
    });

    const { message } = await faultOf(path);

    expect(message).toContain('counters[0].services[0]: 没有这项业务：fishing');
    expect(message).toContain('services[0]: 没有任何窗口办理这项业务');
  });

  it('is refused with line and column where it stops being JSON', async () => {
    const { fault, message } = await faultOf(await hallFile('{\n  "id": "a",\n  "port": 30 00\n}'));

    expect(fault).toBe('config-invalid');
    expect(message).toContain('第 3 行第 14 个字符');
  });

  it('may begin with the mark Windows puts before UTF-8', async () => {
    // Its own policies lie beside the file it was copied from.
    const text = (await readFile(EXAMPLE, 'utf8')).replace(/^.*"polic.*\n/gm, '');
    const { hall } = await readHall(await hallFile(`\ufeff${text}`), {});

    expect(hall.id).toBe('qinghe');
  });

  it('saved in GB18030 is refused in words that help', async () => {
    const { message } = await faultOf(await hallFile(Buffer.from('7b226e616d65223a22c7e5bad3227d', 'hex')));

    expect(message).toContain('另存为 UTF-8');
  });

  it('that is missing is named', async () => {
    const path = join(await temporaryFolder(), 'hall.json');

    const { fault, place } = await faultOf(path);

    expect([fault, place]).toEqual(['config-unreadable', path]);
  });

  it('changes nothing on the way: what is read is what the schema makes of it', async () => {
    const { hall } = await readHall(EXAMPLE, {});

    expect(Hall.parse(hall)).toEqual(hall);
  });
});

describe('the environment', () => {
  it('stands above the file', async () => {
    const { port, dataFolder } = await readHall(EXAMPLE, { PORT: '8080', DATA_DIR: 'elsewhere' });

    expect(port).toBe(8080);
    expect(dataFolder).toBe(resolve('elsewhere'));
  });

  it.each(['65536', '-1', '80a', '', ' 80', '1e3'])('is refused with PORT=%j', async (port) => {
    expect((await faultOf(EXAMPLE, { PORT: port })).message).toContain('PORT: 须为 0 到 65535 的整数');
  });

  it('is refused together with what is wrong in the file', async () => {
    const path = await plainWith((hall) => delete hall['kiosks']);

    const { message } = await faultOf(path, { PORT: 'http', DATA_DIR: ' ' });

    expect(message).toMatch(/PORT: [^]*DATA_DIR: [^]*kiosks: /);
  });
});
