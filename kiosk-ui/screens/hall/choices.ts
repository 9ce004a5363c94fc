import type { Hall } from '@bandecheng/shared/hall';
import { fieldText } from './field-text.ts';
import type { Shape } from './shape.ts';
import { t } from './texts.ts';

export interface Choice {
  value: string;
  text: string;
  note?: string;
  disabled?: boolean;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/**
 * What can be chosen at a place of the hall.
 * @param shape of one choice
 * @param chosen what stands there; what is no longer to be had stays in sight, so that it can be taken out
 */
export function choicesAt(hall: Hall, path: string, shape: Shape, chosen: readonly string[] = []): Choice[] {
  const known = knownAt(hall, path, shape);
  const lost = chosen.filter((value) => !known.some((choice) => choice.value === value));
  return [...known, ...lost.map((value) => ({ value, text: value, note: t('choice.lost') }))];
}

function knownAt(hall: Hall, path: string, shape: Shape): Choice[] {
  if (shape.enum !== undefined)
    return shape.enum.map((value) => ({ value: String(value), text: fieldText(`${path}.${value}`) }));
  switch (shape.holds) {
    case 'weekday':
      return WEEKDAYS.map((day) => ({ value: String(day), text: t(`day.${day}`) }));
    case 'area':
      return [...new Set(hall.services.map(({ area }) => area.zh))].map((area) => ({
        value: area,
        text: area,
      }));
    case 'department':
      return hall.departments.map(named);
    case 'group':
      return hall.groups.map(named);
    default:
      return servicesAt(hall, path);
  }
}

/** A counter takes its group's services anyway, and can take first only what it takes. */
function servicesAt(hall: Hall, path: string): Choice[] {
  const [, place, field] = /^counters\[(\d+)\]\.(services|first)/.exec(path) ?? [];
  const counter = hall.counters[Number(place)];
  if (counter === undefined) return hall.services.map(named);
  const shared = hall.groups.find(({ id }) => id === counter.group)?.services ?? [];
  if (field === 'first')
    return hall.services.filter(({ id }) => counter.services.includes(id) || shared.includes(id)).map(named);
  return hall.services.map((service) => ({
    ...named(service),
    ...(shared.includes(service.id) ? { note: t('service.byGroup'), disabled: true } : {}),
  }));
}

const named = ({ id, name }: { id: string; name: { zh: string } }): Choice => ({ value: id, text: name.zh });
