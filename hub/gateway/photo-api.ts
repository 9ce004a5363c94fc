import { done, forStaff, refused, sent, staffWho, type ApiRequest, type ApiRoute } from './api-route.ts';
import { isPairingCookie, isSessionCookie } from './cookies.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Identity } from './identity.ts';

const PATH = '/api/accounts/:account/photo';

/** Portraits of the staff: kept by an administrator, shown on the hall's own screens alone. */
export function photoApi(doorkeeper: Doorkeeper): ApiRoute[] {
  const { photos } = doorkeeper;
  return [
    {
      method: 'get',
      path: PATH,
      handle: async (request) => {
        if (!isOfTheHall(request, doorkeeper)) return refused('not-signed-in');
        const photo = await photos.get(accountOf(request));
        return photo === null
          ? refused('photo-unknown')
          : sent({ bytes: photo.bytes, type: photo.mime, name: `${accountOf(request)}` });
      },
    },
    {
      method: 'put',
      path: PATH,
      takesFile: {
        mostBytes: photos.mostBytes,
        tooLarge: refused('attachment-too-large'),
        keepOut: (request) => {
          const staff = staffWho('edit-account', request, doorkeeper);
          return 'status' in staff ? staff : null;
        },
      },
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, async () => {
          const account = accountOf(request);
          if (doorkeeper.member(account) === null) return refused('account-unknown');
          const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const refusal = await photos.put(account, bytes);
          return refusal === null ? done() : refused(refusal);
        }),
    },
    {
      method: 'delete',
      path: PATH,
      handle: (request) =>
        forStaff('edit-account', request, doorkeeper, async () => {
          await photos.remove(accountOf(request));
          return done();
        }),
    },
  ];
}

/** Somebody of the staff is signed in on this browser, on whichever screen, or it is one of the hall's devices. */
function isOfTheHall({ cookies }: Pick<ApiRequest, 'cookies'>, identity: Identity): boolean {
  return [...cookies].some(([name, token]) => {
    if (isPairingCookie(name)) return identity.pairing(token) !== null;
    return isSessionCookie(name) && identity.staff(token) !== null;
  });
}

const accountOf = (request: ApiRequest): string => String(request.params['account']);
