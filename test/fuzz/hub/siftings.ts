/** Enough to see what is wrong. */
const MOST_KEPT = 20;
const LONGEST = 1_500;

/** What was sent to a hub, and whatever of it was not answered as it should be. */
export class Siftings {
  sent = 0;
  /** How many were answered how: statuses, `done`, words of refusal. */
  readonly answers = new Map<string, number>();
  readonly problems: string[] = [];

  answered(how: string): void {
    this.answers.set(how, (this.answers.get(how) ?? 0) + 1);
  }

  /** @param sent the one message or request that broke, as it went out */
  broke(what: string, sent: unknown): void {
    if (this.problems.length < MOST_KEPT) this.problems.push(`${what}: ${shown(sent)}`);
  }
}

/** Text of ASCII signs, shortened in its long runs: what goes into a report is to be sent again by hand. */
function shown(sent: unknown): string {
  const text = (JSON.stringify(sent) ?? 'undefined')
    .replace(/(.)\1{40,}/gu, (run, sign: string) => `${sign}{${run.length} times}`)
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… ${text.length} signs`;
}
