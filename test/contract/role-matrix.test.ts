import { MAY_COMMAND, MAY_DO, MAY_OPEN, type ApiAction, type Deed } from '@bandecheng/hub/gateway/access';
import { PAGES } from '@bandecheng/hub/gateway/pages';
import { MAY_USE, type RouteAccess } from '@bandecheng/hub/gateway/route-access';
import { API_ROUTES, API_SCOPES, type ApiRouteName, type ApiScope } from '@bandecheng/shared/api-v1';
import { ScreenCommand, type CommandType } from '@bandecheng/shared/commands';
import { AGENT_TO_HUB, SCREEN_TO_HUB } from '@bandecheng/shared/messages';
import { ROLES, SCREENS, type Role, type Screen } from '@bandecheng/shared/vocabulary';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../fakes/api-client.ts';
import { outcome, TestHub } from '../fakes/test-hub.ts';

/*
 * Every cell of the tables in hub/gateway, asked of a running hub over its own doors. What is asked is empty: whoever
 * may, is told what is missing; whoever may not, hears that before anything else.
 */

let hub: TestHub;
const cookies = new Map<Role | null, string>([[null, '']]);
beforeAll(async () => {
  hub = await TestHub.start();
  // Once there is a security administrator, the first administrator is that no more.
  for (const role of ROLES) cookies.set(role, await hub.as(role));
});
afterAll(() => hub.stop());

const COMERS: readonly (Role | null)[] = [null, ...ROLES];
const ONE_EACH: Partial<Record<Screen, string>> = { kiosk: 'k1', counter: 'c1', tablet: 'c1' };
const RATINGS: readonly CommandType[] = ['RateVisit', 'GiveReasons'];
const screenTypes = ScreenCommand.options.map(({ shape }) => shape.type.value);

function mayDeed(deed: Deed, role: Role): boolean {
  const doers: readonly string[] =
    deed in MAY_DO ? MAY_DO[deed as ApiAction] : MAY_COMMAND[deed as CommandType];
  return doers.includes(role);
}

function mayUse(access: RouteAccess, role: Role | null): boolean {
  if (access === 'anyone' || access === 'paired') return access === 'anyone';
  return role !== null && (access === 'signed-in' || mayDeed(access, role));
}

/** Those of the comers whom the answers let in. */
async function letIn<C>(comers: readonly C[], ask: (comer: C) => Promise<boolean>): Promise<C[]> {
  const answers = await Promise.all(comers.map(async (comer) => ({ comer, in: await ask(comer) })));
  return answers.filter((answer) => answer.in).map(({ comer }) => comer);
}

describe('the pages’ API', () => {
  it.each(Object.entries(MAY_USE))('%s is for %s', async (route, access) => {
    const [method = '', path = ''] = route.split(' ');
    const asked = path.replace(/:\w+/g, 'nobody');
    const used = await letIn(COMERS, async (role) => {
      const cookie = route === 'DELETE /api/session' ? '' : (cookies.get(role) ?? '');
      const { body } = await hub.api(method, asked, method === 'GET' ? undefined : {}, cookie);
      if (route !== 'POST /api/demo/enter') expect(body['refused'], route).not.toBe('page-unknown');
      return !['not-signed-in', 'not-allowed'].includes(String(body['refused']));
    });
    expect(used).toEqual(COMERS.filter((role) => mayUse(access, role)));
  });

  it('has a page for every door, and sends its file to anybody, for it holds nothing', async () => {
    for (const [address, { door, orDoor }] of Object.entries(PAGES)) {
      const page = await fetch(hub.url + address.replace(':key', 'some-key'));
      expect([200, 503], address).toContain(page.status);
      expect(door === null || door in MAY_OPEN || door in MAY_DO, address).toBe(true);
      expect(orDoor === undefined || orDoor in MAY_DO, address).toBe(true);
    }
  });
});

