import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deadline } from '@bandecheng/hub/deadline';
import { policies } from '@bandecheng/hub/policies';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../fakes/temporary-folder.ts';

const SIXTH_CITY = fileURLToPath(new URL('../../fixtures/sixth-city.json', import.meta.url));

/** What the command prints and complains of; `args` as typed, separated by spaces. */
async function run(args: string, command = deadline) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await command(
    args.split(' ').filter((word) => word !== ''),
    (line) => printed.push(line),
    (line) => complaints.push(line),
  );
  return { code, printed, complaints };
}

const CHIZHOU = '--policy chizhou --clock CZ-ANSWER --start 2026-09-30T11:00:00+08:00';

async function answer(args: string) {
  const { code, printed, complaints } = await run(args);
  expect({ code, complaints, lines: printed.length }).toEqual({ code: 0, complaints: [], lines: 1 });
  return JSON.parse(printed[0]!) as { due: string | null; provisional: boolean; days: number | null };
}

describe('npm run deadline', () => {
  it('prints one JSON line with due time, whether it is provisional, working days and the reasons', async () => {
    expect(await answer(`${CHIZHOU} --variant special`)).toEqual({
      due: '2026-10-13T17:00:00+08:00',
      provisional: false,
      days: 5,
      because: [
        '答复，特殊事项：5 个工作日',
        '依据：“特殊事项应当在5个工作日内完成”',
        '待确认：CZ-A1',
        '待确认：CZ-A2',
        '起算当日 2026-09-30 不计入',
        '2026-10-01 至 2026-10-07 国庆节，不计',
        '2026-10-10（周六）国庆节调休上班，计入',
        '2026-10-13 17:00 下班时到期',
      ],
    });
  });

  it.each([
    ['', '2026-10-10T17:00:00+08:00'],
    ['--variant general', '2026-10-10T17:00:00+08:00'],
    ['--variant cross-department', '2026-10-20T17:00:00+08:00'],
    ['--variant crossDept', '2026-10-20T17:00:00+08:00'],
    ['--variant special --close 16:30', '2026-10-13T16:30:00+08:00'],
    ['--variant special --zone Asia/Tokyo', '2026-10-13T17:00:00+09:00'],
  ])('%s is due %s', async (more, due) => {
    expect((await answer(`${CHIZHOU} ${more}`)).due).toBe(due);
  });

  it('an exempt case has no due time and an interim notice instead', async () => {
    expect(await answer(`${CHIZHOU} --variant expert`)).toMatchObject({
      ...{ due: null, days: null, provisional: false },
      interimNotice: { due: '2026-10-10T17:00:00+08:00', days: 3 },
    });
  });

  it('tells how far an extension may reach', async () => {
    const wushen = '--policy wushen --clock WS-HANDLE --start 2026-09-30T15:00:00+08:00';

    expect((await answer(wushen)).due).toBe('2026-10-09T17:00:00+08:00');
    expect(await answer(`${wushen} --extended`)).toMatchObject({
      due: '2026-10-20T17:00:00+08:00',
      days: 10,
    });
  });

  it('a matter’s own limit is given in working days', async () => {
    const anshan = '--policy anshan --clock AS-LIMIT --start 2026-11-20T10:00:00+08:00';

    expect((await answer(anshan)).due).toBeNull();
    expect((await answer(`${anshan} --item-days 5`)).due).toBe('2026-11-27T17:00:00+08:00');
  });

  it('a clock that runs in one class of cases alone may be asked for with it or without', async () => {
    const dispatch = '--policy wushen --clock WS-DISPATCH --start 2026-11-20T10:00:00+08:00';

    expect((await answer(dispatch)).due).toBe('2026-11-23T17:00:00+08:00');
    expect((await answer(`${dispatch} --variant solvable`)).due).toBe('2026-11-23T17:00:00+08:00');
    expect((await run(`${dispatch} --variant cannot`)).complaints).toHaveLength(1);
    const mend = '--policy anshan --clock CN-MEND --start 2026-11-24T10:00:00+08:00';
    expect((await answer(`${mend} --variant complex`)).due).toBe('2026-12-15T17:00:00+08:00');
    expect((await run(`${mend} --variant groundless`)).complaints).toHaveLength(1);
  });

  it('a date that needs 2027 is provisional', async () => {
    const into2027 = '--policy linjiang --clock LJ-APPROVE --start 2026-12-30T10:00:00+08:00';

    expect(await answer(into2027)).toMatchObject({ due: '2027-01-04T17:00:00+08:00', provisional: true });
  });

  it('a hall’s override closes earlier and takes out a local holiday', async () => {
    const file = join(await temporaryFolder(), 'override.json');
    const override = {
      ...{ hall: 'chizhou', issuedOn: '2026-09-01', source: '通知', signedBy: ['zhang', 'li'] },
      legal: [{ date: '2026-10-10', name: '停电', off: true }],
      closing: [{ from: '2026-10-01', to: '2027-03-31', close: '16:30', reason: '冬季作息' }],
    };
    await writeFile(file, JSON.stringify(override));

    expect((await answer(`${CHIZHOU} --override ${file}`)).due).toBe('2026-10-12T16:30:00+08:00');
  });

  it.each([
    ['--policy chizhou --clock CZ-ANSWER', '缺少参数 --start'],
    ['--clock CZ-ANSWER --start 2026-09-30T11:00:00+08:00', '缺少参数 --policy'],
    ['--policy chizhou --start 2026-09-30T11:00:00+08:00', '缺少参数 --clock'],
    [
      `${CHIZHOU.replace('chizhou', 'hefei')}`,
      '--policy：没有名为 hefei 的制度，现有 anshan、chizhou、huancui、linjiang、wushen',
    ],
    [
      CHIZHOU.replace('CZ-ANSWER', 'CZ-REPLY'),
      '--clock：chizhou 没有时限 CZ-REPLY，现有 CN-VERIFY、CN-MEND、CZ-SUBMIT、CZ-ANSWER、CZ-APPROVE、CZ-FILE',
    ],
    [
      `${CHIZHOU} --variant major-case`,
      '--variant：CZ-ANSWER 没有情形 major-case，现有 general、expert、cross-department、special',
    ],
    ...[
      '2026-09-30',
      '2026-09-30T11:00:00',
      '2026-02-31T11:00:00+08:00',
      '2026-09-30T25:00:00+08:00',
      '昨天',
    ].map((text): [string, string] => [
      CHIZHOU.replace(/2026\S+/, text),
      `--start：${text} 不是带时区的时刻，须如 2026-09-30T11:00:00+08:00`,
    ]),
    [`${CHIZHOU} --zone Mars/Base`, '--zone：Mars/Base 不是已知的时区，例如 Asia/Shanghai'],
    [`${CHIZHOU} --close 5pm`, '--close：5pm 不是下班时间，须如 17:00'],
    [`${CHIZHOU} --item-days 5`, '--item-days：CZ-ANSWER 的时限由制度规定，不取自事项'],
    [`${CHIZHOU} --extended`, '--extended：CZ-ANSWER 不能延长'],
    [`${CHIZHOU} --varient special`, '不认识的参数 --varient'],
    [`${CHIZHOU} --variant`, '参数 --variant 后面须有值'],
    ['--policy --clock CZ-ANSWER', '参数 --policy 后面须有值'],
    [`${CHIZHOU} --policy wushen`, '参数 --policy 出现了两次'],
    [`${CHIZHOU} --extended=yes`, '参数 --extended 不带值'],
    [`${CHIZHOU} special`, '多余的内容 special'],
  ])('%s is answered with one sentence', async (args, sentence) => {
    expect(await run(args)).toEqual({ code: 1, printed: [], complaints: [sentence] });
  });
});

