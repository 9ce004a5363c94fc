import type { OutageRow } from '@bandecheng/shared/outage/outage-view';
import type { RefusalWord } from '@bandecheng/shared/refusals';
import { hourMinute } from '../../locales/time-text.ts';
import { refusalText } from '../../locales/words.ts';
import { desk } from '../../locales/zh/desk.ts';
import { t } from './texts.ts';

/** Numbers that are named; of more the first and the last are. */
const NAMED = 4;

/** One agent's time without a hub, in words. */
export interface OutageTold {
  what: string;
  /** The numbers it gave; empty: none. */
  given: string;
  /** Each number of the hub's that was withdrawn for one of these. */
  withdrawn: string[];
  /** Each step that did not fit. */
  asides: string[];
}

/** `设备代理 hall-1 断网 09:58–10:31：自行取号 12、叫号 8、办结 7、评价 5`, with the steps a person has to look at. */
export function outageTold(row: OutageRow, timeZone: string): OutageTold {
  const { agent, numbers, setAside } = row;
  const from = hourMinute(row.from, timeZone);
  const did = t('outage.did', row);
  const nothing = row.issued + row.called + row.finished + row.presses + setAside.length === 0;
  const open = nothing ? t('outage.away', { agent, from }) : t('outage.merging', { agent, from, did });
  return {
    what:
      row.to === undefined ? open : t('outage.over', { agent, from, to: hourMinute(row.to, timeZone), did }),
    given: numbers.length === 0 ? '' : t('outage.given', { numbers: named(numbers) }),
    withdrawn: row.withdrawn.map((one) => t('outage.withdrawn', { ...one })),
    asides: setAside.map((aside) => asideText(aside, timeZone)),
  };
}

function named(numbers: readonly string[]): string {
  return numbers.length > NAMED ? `${numbers[0]}…${numbers[numbers.length - 1]}` : numbers.join('、');
}

function asideText(
  { at, kind, number = '', counter, why }: OutageRow['setAside'][number],
  timeZone: string,
): string {
  const place = counter === undefined ? '' : t('outage.at', { number: counter });
  const step = [number, place, wordOf(`outage.${kind}`) ?? kind].filter((part) => part !== '').join(' ');
  const reason = wordOf(`outage.why.${why}`) ?? refusalText(why as RefusalWord, { number });
  return `${hourMinute(at, timeZone)} ${step}：${reason}`;
}

function wordOf(key: string): string | undefined {
  return (desk as Readonly<Record<string, string>>)[key];
}
