import { createHash, timingSafeEqual } from 'node:crypto';
import type { YearMissing } from '@bandecheng/shared/calendar/year-missing';
import type { SelfWarning } from '@bandecheng/shared/self-check';
import type { Hub } from '../handle-command.ts';
import { bearerOf } from './bearer.ts';
import { done, forStaff, type ApiRoute } from './api-route.ts';
import type { Identity } from './identity.ts';

/** What the hub tells of itself. */
export interface Watch {
  metrics: () => Promise<string>;
  warnings: () => readonly SelfWarning[];
  /** Resolves once everything that has happened is on disk: behind a disk that hangs it never does. */
  alive: () => Promise<void>;
  /** What else a person must see to, found now. */
  ailments: () => Promise<readonly string[]>;
  /** With it /metrics is told to whoever asks from elsewhere; null: to nobody there. */
  token: string | null;
}

/** Who asks how the hub is. */
export interface Asker {
  address: string;
  /** It came through a proxy. */
  forwarded: boolean;
  authorization: string | undefined;
}

export interface OperationReply {
  status: number;
  type: string;
  body: string;
}

/** Whoever waits for a number waits no longer. */
const ON_DISK_WITHIN_MS = 3_000;
const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

interface Parts {
  hub: Hub;
  watch: Watch;
  ready: () => boolean;
  /** The year whose holidays somebody must import. */
  yearMissing: () => YearMissing | null;
}

/**
 * `/health`: 200 while the hub serves, `degraded` where something needs a person, 503 where it does not serve: it stops,
 * or is `stuck`, for its journal does not get to the disk. What is wrong is told, as the figures of `/metrics` are, to this machine and to whoever has the token.
 */
export function operationRoutes({ hub, watch, ready, yearMissing }: Parts) {
  const health = async (asker: Asker): Promise<OperationReply> => {
    const missing = yearMissing() === null ? [] : ['year-missing'];
    const [isAlive, ailments] = await Promise.all([isOnDisk(watch), watch.ailments()]);
    const reasons = [...watch.warnings().map(({ word }) => word), ...missing, ...awayOf(hub), ...ailments];
    const serves = ready() && isAlive;
    const state = !ready() ? 'stopping' : !isAlive ? 'stuck' : reasons.length === 0 ? 'well' : 'degraded';
    const body = { state, ...(mayWatch(asker, watch) ? { reasons } : {}) };
    return {
      status: serves ? 200 : 503,
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(body),
    };
  };
  const metrics = async (asker: Asker): Promise<OperationReply> => {
    if (!mayWatch(asker, watch)) return { status: 403, type: PROMETHEUS, body: '' };
    return { status: 200, type: PROMETHEUS, body: await watch.metrics() };
  };
  return { '/health': health, '/metrics': metrics };
}

export type OperationRoutes = ReturnType<typeof operationRoutes>;

async function isOnDisk({ alive }: Watch): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ON_DISK_WITHIN_MS);
  });
  const onDisk = alive().then(
    () => true,
    () => false,
  );
  return Promise.race([onDisk, late]).finally(() => clearTimeout(timer));
}

function awayOf({ state }: Hub): string[] {
  return [...state.agents.values()].some(({ connected }) => !connected) ? ['agents-away'] : [];
}

/** Behind a proxy on this machine everybody comes from it: such a one needs the token. */
function mayWatch({ address, forwarded, authorization }: Asker, { token }: Watch): boolean {
  const given = bearerOf(authorization);
  if (token !== null && given !== undefined && timingSafeEqual(sha256(given), sha256(token))) return true;
  return !forwarded && /^(::ffff:)?127\.|^::1$/.test(address);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What the hub finds wrong with itself, for the board of the desk. */
export function selfCheckApi(identity: Identity, watch: Watch): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/self-check',
      handle: (request) =>
        forStaff('read-self-check', request, identity, () => done({ warnings: watch.warnings() }), {
          screen: 'desk',
        }),
    },
  ];
}
