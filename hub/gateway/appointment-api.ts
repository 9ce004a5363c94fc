import type { Hub } from '../handle-command.ts';
import { appointmentsOf } from '../views/appointment-view.ts';
import { done, forStaff, type ApiRoute } from './api-route.ts';
import type { Identity } from './identity.ts';

/** The appointments of today and later, for the desk. What is done about them are commands. */
export function appointmentApi({ hub, identity }: { hub: Hub; identity: Identity }): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/api/appointments',
      handle: (request) =>
        forStaff(
          'read-appointments',
          request,
          identity,
          () => done({ day: hub.state.day, appointments: appointmentsOf(hub.state) }),
          { screen: 'desk' },
        ),
    },
  ];
}
