import { readFileSync } from 'node:fs';

interface PlainHall {
  name: object;
  languages: string[];
  services: object[];
  counters: object[];
  kiosks: object[];
}

const PLAIN_HALL = new URL('../fixtures/halls/plain-hall.json', import.meta.url);

/**
 * The plain hall's eight services, six counters and two languages, at every hour outside its office hours, so that
 * the kiosk shows the notice that says so.
 */
export function plainHallOutsideHours(): object {
  const { name, languages, services, counters, kiosks } = JSON.parse(
    readFileSync(PLAIN_HALL, 'utf8'),
  ) as PlainHall;
  const threeDaysOn = ((new Date().getUTCDay() + 3) % 7) + 1;
  const hours = { days: [threeDaysOn], open: '08:30', close: '17:00', outside: 'issue' };
  return { name, languages, services, counters, kiosks, hours };
}
