import type { KioskView } from '@bandecheng/shared/views';

/**
 * What a kiosk offers while its agent serves it alone: no service for which the hall must know who comes, no check-in,
 * and nobody is asked for an identity number that nothing would be done with. Otherwise the view as it is.
 */
export function offeredNow(view: KioskView): KioskView {
  if (view.alone === undefined) return view;
  const services = view.services
    .filter(({ person }) => person !== 'required')
    .map(({ person: _asked, ...line }) => line);
  return { ...view, services, checkIn: false, cardReader: false };
}
