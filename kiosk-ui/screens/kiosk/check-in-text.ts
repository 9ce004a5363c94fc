import type { TicketView } from '@bandecheng/shared/views';
import { tk } from '../../locales/kiosk.ts';
import { hourMinute } from '../../locales/time-text.ts';

/** What someone with an appointment is told of the number: early, in time or late. */
export function checkInText(ticket: TicketView, timeZone: string): string {
  if (ticket.heldUntil !== undefined)
    return tk('checkIn.early', { time: hourMinute(ticket.heldUntil, timeZone) });
  return tk(ticket.class === 'appointment' ? 'checkIn.inTime' : 'checkIn.late');
}
