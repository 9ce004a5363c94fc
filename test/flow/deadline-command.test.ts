import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

const STARTS = [
  ['chizhou', 'CZ-ANSWER', '2026-09-30T11:00:00+08:00', '2026-10-10T17:00:00+08:00'],
  // Already the make-up Sunday 2026-01-04 in the hall.
  ['huancui', 'HC-HANDLE', '2026-01-03T16:30:00Z', '2026-01-05T17:00:00+08:00'],
  ['linjiang', 'LJ-FORM', '2026-11-21T10:00:00+08:00', '2026-11-23T17:00:00+08:00'],
  ['linjiang', 'LJ-APPROVE', '2026-12-30T10:00:00+08:00', '2027-01-04T17:00:00+08:00'],
] as const;

describe('the deadline command as a process', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'])(
    'gives the same due times when its own time zone is %s',
    async (TZ) => {
      const given = STARTS.map(async ([policy, clock, start]) => {
        const args = ['hub/dist/deadline.js', '--policy', policy, '--clock', clock, '--start', start];
        const { stdout } = await run(process.execPath, args, { cwd: ROOT, env: { ...process.env, TZ } });
        return (JSON.parse(stdout) as { due: string }).due;
      });

      expect(await Promise.all(given)).toEqual(STARTS.map(([, , , due]) => due));
    },
  );

  it('npm run --silent deadline prints one JSON line and nothing else', async () => {
    const args = '--policy chizhou --clock CZ-ANSWER --variant special --start 2026-09-30T11:00:00+08:00';

    const { stdout } = await run('npm', ['run', '--silent', 'deadline', '--', ...args.split(' ')], {
      cwd: ROOT,
    });

    expect(stdout.split('\n')).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({ due: '2026-10-13T17:00:00+08:00', days: 5 });
  });

  it('a wrong argument ends it with one sentence on standard error and exit code 1', async () => {
    const wrong = run(process.execPath, ['hub/dist/deadline.js', '--policy', 'chizhou'], { cwd: ROOT });

    await expect(wrong).rejects.toMatchObject({ code: 1, stdout: '', stderr: '缺少参数 --start\n' });
  });
});
