import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { splitLine } from '@bandecheng/hub/journal/line-hash';
import { verify } from '@bandecheng/hub/verify';
import { describe, expect, it } from 'vitest';
import { heldTicket } from '../../fakes/recorded-events.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import {
  dayFile,
  editLines,
  MONDAY,
  openJournal,
  TUESDAY,
  writtenFolder,
} from '../../fakes/written-journal.ts';

async function run(
  folder: string,
  env: Record<string, string> = {},
): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await verify(folder === '' ? [] : [folder], env, (line) => lines.push(line));
  return { code, lines };
}

async function lastHash(folder: string, day: string): Promise<string> {
  const lines = (await readFile(dayFile(folder, day), 'utf8')).trimEnd().split('\n');
  return splitLine(lines.at(-1)!)!.hash;
}

describe('verify', () => {
  it('prints number, range and digest of each day', async () => {
    const { folder } = await writtenFolder();

    const { code, lines } = await run(folder);

    expect(code).toBe(0);
    expect(lines).toEqual([
      `记录文件夹 ${join(folder, 'journal')}`,
      `2026-11-23  4 条  第 1 至 4 号  当日校验值 ${await lastHash(folder, MONDAY)}`,
      `2026-11-24  3 条  第 5 至 7 号  当日校验值 ${await lastHash(folder, TUESDAY)}`,
      '校验通过：2 天，共 7 条记录，没有缺失，没有改动',
    ]);
  });

  it('finds the folder in DATA_DIR when none is given', async () => {
    const { folder } = await writtenFolder();

    expect((await run('', { DATA_DIR: folder })).code).toBe(0);
  });

  it('names the line at the first damage and fails', async () => {
    const { folder } = await writtenFolder();
    await editLines(folder, TUESDAY, (lines) => lines.map((line) => line.replace('补材料 6', '补材料 0')));

    const { code, lines } = await run(folder);

    expect(code).toBe(1);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^2026-11-23 {2}4 条/);
    expect(lines[2]).toContain(`校验未通过：${dayFile(folder, TUESDAY)}:2\n`);
    expect(lines[3]).toContain(
      '第 6 号记录被改动：2026-11-24.jsonl 第 2 行（2026-11-23 09:00:00，TicketHeld）',
    );
  });

  it('works while a hub is writing, takes no lock and changes nothing', async () => {
    const { folder } = await writtenFolder();
    const { journal } = await openJournal(folder);
    await appendFile(dayFile(folder, TUESDAY), '{"seq":8,"at":179');
    const { size } = await stat(dayFile(folder, TUESDAY));

    const { code, lines } = await run(folder);

    expect(code).toBe(0);
    expect(lines[3]).toBe(
      '2026-11-24.jsonl 末尾有 17 字节尚未写完（正在写入，或写入时断电），不影响其余记录',
    );
    expect((await stat(dayFile(folder, TUESDAY))).size).toBe(size);
    await journal.append(TUESDAY, [heldTicket(8)]);
    await journal.close();
    expect(await readdir(folder)).toEqual(['journal']);
  });

  it('gives the day of an empty file no digest', async () => {
    const { folder } = await writtenFolder();
    await appendFile(dayFile(folder, '2026-11-25'), '');

    const { lines } = await run(folder);

    expect(lines.slice(-2)).toEqual(['2026-11-25  0 条', '校验通过：3 天，共 7 条记录，没有缺失，没有改动']);
  });

  it('says so when there is no journal', async () => {
    const folder = await temporaryFolder();

    expect(await run(folder)).toEqual({
      code: 1,
      lines: [`记录文件夹 ${join(folder, 'journal')}`, `找不到记录文件夹 ${join(folder, 'journal')}`],
    });
  });
});
