import { pino, type DestinationStream, type Logger } from 'pino';

/** The hub's log, and how much of it told of a fault. */
export interface CountedLog {
  log: Logger;
  /** Lines of a fault since the start, those of child logs too. */
  errors: () => number;
}

/** Lines that wait for a disk with room again, bytes; beyond it they are dropped. */
const WAITING_BYTES = 1_000_000;

/** One JSON line each; what keeps and rotates it is the system's affair. */
export function openLog(
  level: 'info' | 'debug' = 'info',
  to: DestinationStream = enduringLog(1),
): CountedLog {
  let errors = 0;
  const log = pino(
    {
      ...{ name: 'hub', level },
      hooks: {
        logMethod(args, method, at) {
          if (at >= pino.levels.values['error']!) errors += 1;
          method.apply(this, args);
        },
      },
    },
    to,
  );
  return { log, errors: () => errors };
}

/** A file, pipe or socket by its descriptor. One that is full or gone costs its lines, never the hall. */
export function enduringLog(fd: number): DestinationStream {
  const log = pino.destination({ dest: fd, sync: true, maxLength: WAITING_BYTES });
  log.on('error', () => undefined);
  return log;
}
