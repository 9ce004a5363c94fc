import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calendar } from '@bandecheng/hub/calendar';
import { readYears, yearsFolder } from '@bandecheng/hub/rules/read-years';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

/** 2026 moved a year on: a make-believe 2027, for no notice of it is known. */
const COMING = {
  year: 2027,
  title: '演示用的 2027 年安排',
  issuedOn: '2026-11-20',
  address: 'https://www.example.org/2027',
  days: [
    ...['2027-01-01', '2027-01-02', '2027-01-03'].map((date) => ({ date, name: '元旦', off: true })),
    { date: '2027-02-06', name: '春节', off: true },
    { date: '2027-02-20', name: '春节', off: false },
    ...['清明节', '劳动节', '端午节', '国庆节'].map((name, i) => ({
      ...{ date: `2027-0${i + 4}-05`, name, off: true },
    })),
  ],
};

async function given(year: object) {
  const folder = await temporaryFolder();
  await copyFile(join(yearsFolder(), '2026.json'), join(folder, '2026.json'));
  const file = join(await temporaryFolder(), 'coming.json');
  await writeFile(file, JSON.stringify(year));
  return { folder, file };
}

async function run(...args: string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await calendar(
    args,
    (line) => printed.push(line),
    (line) => complaints.push(line),
  );
  return { code, printed, complaints };
}

describe('npm run calendar', () => {
  it('takes a coming year and shows its days', async () => {
    const { folder, file } = await given(COMING);

    const { code, printed } = await run(file, '--into', folder);

    expect(code).toBe(0);
    expect(printed[0]).toBe('2027 年，演示用的 2027 年安排');
    expect(printed[2]).toBe('  春节：放假 1 天 2027-02-06（周六）；上班 2027-02-20（周六）');
    expect((await readYears(folder)).at(-1)).toEqual(COMING);
    expect(await readdir(folder)).toEqual(['2026.json', '2027.json']);
  });

  it('writes a year as it is kept with the sources, byte for byte', async () => {
    const { folder } = await given(COMING);
    const original = join(yearsFolder(), '2025.json');

    await run(original, '--into', folder);

    expect(await readFile(join(folder, '2025.json'), 'utf8')).toBe(await readFile(original, 'utf8'));
  });

  it('an unusual year is written only when someone has looked again', async () => {
    const unusual = { ...COMING, days: [...COMING.days, { date: '2027-03-01', name: '春节', off: false }] };
    const { folder, file } = await given(unusual);

    const first = await run(file, '--into', folder);

    expect(first.code).toBe(1);
    expect(first.printed).toContain('请核对：2027-03-01 不是周末，却写作调休上班');
    expect(first.complaints).toEqual(['没有写入。请与通知逐日核对，确认无误后加 --confirm 再运行一次']);
    expect(await readdir(folder)).toEqual(['2026.json']);
    expect((await run(file, '--into', folder, '--confirm')).code).toBe(0);
    expect(await readdir(folder)).toEqual(['2026.json', '2027.json']);
  });

  it('a change of a year already there names each day that changes', async () => {
    const [known] = (await readYears(yearsFolder())).slice(-1);
    const days = known!.days.filter(({ date }) => date !== '2026-10-10');
    const { folder, file } = await given({ ...known!, days });

    const { code, printed } = await run(file, '--into', folder);

    expect(code).toBe(1);
    expect(printed.filter((line) => line.startsWith('改动'))).toEqual([
      '改动 2026-10-10：原为国庆节调休上班，改为按星期',
    ]);
  });

  it('a year that cannot be is refused with file and path', async () => {
    const { folder, file } = await given({ ...COMING, days: [] });

    expect(await run(file, '--into', folder)).toEqual({
      ...{ code: 1, printed: [] },
      complaints: [`days: 没有任何日期：空的年历不算已公布 [calendar-invalid] ${file}`],
    });
    expect(await readdir(folder)).toEqual(['2026.json']);
  });

  it('asks for a file when none is given', async () => {
    expect((await run()).complaints).toEqual(['须给出一个年历文件，例如 npm run calendar -- 2027.json']);
  });
});
