import type { Holds } from '@bandecheng/shared/hall';

/** What hall.json may hold at one place: JSON Schema, as much of it as the hub makes of its own schema. */
export interface Shape {
  type?: string;
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  /** Of an object whose fields have names from a list. */
  propertyNames?: { enum?: readonly string[] };
  additionalProperties?: Shape | boolean;
  items?: Shape;
  enum?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
  holds?: Holds;
}

/** Part of the draft: forms read and write it by the names of the shape. */
export type Fields = Record<string, unknown>;

export interface Field {
  name: string;
  shape: Shape;
  /** May be left out, and then means something of its own: no limit, no lunch. */
  optional: boolean;
}

/** How a field is edited. `fields`: an object laid out in line; `section`: one that a tick puts there. */
export type FieldKind =
  'fields' | 'section' | 'map' | 'rows' | 'ticks' | 'lines' | 'choice' | 'tick' | 'number' | 'text';

/** The fields of an object, in the order of the schema. */
export function fieldsOf({ properties, required, propertyNames, additionalProperties }: Shape): Field[] {
  if (properties === undefined && typeof additionalProperties === 'object') {
    const names = propertyNames?.enum ?? [];
    return names.map((name) => ({ name, shape: additionalProperties, optional: false }));
  }
  return Object.entries(properties ?? {}).map(([name, shape]) => ({
    ...{ name, shape },
    optional: required?.includes(name) !== true && shape.default === undefined,
  }));
}

/** What chosen by ticks: there are few, and all are known. Accounts are many. */
const TICKED: readonly (Holds | undefined)[] = ['service', 'area', 'weekday'];
const CHOSEN: readonly (Holds | undefined)[] = ['service', 'department', 'group'];

export function kindOf({ shape, optional }: Pick<Field, 'shape' | 'optional'>): FieldKind {
  if (shape.enum !== undefined || CHOSEN.includes(shape.holds)) return 'choice';
  switch (shape.type) {
    case 'object':
      if (typeof shape.additionalProperties === 'object') return 'map';
      return optional ? 'section' : 'fields';
    case 'array':
      if (shape.items?.type === 'object') return 'rows';
      return TICKED.includes(shape.items?.holds) || shape.items?.enum !== undefined ? 'ticks' : 'lines';
    case 'boolean':
      return 'tick';
    case 'integer':
    case 'number':
      return 'number';
    default:
      return 'text';
  }
}

/** The path without its places in lists: `services[2].slices[0].from` is `services.slices.from`. */
export function kindPath(path: string): string {
  return path.replace(/\[\d+\]/g, '');
}

/**
 * Takes a part that is gone out of all that names it. A list of services that named it names it no longer; a row that
 * was nothing but such a list goes with its last one.
 */
export function forgetPart(value: unknown, shape: Shape, gone: { holds: Holds; id: string }): void {
  if (Array.isArray(value)) {
    const { items } = shape;
    if (items === undefined) return;
    if (items.holds === gone.holds && value.includes(gone.id)) value.splice(value.indexOf(gone.id), 1);
    for (let at = value.length - 1; at >= 0; at -= 1) {
      const one: unknown = value[at];
      const wasEmpty = isEmptyRow(one);
      forgetPart(one, items, gone);
      if (!wasEmpty && isEmptyRow(one)) value.splice(at, 1);
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const owner = value as Fields;
  for (const { name, shape: inner } of fieldsOf(shape)) {
    if (inner.holds === gone.holds && owner[name] === gone.id) delete owner[name];
    else forgetPart(owner[name], inner, gone);
  }
}

/** A row of a list that is made of lists, all of them empty. */
function isEmptyRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  const fields = Object.values(row as Fields);
  return fields.length > 0 && fields.every((field) => Array.isArray(field) && field.length === 0);
}
