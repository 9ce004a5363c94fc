/** Maps and Sets have no place in JSON: `{"$map":[[key,value]…]}` and `{"$set":[value…]}` stand for them. */
const MAP = '$map';
const SET = '$set';

/**
 * A copy of plain data, Maps and Sets that JSON can hold. Sharing is lost, cycles are not allowed, and an
 * undefined field is left out. Throws TypeError for a field named `$map` or `$set`.
 */
export function pack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(pack);
  if (value instanceof Map) return { [MAP]: Array.from(value, ([key, held]) => [pack(key), pack(held)]) };
  if (value instanceof Set) return { [SET]: Array.from(value, pack) };
  const packed: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (key === MAP || key === SET) throw new TypeError(`a state field may not be named ${key}`);
    const held: unknown = value[key as keyof typeof value];
    if (held !== undefined) packed[key] = pack(held);
  }
  return packed;
}

/** Letters after which a part of the text ends: some millisecond of work. */
const PART_LETTERS = 64 * 1_024;
/** How deep what is taken apart may lie: a snapshot's state, its desk, the desk's cases, one case. */
const LEVELS = 4;

/**
 * The JSON of pack(value) in parts, so that others may be served between two of them and the whole need not be held as
 * one copy and one text. All of them are of one value only if nothing was changed between the first and the last.
 */
export function* packedParts(value: object): Generator<string> {
  let part = '';
  for (const piece of pieces(value, LEVELS)) {
    part += piece;
    if (part.length < PART_LETTERS) continue;
    yield part;
    part = '';
  }
  yield part;
}

function* pieces(value: unknown, levels: number): Generator<string> {
  if (value instanceof Map && levels > 0) {
    let before = `{"${MAP}":[`;
    for (const [key, held] of value) {
      yield `${before}${JSON.stringify([pack(key), pack(held)])}`;
      before = ',';
    }
    yield value.size === 0 ? `${before}]}` : ']}';
  } else if (isRecord(value) && levels > 0) {
    let before = '{';
    for (const key of Object.keys(value)) {
      if (key === MAP || key === SET) throw new TypeError(`a state field may not be named ${key}`);
      if (value[key] === undefined) continue;
      yield `${before}${JSON.stringify(key)}:`;
      yield* pieces(value[key], levels - 1);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield JSON.stringify(pack(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);
}

/** What pack() was given. Works in place: the packed value must not be used afterwards. */
export function unpack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) value[i] = unpack(value[i]);
    return value;
  }
  const packed = value as Record<string, unknown>;
  if (Array.isArray(packed[MAP])) return new Map(unpack(packed[MAP]) as [unknown, unknown][]);
  if (Array.isArray(packed[SET])) return new Set(unpack(packed[SET]) as unknown[]);
  for (const key of Object.keys(packed)) packed[key] = unpack(packed[key]);
  return packed;
}
