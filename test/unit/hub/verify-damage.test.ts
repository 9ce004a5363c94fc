import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { nameDamage } from '@bandecheng/hub/journal/name-damage';
import { CHAIN_START, lineHash, sealedLine, splitLine } from '@bandecheng/hub/journal/line-hash';
import { verify } from '@bandecheng/hub/verify';
import type { RecordedEvent } from '@bandecheng/shared/events';
import { beforeEach, describe, expect, it } from 'vitest';
import { heldTicket } from '../../fakes/recorded-events.ts';
import { seededRandom } from '../../fakes/seeded-random.ts';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';
import { dayFile, openJournal } from '../../fakes/written-journal.ts';

const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25'];
const LINES_A_DAY = 4;
const ALL = Array.from({ length: DAYS.length * LINES_A_DAY }, (_, i) => i + 1);

/** A line of the journal in its file. */
interface Line {
  day: string;
  text: string;
}

let folder: string;
let lines: Line[];

/** Three days, each opened and then three tickets held; the digests of the days before are in them. */
beforeEach(async () => {
  folder = await temporaryFolder();
  const { journal } = await openJournal(folder);
  for (const [i, day] of DAYS.entries()) {
    const { seq, hash } = journal.position();
    const before = { day: DAYS[i - 1] ?? '', firstSeq: seq - LINES_A_DAY + 1, lastSeq: seq, digest: hash };
    const data = { day, ended: [], ...(i === 0 ? {} : { before }) };
    const opened: RecordedEvent = { ...heldTicket(seq + 1), actor: 'hub', type: 'DayOpened', data };
    await journal.append(day, [opened]);
    for (let n = 2; n <= LINES_A_DAY; n += 1) await journal.append(day, [heldTicket(seq + n)]);
  }
  await journal.close();
  lines = [];
  for (const day of DAYS)
    for (const text of (await readFile(dayFile(folder, day), 'utf8')).trimEnd().split('\n'))
      lines.push({ day, text });
});

/** The same folder with these lines in the place of its own. */
async function written(changed: readonly Line[]): Promise<void> {
  for (const day of DAYS) {
    const own = changed.filter((line) => line.day === day).map(({ text }) => `${text}\n`);
    await writeFile(dayFile(folder, day), own.join(''));
  }
}

async function verified(...more: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await verify([folder, ...more], {}, (line) => said.push(line));
  return { code, said: said.join('\n') };
}

const at = (seq: number): Line => lines[seq - 1]!;
/** `2026-11-23.jsonl 第 2 行` of the line that bore this number when it was written. */
const place = (seq: number, later = 0): string =>
  `${at(seq).day}.jsonl 第 ${((seq - 1) % LINES_A_DAY) + 1 + later} 行`;
const altered = (line: Line): Line => ({ ...line, text: line.text.replace(/"at":(\d)/, '"at":9$1') });
const without = (from: number, to = from): Line[] => lines.filter((_, i) => i + 1 < from || i + 1 > to);
const withIn = (seq: number, line: Line): Line[] => lines.map((own, i) => (i + 1 === seq ? line : own));
const insertedAt = (seq: number, line: Line): Line[] => [
  ...lines.slice(0, seq - 1),
  { ...line, day: at(seq).day },
  ...lines.slice(seq - 1),
];
const digestOf = (day: string): string =>
  splitLine(lines.filter((line) => line.day === day).at(-1)!.text)!.hash;

const random = seededRandom(6);
/** A few of many, other ones each time it is asked. */
const someOf = (all: readonly number[], count: number): number[] =>
  [...all].sort(() => random() - 0.5).slice(0, count);

/** A chain that holds over the lines from this number on, as whoever has our program can make it. */
function rechained(changed: readonly Line[], from: number): Line[] {
  let hash = from === 1 ? CHAIN_START : splitLine(changed[from - 2]!.text)!.hash;
  return changed.map((line, i) => {
    if (i + 1 < from) return line;
    const { body } = splitLine(line.text)!;
    hash = lineHash(hash, body);
    return { ...line, text: sealedLine(body, hash) };
  });
}

