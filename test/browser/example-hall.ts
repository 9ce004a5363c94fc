import { readFileSync } from 'node:fs';

interface ExampleHall {
  name: object;
  languages: string[];
  services: object[];
  counters: object[];
  kiosks: object[];
}

const EXAMPLE = new URL('../../hub/hall.example.json', import.meta.url);

/**
 * The example hall's eight services, six counters and two languages, at every hour outside its office hours, so
 * that the kiosk shows the notice that says so.
 */
export function exampleHallOutsideHours(): object {
  const { name, languages, services, counters, kiosks } = JSON.parse(
    readFileSync(EXAMPLE, 'utf8'),
  ) as ExampleHall;
  const threeDaysOn = ((new Date().getUTCDay() + 3) % 7) + 1;
  const hours = { days: [threeDaysOn], open: '08:30', close: '17:00', outside: 'issue' };
  return { name, languages, services, counters, kiosks, hours };
}
