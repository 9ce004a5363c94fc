import { pino, type DestinationStream, type Logger } from 'pino';

/** The hub's log, and how much of it told of a fault. */
export interface CountedLog {
  log: Logger;
  /** Lines of a fault since the start, those of child logs too. */
  errors: () => number;
}

/** One JSON line each, to standard output or to `to`: what keeps and rotates it is the system's affair. */
export function openLog(level: 'info' | 'debug' = 'info', to?: DestinationStream): CountedLog {
  let errors = 0;
  const options = {
    ...{ name: 'hub', level },
    hooks: {
      logMethod(this: Logger, args: Parameters<Logger['info']>, method: Logger['info'], at: number) {
        if (at >= pino.levels.values['error']!) errors += 1;
        method.apply(this, args);
      },
    },
  };
  return { log: to === undefined ? pino(options) : pino(options, to), errors: () => errors };
}
