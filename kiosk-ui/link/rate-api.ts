import type { RatingAsked } from '@bandecheng/shared/rating/rating-asked';
import { ask, type ApiAnswer } from './session.ts';

/** The last visit with a number of today, for the kiosk it was typed at. */
export function rateableVisit(kiosk: string, number: string): Promise<ApiAnswer<{ asked: RatingAsked }>> {
  return ask('GET', `/api/kiosks/${encodeURIComponent(kiosk)}/rateable/${encodeURIComponent(number)}`);
}
