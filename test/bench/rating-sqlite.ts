import type { BookPages } from '@bandecheng/hub/book/book-pages';
import { FIRST } from '@bandecheng/hub/book/book-month';
import { RATING_FATES } from '@bandecheng/shared/vocabulary';
import initSqlJs, { type Database } from 'sql.js';

type Values = (string | number)[];
interface Period {
  from: string;
  to: string;
}

const SCHEMA = `
  create table visits (day text, slot int, counter text, service text, clerk text, offline int);
  create table ratings (seq int primary key, at int, day text, slot int, channel int, level int, fate text, first int,
    counter text, service text, clerk text, device text, after int, served int, away int);
  create index visits_day on visits (day);
  create index ratings_day on ratings (day);
  create index ratings_counter on ratings (counter, at);
`;
const STANDING = 'from ratings where first = 1 and day between ? and ?';

/** The same visits and ratings in SQLite, in memory, with indexes on what is asked for. */
export class RatingTable {
  private constructor(
    private readonly sql: Awaited<ReturnType<typeof initSqlJs>>,
    private db: Database,
  ) {}

  static async of({ months }: BookPages): Promise<RatingTable> {
    const sql = await initSqlJs();
    const db = new sql.Database();
    db.run(SCHEMA);
    db.run('begin');
    const visit = db.prepare('insert into visits values (?, ?, ?, ?, ?, ?)');
    const rating = db.prepare('insert into ratings values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const { names, visits, ratings } of months) {
      for (let i = 0; i < visits.day.length; i++)
        visit.run([
          ...[
            names.days.text(visits.day.at(i)),
            visits.slot.at(i),
            names.counters.text(visits.counter.at(i)),
          ],
          ...[names.services.text(visits.service.at(i)), names.clerks.text(visits.clerk.at(i))],
          visits.offline.at(i),
        ]);
      for (let i = 0; i < ratings.day.length; i++)
        rating.run([
          ...[
            ratings.seq.at(i),
            ratings.ratedAt.at(i),
            names.days.text(ratings.day.at(i)),
            ratings.slot.at(i),
          ],
          ...[ratings.channel.at(i), ratings.level.at(i), RATING_FATES[ratings.fate.at(i)] ?? ''],
          ...[(ratings.flags.at(i) & FIRST) > 0 ? 1 : 0, names.counters.text(ratings.counter.at(i))],
          ...[names.services.text(ratings.service.at(i)), names.clerks.text(ratings.clerk.at(i))],
          ...[names.devices.text(ratings.device.at(i)), ratings.after.at(i), ratings.served.at(i)],
          ratings.away.at(i),
        ]);
    }
    db.run('commit');
    return new RatingTable(sql, db);
  }

  /** What the database's file would hold. */
  image(): Uint8Array {
    return this.db.export();
  }

  /** As after a start: read from its file. */
  reopen(image: Uint8Array): void {
    this.db.close();
    this.db = new this.sql.Database(image);
  }

  /** Everything a report counts, of the period and of the two it is compared with; standing and good ratings first. */
  report(period: Period, trend: string, others: readonly Period[]): Values[] {
    const [whole = []] = this.ask(`select count(*), sum(level < 3) ${STANDING}`, period);
    for (const of of [period, ...others]) {
      this.ask(`select level, count(*) ${STANDING} group by level`, of);
      this.ask('select count(*), sum(offline) from visits where day between ? and ?', of);
    }
    for (const part of ['counter', 'clerk', 'service', 'channel']) {
      this.ask(`select ${part}, level, count(*) ${STANDING} group by ${part}, level`, period);
      if (part !== 'channel')
        this.ask(
          `select ${part}, count(*), sum(offline) from visits where day between ? and ? group by ${part}`,
          period,
        );
    }
    this.ask(`select ${trend} t, level, count(*) ${STANDING} group by t, level`, period);
    this.ask(`select ${trend} t, count(*) from visits where day between ? and ? group by t`, period);
    this.ask(`select slot, count(*), sum(level > 2) ${STANDING} group by slot`, period);
    this.ask('select fate, count(*) from ratings where day between ? and ? group by fate', period);
    this.ask(`select day, channel, level, count(*) ${STANDING} group by day, channel, level`, period);
    return [whole];
  }

  /** The bad ratings of a counter: how many, and the newest 200. */
  rows(period: Period, counter: string): number {
    const where = `${STANDING} and counter = '${counter}' and level > 2`;
    this.ask(`select * ${where} order by seq desc limit 200`, period);
    return Number(this.ask(`select count(*) ${where}`, period)[0]?.[0]);
  }

  /** The eight checks, as far as one statement each says them; the signals found. */
  checks(period: Period): number {
    const of = (text: string) => this.ask(text, period).length;
    const broken = `select counter, at,
      level is not lag(level) over w or at - lag(at) over w > 30000 broken ${STANDING}
      window w as (partition by counter order by at)`;
    const runs = `select counter, sum(broken) over (partition by counter order by at) run from (${broken})`;
    return (
      of(`select device, day, count(*) n from ratings where fate = 'stray' and day between ? and ?
        group by device, day having n >= 10`) +
      of(`select counter, sum(after between 0 and 1) n, count(*) m ${STANDING} group by counter
        having n >= 5 and n >= m * 0.05`) +
      of(`select distinct counter from (${runs}) group by counter, run having count(*) >= 8`) +
      of(`select clerk, sum(served between 0 and 59) n, count(*) m ${STANDING} group by clerk
        having n >= 5 and n >= m * 0.05`) +
      of(`select counter, count(*) n from ratings where away > 90 and day between ? and ? group by counter
        having n >= 3`) +
      of(`select counter, sum(channel in (0, 8)) n, sum(channel not in (0, 8)) m ${STANDING} group by counter
        having n >= 30 and m >= 30`) +
      of(`select counter, day, sum(at % 86400000 >= 31500000) n, count(*) m ${STANDING} group by counter, day
        having n >= 8 and n / 15.0 >= 3 * (m - n) / 465.0`) +
      of(`select clerk, sum(level = 0) n, count(*) m ${STANDING} group by clerk having n = m and m >= 50`)
    );
  }

  private ask(text: string, { from, to }: Period): Values[] {
    return (this.db.exec(text, [from, to])[0]?.values ?? []) as Values[];
  }
}
