import { telephoneDigits } from './telephone.ts';

/** What a field tells of a person, and so what of it a screen may show. */
export type PersonalKind = 'name' | 'phone' | 'identity-number' | 'organisation' | 'content';

/**
 * The fourteen compound surnames that 公安部《二〇二〇年全国姓名报告》 names as most frequent (欧阳, 1,112,000, to 长孙,
 * 3,000), then further ones of 《百家姓》. Of a compound surname missing here only the first sign is shown.
 */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set([
  ...'欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 完颜 慕容 尉迟 长孙'.split(' '),
  ...'公孙 轩辕 宇文 钟离 端木 赫连 澹台 濮阳 淳于 闻人 呼延 百里 南宫 东方'.split(' '),
]);

/** Three digits of 010 and 02x, four of all others. */
const AREA_CODE = /^0(10|2\d|[3-9]\d\d)/;
const MOBILE = /^1[3-9]\d{9}$/;
/** Length of an identity number today, and before 1999. */
const IDENTITY_LENGTHS = [18, 15];

/** The text as screens show it until somebody asks for the whole, with a reason. An empty text stays empty. */
export function mask(kind: PersonalKind, text: string): string {
  const shown = text.normalize('NFC').trim();
  return shown === '' ? '' : MASKS[kind](shown);
}

const MASKS: Readonly<Record<PersonalKind, (text: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  'identity-number': maskIdentityNumber,
  organisation: (text) => text,
  content: (text) => `（已隐去，共 ${[...text].length} 字）`,
};

/** 张＊, 欧阳＊; of a name of one sign nothing. */
function maskName(text: string): string {
  const signs = [...text.replace(/\s/g, '')];
  const beginning = signs.slice(0, 2).join('');
  if (signs.length > 2 && COMPOUND_SURNAMES.has(beginning)) return `${beginning}＊`;
  return signs.length > 1 ? `${signs[0]}＊` : '＊';
}

/** 138****5678, 010-****5678: area code and the last four digits at most. */
function maskPhone(text: string): string {
  const digits = telephoneDigits(text);
  if (digits === '') return '****';
  if (MOBILE.test(digits)) return hidden(digits, 3, 4);
  const area = AREA_CODE.exec(digits)?.[0] ?? '';
  const local = digits.slice(area.length);
  const masked = local.length >= 7 ? hidden(local, 0, 4) : hidden(local, 0, 0);
  return area === '' ? masked : `${area}-${masked}`;
}

/** 110***********1234; of a passport's and other numbers the last two signs. */
function maskIdentityNumber(text: string): string {
  const number = text.normalize('NFKC').replace(/\s/g, '');
  if (IDENTITY_LENGTHS.includes(number.length)) return hidden(number, 3, 4);
  return hidden(number, 0, number.length >= 6 ? 2 : 0);
}

function hidden(text: string, head: number, tail: number): string {
  const end = text.length - tail;
  return text.slice(0, head) + '*'.repeat(end - head) + text.slice(end);
}
