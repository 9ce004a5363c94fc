import { clockText } from '@bandecheng/shared/calendar/business-day';
import type { Instant } from '@bandecheng/shared/vocabulary';

/** A line of the journal as it was found; see `hub/journal/name-damage.ts`. */
interface Found {
  file: string;
  line: number;
  seq?: number;
  at?: Instant;
  type?: string;
}

type Damage =
  | { kind: 'altered' | 'inserted'; seq: number; at: Found }
  | { kind: 'removed'; seq: number; to: number; after: Found | null; before: Found }
  | { kind: 'moved'; seq: number; at: Found; found: Found };

const place = ({ file, line }: Found) => `${file} 第 ${line} 行`;
const time = (at: Instant | undefined) => (at === undefined ? '时间不明' : clockText(at, 'Asia/Shanghai'));
const what = (found: Found) => `${time(found.at)}，${found.type ?? '类型不明'}`;

/** What `npm run verify` prints. Times are Beijing's, wherever the machine stands. */
export const verifyText = {
  head: (folder: string) => `记录文件夹 ${folder}`,
  day: (day: string, lines: number, first: number, last: number, digest: string) =>
    `${day}  ${lines} 条  第 ${first} 至 ${last} 号  当日校验值 ${digest}`,
  emptyDay: (day: string) => `${day}  0 条`,
  whole: (events: number, files: number) => `校验通过：${files} 天，共 ${events} 条记录，没有缺失，没有改动`,
  torn: (file: string, bytes: number) =>
    `${file} 末尾有 ${bytes} 字节尚未写完（正在写入，或写入时断电），不影响其余记录`,
  nothing: '还没有任何记录',
  noFolder: (folder: string) => `找不到记录文件夹 ${folder}`,
  damaged: (place: string, reason: string) => `校验未通过：${place}\n${reason}`,
  /** The first record that is not as it was written, and what was done to it. */
  named(damage: Damage): string {
    switch (damage.kind) {
      case 'altered':
        return `第 ${damage.seq} 号记录被改动：${place(damage.at)}（${what(damage.at)}）；或者紧挨在它前面的记录连同校验值一起被改写`;
      case 'inserted':
        return `多出一条第 ${damage.seq} 号记录：${place(damage.at)}（${what(damage.at)}）`;
      case 'moved':
        return `次序被调换：第 ${damage.seq} 号记录（${what(damage.found)}）应在${place(damage.at)}，现在在 ${place(damage.found)}`;
      case 'removed': {
        const { seq, to, after, before } = damage;
        const numbers = seq === to ? `第 ${seq} 号记录` : `第 ${seq} 至 ${to} 号记录`;
        const since = after === null ? '最前面' : `${place(after)}之后`;
        return `${numbers}缺失：应在${since}（${what(before)}之前${after === null ? '' : `，${what(after)}之后`}）`;
      }
    }
  },
  digestForm:
    '--digest 须写作 2026-11-23=校验值，校验值至少 16 位十六进制数字；几天的用逗号隔开，中间有空格的整个加引号',
  likeKept: (days: number) => `与留存的 ${days} 个当日校验值相符`,
  unlikeKept: (day: string, kept: string, found: string, from: number, to: number) =>
    `校验未通过：${day} 的当日校验值与留存的不符\n留存 ${kept}\n现为 ${found}\n第 ${from} 至 ${to} 号记录中有的被改写，或者末尾有记录被删去`,
  dayMissing: (day: string) => `校验未通过：没有 ${day} 的记录，而这一天留存有校验值`,
  unreadable: (reason: string) => `无法校验：${reason}`,
} as const;
