/** What stands in the place of something that was taken out. */
const TAKEN_OUT = '［已删除］';

/** Identity numbers of 15 or 18 characters and mobile numbers, alone or in a text. */
const PERSONAL = [/(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)/g, /(?<!\d)1[3-9]\d{9}(?!\d)/g];

/** Fields whose whole value goes, wherever they stand. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['key', 'keyFile', 'password', 'token']);

/** A copy of a value for others to read: secrets (as text), identity and telephone numbers taken out of every text. */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    redactText(name, secrets),
    SECRET_FIELDS.has(name) ? TAKEN_OUT : redact(field, secrets),
  ]);
  return Object.fromEntries(fields) as unknown;
}

function redactText(text: string, secrets: readonly string[]): string {
  const open = secrets
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, TAKEN_OUT), text);
  return PERSONAL.reduce((left, pattern) => left.replace(pattern, TAKEN_OUT), open);
}
