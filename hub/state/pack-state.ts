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
