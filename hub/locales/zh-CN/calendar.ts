import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { DeadlineMove } from '@bandecheng/shared/calendar/calendar-desk';
import { weekdayText } from '@bandecheng/shared/calendar/civil-date';
import type { LegalYear, YearDoubt } from '@bandecheng/shared/calendar/legal-year';
import type { Instant } from '@bandecheng/shared/vocabulary';

type Day = LegalYear['days'][number];

const dates = (days: readonly Day[]) => days.map(({ date }) => `${date}（${weekdayText(date)}）`).join('、');
const kind = (day: Day | undefined) =>
  day === undefined ? '按星期' : day.off ? `${day.name}放假` : `${day.name}调休上班`;

function changedDays(there: LegalYear, year: LegalYear): string[] {
  const of = ({ days }: LegalYear) => new Map(days.map((day) => [day.date, day]));
  const [old, now] = [of(there), of(year)];
  const all = [...new Set([...old.keys(), ...now.keys()])].sort();
  return all
    .filter((date) => kind(old.get(date)) !== kind(now.get(date)))
    .map((date) => `改动 ${date}：原为${kind(old.get(date))}，改为${kind(now.get(date))}`);
}

function dayText(at: Instant | null, timeZone: string): string {
  if (at === null) return '不设期限';
  const text = clockText(at, timeZone).slice(0, 16);
  return `${text.slice(0, 10)}（${weekdayText(text.slice(0, 10))}）${text.slice(10)}`;
}

/** What `npm run calendar` prints. */
export const calendarText = {
  usage: '须给出一个年历文件，例如 npm run calendar -- 2027.json',
  holidays({ year, title, days }: LegalYear): string[] {
    const names = [...new Set(days.map(({ name }) => name))];
    const lines = names.map((name) => {
      const [off, worked] = [true, false].map((is) =>
        days.filter((day) => day.name === name && day.off === is),
      );
      const makeUp = worked!.length === 0 ? '' : `；上班 ${dates(worked!)}`;
      return `  ${name}：放假 ${off!.length} 天 ${dates(off!)}${makeUp}`;
    });
    return [`${year} 年，${title}`, ...lines];
  },
  doubt(doubt: YearDoubt): string {
    switch (doubt.doubt) {
      case 'worked-weekday':
        return `请核对：${doubt.date} 不是周末，却写作调休上班`;
      case 'few-holidays':
        return `请核对：只有 ${doubt.count} 个节日，一年至少 6 个`;
      case 'long-block':
        return `请核对：${doubt.from} 起连休 ${doubt.days} 天`;
    }
  },
  changes: changedDays,
  noHall: (folder: string) =>
    `在 ${folder} 没有大厅的数据，列不出会变动的期限；用 --data 指明大厅的数据文件夹`,
  moves(moves: readonly DeadlineMove[], timeZone: string): string[] {
    if (moves.length === 0) return ['在办事项的期限都不变'];
    return moves.map(({ case: id, clock, from, to, provisional }) => {
      const what =
        from === to
          ? `${dayText(to, timeZone)}，日期不变`
          : `${dayText(from, timeZone)} 改为 ${dayText(to, timeZone)}`;
      return `期限变动 ${id} ${clock}：${what}${provisional ? '（暂定）' : ''}`;
    });
  },
  confirm: '没有写入。请与通知逐日核对，确认无误后加 --confirm 再运行一次',
  written: (path: string) => `已写入 ${path}。大厅在运行时，由管理员在“制度与年历”页按“重新读取年历”生效`,
} as const;
