import { packLine, type RatingLine, type VisitLine } from '@bandecheng/hub/book/book-line';
import { LEVELS, RATING_CHANNELS, type Level } from '@bandecheng/shared/vocabulary';
import { daysLater, weekdayOf } from '@bandecheng/shared/calendar/civil-date';
import { seeded } from './seeded.ts';
