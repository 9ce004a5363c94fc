import { hallFields, hallHints } from '../../locales/zh/hall-fields.ts';
import { kindPath } from './shape.ts';

/** `services.name.zh` is called what `name.zh` is called, unless it has a name of its own. */
function lookUp(texts: Readonly<Record<string, string>>, path: string): string | undefined {
  for (let key = kindPath(path); ; key = key.slice(key.indexOf('.') + 1)) {
    const text = texts[key];
    if (text !== undefined || !key.includes('.')) return text;
  }
}

/** What a field of hall.json is called, or its own name where it is called nothing. */
export function fieldText(path: string): string {
  return lookUp(hallFields, path) ?? path.slice(path.lastIndexOf('.') + 1);
}

export function hintText(path: string): string | undefined {
  return lookUp(hallHints, path);
}

/** The way to a field in words, without the part it belongs to: `分时段取号 2 到`. */
export function trailText(path: string): string {
  const steps = path.split('.');
  const said = steps.map((step, i) => {
    const [, , row] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
    const above = steps.slice(0, i + 1).join('.');
    const text = i === steps.length - 1 ? fieldText(kindPath(above)) : (lookUp(hallFields, above) ?? '');
    return row === undefined ? text : `${text} ${Number(row) + 1}`;
  });
  return said.filter((text) => text !== '').join(' ');
}