describe('a sixth city', () => {
  it('needs a JSON file only', async () => {
    const folder = await temporaryFolder();
    await copyFile(SIXTH_CITY, join(folder, 'qinghe.json'));
    const qinghe = `--policy qinghe --clock QH-ANSWER --start 2026-11-20T10:00:00+08:00 --policies ${folder}`;

    expect((await answer(qinghe)).due).toBe('2026-11-25T17:00:00+08:00');
    expect((await answer(`${qinghe} --variant refused`)).due).toBe('2026-11-20T14:00:00+08:00');
  });

  it('is checked beside the five, and its quotes where its notice is at hand', async () => {
    const folder = await temporaryFolder();
    await copyFile(SIXTH_CITY, join(folder, 'qinghe.json'));
    await writeFile(join(folder, 'qinghe.txt'), '应办未办的3个工作日内解决，不能办的2小时内说明。');

    const unread = await run(`--policies ${folder}`, policies);
    const read = await run(`--policies ${folder} --notices ${folder}`, policies);

    expect(unread.code).toBe(0);
    expect(unread.printed).toContain('    时限 QH-ANSWER 答复：3 个工作日；不能办 4 小时');
    expect(unread.printed.filter((line) => line === '  没有通知原文，引文未核对')).toHaveLength(6);
    expect(read.code).toBe(1);
    expect(read.printed.at(-1)).toContain(
      'variants.refused.cite[0]: 通知里没有这句原文：不能办的4小时内说明',
    );
  });

  it('that is no policy is refused with file and path', async () => {
    const folder = await temporaryFolder();
    const city = JSON.parse(await readFile(SIXTH_CITY, 'utf8'));
    city.caseTypes[0].clocks[0].limit = { unit: 'working-day' };
    await writeFile(join(folder, 'qinghe.json'), JSON.stringify(city));

    const { code, complaints } = await run(`${CHIZHOU} --policies ${folder}`);

    expect(code).toBe(1);
    expect(complaints).toEqual([
      `caseTypes[1].clocks[0].limit.count: 须填数量 [policy-invalid] ${join(folder, 'qinghe.json')}`,
    ]);
  });

  it('the hall’s own layer settles a question its city leaves open: “1日内”“3日内” as calendar days', async () => {
    const folder = await temporaryFolder();
    const days = (count: number) => ({ limit: { unit: 'calendar-day', count } });
    const clocks = [
      { id: 'CZ-SUBMIT', ...days(1) },
      { id: 'CZ-ANSWER', ...days(3) },
    ];
    const hall = { id: 'chizhou-hall', version: '1', layer: 'hall', extends: 'chizhou' };
    await writeFile(
      join(folder, 'hall.json'),
      JSON.stringify({ ...hall, caseTypes: [{ id: 'veto', clocks }] }),
    );
    const submit = '--clock CZ-SUBMIT --start 2026-11-20T11:00:00+08:00';

    expect((await answer(`${CHIZHOU.replace('chizhou', 'chizhou-hall')} --policies ${folder}`)).due).toBe(
      '2026-10-08T17:00:00+08:00',
    );
    expect((await answer(`--policy chizhou-hall ${submit} --policies ${folder}`)).due).toBe(
      '2026-11-23T17:00:00+08:00',
    );
  });
});