describe('the screens', () => {
  it.each(SCREENS.filter((screen) => screen !== 'follow'))('%s opens for its roles alone', async (screen) => {
    const opened = await letIn(COMERS, async (role) => {
      const socket = hub.screen(screen, ONE_EACH[screen], cookies.get(role) ?? '');
      const word = await outcome(socket);
      socket.disconnect();
      expect(['connected', role === null ? 'not-signed-in' : 'not-allowed']).toContain(word);
      return word === 'connected';
    });
    expect(opened).toEqual(ROLES.filter((role) => MAY_OPEN[screen].includes(role)));
  });

  it('each command is taken from its roles and from a paired kiosk where it may, and from no display', async () => {
    const paired = { kiosk: await hub.paired('kiosk', 'k1'), display: await hub.paired('display') };
    const givers: Record<string, Socket> = {
      kiosk: hub.screen('kiosk', 'k1', paired.kiosk),
      display: hub.screen('display', undefined, paired.display),
    };
    for (const role of ROLES) givers[role] = hub.screen('kiosk', 'k1', cookies.get(role) ?? '');
    await Promise.all(Object.values(givers).map(outcome));
    for (const type of screenTypes) {
      const taken = await letIn(Object.keys(givers), async (giver) => {
        // A kiosk rates by a number and in no other way.
        const named = RATINGS.includes(type) && giver === 'kiosk' ? { ticket: 'A001' } : {};
        const asked = { id: `matrix-${giver}-${type}`, type, ...named };
        const answer = (await givers[giver]?.timeout(5_000).emitWithAck('command:send', asked)) as object;
        return !('refused' in answer && answer.refused === 'not-allowed');
      });
      expect(taken.sort(), type).toEqual(
        Object.keys(givers)
          .filter((giver) => (MAY_COMMAND[type] as readonly string[]).includes(giver))
          .sort(),
      );
    }
  });

  it('no command of the hub, of agents or of the API is taken from a screen, whoever gives it', async () => {
    const admin = hub.screen('desk', undefined, cookies.get('admin') ?? '');
    await outcome(admin);
    const others = (Object.keys(MAY_COMMAND) as CommandType[]).filter(
      (type) => !(screenTypes as readonly string[]).includes(type),
    );
    for (const type of others) {
      const asked = { id: `matrix-other-${type}`, type };
      expect(await admin.timeout(5_000).emitWithAck('command:send', asked), type).toMatchObject({
        problems: [{ path: 'type' }],
      });
    }
  });
});

describe('the sockets', () => {
  it('take their own messages and answer every other as unknown', async () => {
    const own = { '/screen': Object.keys(SCREEN_TO_HUB), '/agent': Object.keys(AGENT_TO_HUB) };
    // Each message of one namespace is none of the other's.
    expect(own['/screen'].filter((name) => own['/agent'].includes(name))).toEqual([]);
    const key = await agentKey('hall-1');
    const links = {
      '/screen': hub.screen('desk', undefined, cookies.get('admin') ?? ''),
      '/agent': hub.agent('hall-1', key),
    };
    expect(await Promise.all(Object.values(links).map(outcome))).toEqual(['connected', 'connected']);
    for (const [namespace, socket] of Object.entries(links)) {
      const foreign = namespace === '/screen' ? own['/agent'] : own['/screen'];
      for (const name of [...foreign, 'technician:asked', 'hub:beat', '__proto__'])
        expect(await socket.timeout(5_000).emitWithAck(name, {}), name).toMatchObject({
          ok: false,
          problems: [{ path: '' }],
        });
    }
  });
});

async function agentKey(agent: string): Promise<string> {
  const { body } = await hub.api('POST', '/api/agents', { agent }, cookies.get('security-admin'));
  return String(body['key']);
}

describe('API v1', () => {
  it('each route is for keys with its scope alone', async () => {
    const keys = new Map<ApiScope, ApiClient>();
    for (const scope of API_SCOPES)
      keys.set(scope, await ApiClient.of(hub, `only-${scope}`, [scope], cookies.get('security-admin')));
    for (const name of Object.keys(API_ROUTES) as ApiRouteName[]) {
      const { method: lower, path, scope } = API_ROUTES[name];
      const method = lower.toUpperCase();
      const used = await letIn([...API_SCOPES], async (having) => {
        const { body } = await keys.get(having)!.send(method, path.replace(/\{\w+\}/g, 'none'), undefined);
        return body['type'] !== '/api/v1/problems#scope-missing';
      });
      expect(used, name).toEqual(API_SCOPES.filter((one) => scope === null || one === scope));
      const stranger = await ApiClient.stranger(hub, '').send(
        method,
        path.replace(/\{\w+\}/g, 'none'),
        undefined,
      );
      expect(stranger.status === 401, name).toBe(scope !== null);
    }
  });
});