describe('of a journal in which one thing was damaged, verify names the first record', () => {
  it('that was altered, wherever it stands', async () => {
    for (const seq of ALL) {
      await written(withIn(seq, altered(at(seq))));

      const { code, said } = await verified();

      expect(code).toBe(1);
      expect(said).toContain(`${dayFile(folder, at(seq).day)}:${((seq - 1) % LINES_A_DAY) + 1}\n`);
      expect(said).toContain(`第 ${seq} 号记录被改动：${place(seq)}（`);
      expect(said).toMatch(seq % LINES_A_DAY === 1 ? /，DayOpened）/ : /，TicketHeld）/);
    }
  });

  it('whose hash, number or form was altered', async () => {
    const broken: ((text: string) => string)[] = [
      (text) => text.replace(/"hash":"./, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? 1 : 0}`),
      (text) => text.replace(/"seq":(\d+)/, '"seq":7$1'),
      (text) => text.replace('"data"', ''),
      () => '',
    ];
    for (const breaks of broken)
      for (const seq of someOf(ALL.slice(0, -1), 4)) {
        await written(withIn(seq, { ...at(seq), text: breaks(at(seq).text) }));

        expect((await verified()).said).toContain(`第 ${seq} 号记录被改动：${place(seq)}（`);
      }
  });

  it('behind one that was altered together with its hash', async () => {
    for (const seq of ALL.slice(0, -1)) {
      const changed = rechained(withIn(seq, altered(at(seq))), seq)[seq - 1]!;
      await written(withIn(seq, changed));

      expect((await verified()).said).toContain(`第 ${seq + 1} 号记录被改动：${place(seq + 1)}`);
    }
  });

  it('that was removed, alone or with those behind it', async () => {
    for (const seq of ALL.slice(0, -1)) {
      await written(without(seq));
      expect((await verified()).said).toContain(`第 ${seq} 号记录缺失：应在`);
    }
    await written(without(3, 6));
    expect((await verified()).said).toContain(
      `第 3 至 6 号记录缺失：应在${place(2)}之后（2026-11-23 09:00:00，TicketHeld之前，`,
    );
  });

  it('that was swapped with another', async () => {
    for (const a of ALL)
      for (const b of someOf(ALL.slice(a), 2)) {
        const swapped = lines.map(({ day, text }, i) => ({
          day,
          text: i + 1 === a ? at(b).text : i + 1 === b ? at(a).text : text,
        }));
        await written(swapped);

        const { said } = await verified();

        expect(said).toContain(`次序被调换：第 ${a} 号记录（`);
        expect(said).toContain(`应在${place(a)}，现在在 ${place(b)}`);
      }
  });

  it('that was inserted, a copy of any other', async () => {
    for (const seq of ALL.slice(0, -1))
      for (const of of someOf(ALL, 3)) {
        if (of === seq || of === seq - 1) continue;
        await written(insertedAt(seq, at(of)));

        expect((await verified()).said).toContain(`多出一条第 ${of} 号记录：${place(seq)}（`);
      }
  });

  it('that was inserted with a number and a hash that fit', async () => {
    for (const seq of ALL.slice(0, -1)) {
      const forged = rechained(withIn(seq, altered(at(seq))), seq)[seq - 1]!;
      await written(insertedAt(seq, forged));

      expect((await verified()).said).toContain(`多出一条第 ${seq} 号记录：${place(seq)}（`);
    }
  });

  it('that is gone with the end of a file, with a whole day, or under another name', async () => {
    const [first = '', second = '', last = ''] = DAYS.map((day) => dayFile(folder, day));
    const { length } = await readFile(second);
    await truncate(second, length - 20);
    expect((await verified()).said).toContain(`第 8 号记录缺失：应在${place(7)}之后`);

    await written(lines);
    await rm(first);
    expect((await verified()).said).toContain('第 1 至 4 号记录缺失：应在最前面');

    await written(lines);
    await rename(second, `${second}.old`);
    expect((await verified()).said).toContain(`第 5 至 8 号记录缺失：应在${place(4)}之后`);

    await rename(`${second}.old`, dayFile(folder, '2026-11-26'));
    await rm(second, { force: true });
    expect((await verified()).said).toContain('次序被调换：第 5 号记录（');

    await rm(dayFile(folder, '2026-11-26'));
    await written(lines);
    await rename(last, dayFile(folder, '2026-11-27'));
    expect((await verified()).said).toContain('这个文件里是 2026-11-25 的记录：文件被改过名');
  });

  it('of a chain that was made anew but not the digest of the day before in it', async () => {
    await written(rechained(withIn(3, altered(at(3))), 3));

    expect((await verified()).said).toContain('开日记录里写着 2026-11-23 的当日校验值，与现在算出的不同');
  });

  it('is not named in a journal that is whole', async () => {
    expect(await nameDamage(folder)).toBeNull();
    expect((await verified()).code).toBe(0);
  });
});

describe('what a chain made anew hides, a digest kept elsewhere shows', () => {
  const kept = (...days: string[]): string[] => [
    '--digest',
    days.map((day) => `${day}=${digestOf(day)}`).join(','),
  ];

  it('when the last day was rewritten, wherever in it', async () => {
    for (const seq of [9, 10, 11, 12]) {
      await written(rechained(withIn(seq, altered(at(seq))), seq));

      expect((await verified()).code).toBe(0);
      const { code, said } = await verified(...kept(...DAYS));
      expect(code).toBe(1);
      expect(said).toContain('2026-11-25 的当日校验值与留存的不符');
      expect(said).toContain('第 9 至 12 号记录中有的被改写');
    }
  });

  it('when records were cut off the end, or the last day is gone', async () => {
    await written(without(11, 12));
    expect((await verified()).code).toBe(0);
    expect((await verified(...kept('2026-11-25'))).said).toContain('或者末尾有记录被删去');

    await written(without(9, 12));
    await rm(dayFile(folder, '2026-11-25'));
    expect((await verified(...kept('2026-11-25'))).said).toContain('没有 2026-11-25 的记录');
  });

  it('and a whole journal is as it says, also by the first digits as the display shows them', async () => {
    const short = digestOf('2026-11-24')
      .slice(0, 16)
      .replace(/(.{4})/g, '$1 ')
      .trim();

    expect(await verified(...kept(...DAYS))).toMatchObject({ code: 0 });
    const { code, said } = await verified('--digest', `2026-11-24=${short}`);

    expect(code).toBe(0);
    expect(said).toContain('与留存的 1 个当日校验值相符');
    expect((await verified('--digest', '2026-11-24=12ab')).said).toContain('--digest 须写作');
  });
});
