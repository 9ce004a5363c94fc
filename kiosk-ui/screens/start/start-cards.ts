import type { DemoScreen, HallInfo } from '../../link/session.ts';
import { te } from '../../locales/entry.ts';
import { local } from '../../locales/locale.ts';

export interface StartLink {
  text: string;
  href: string;
  /** Whose account a demo hall enters with; absent where none is needed. */
  screen?: DemoScreen;
  of?: string;
}
interface StartCard {
  title: string;
  note: string;
  links: StartLink[];
}
export interface StartGroup {
  title: string;
  cards: StartCard[];
}

/** Every screen of the hall with its address, for the page at `/`. */
export function startCards(hall: HallInfo): StartGroup[] {
  const virtual: StartCard[] =
    hall.virtualUrl === undefined
      ? []
      : [card('start.virtual', 'start.virtualNote', [{ text: te('start.virtual'), href: hall.virtualUrl }])];
  return [
    {
      title: te('start.applicants'),
      cards: [
        card('start.kiosk', 'start.kioskNote', kioskLinks(hall)),
        card('start.display', 'start.displayNote', displayLinks(hall)),
        card('start.tablet', 'start.tabletNote', tabletLinks(hall)),
      ],
    },
    {
      title: te('start.staff'),
      cards: [
        card('start.counter', 'start.counterNote', counterLinks(hall)),
        card('start.desk', 'start.deskNote', [single('start.desk', '/desk', 'desk')]),
        card('start.cases', 'start.casesNote', [single('start.cases', '/cases', 'cases')]),
        card('start.reports', 'start.reportsNote', [single('start.reports', '/reports', 'desk')]),
        card('start.ratings', 'start.ratingsNote', [single('start.ratings', '/ratings', 'ratings')]),
        card('start.devices', 'start.devicesNote', [single('start.devices', '/devices', 'devices')]),
        card('start.rules', 'start.rulesNote', rulesLinks(hall)),
        card('start.hall', 'start.hallNote', [single('start.hall', '/hall', 'hall')]),
        ...(hall.demo ? [] : [card('start.accounts', 'start.accountsNote', [accountsLink()])]),
        ...virtual,
      ],
    },
  ];
}

type TitleKey =
  | 'start.kiosk'
  | 'start.display'
  | 'start.tablet'
  | 'start.counter'
  | 'start.desk'
  | 'start.cases'
  | 'start.reports'
  | 'start.ratings'
  | 'start.devices'
  | 'start.hall'
  | 'start.accounts'
  | 'start.rules'
  | 'start.virtual';

function card(title: TitleKey, note: `${TitleKey}Note`, links: StartLink[]): StartCard {
  return { title: te(title), note: te(note), links };
}

function single(title: TitleKey, href: string, screen: DemoScreen): StartLink {
  return { text: te(title), href, screen };
}

/** The calendar takes two signatures; in a demo hall the second person stands behind a link of their own. */
function rulesLinks({ demo }: HallInfo): StartLink[] {
  const rules = single('start.rules', '/rules', 'rules');
  const second = { ...rules, text: te('start.rulesSecond'), href: '/rules#calendar', of: 'second' };
  return demo ? [rules, second] : [rules];
}

/** A demo hall has no door to administration. */
function accountsLink(): StartLink {
  return { text: te('start.accounts'), href: '/accounts' };
}

function kioskLinks(hall: HallInfo): StartLink[] {
  return hall.kiosks.map(({ id, name }) => ({
    text: local(name),
    href: `/kiosk?of=${encodeURIComponent(id)}`,
    screen: 'kiosk',
    of: id,
  }));
}

/** All of the hall first. */
function displayLinks(hall: HallInfo): StartLink[] {
  const parts = hall.displays.map(({ id, name }): StartLink => ({
    text: local(name),
    href: `/display?of=${encodeURIComponent(id)}`,
    screen: 'display',
    of: id,
  }));
  return [single('start.display', '/display', 'display'), ...parts];
}

function counterLinks(hall: HallInfo): StartLink[] {
  return hall.counters.map((counter) => atCounter('counter', 'start.counterNumber', counter));
}

/** That of the first counter: the others differ by their address alone. */
function tabletLinks(hall: HallInfo): StartLink[] {
  return hall.counters.slice(0, 1).map((counter) => atCounter('tablet', 'start.tabletNumber', counter));
}

function atCounter(
  screen: 'counter' | 'tablet',
  text: 'start.counterNumber' | 'start.tabletNumber',
  { id, number }: Pick<HallInfo['counters'][number], 'id' | 'number'>,
): StartLink {
  return { text: te(text, { number }), href: `/${screen}?of=${encodeURIComponent(id)}`, screen, of: id };
}
