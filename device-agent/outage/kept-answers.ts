import type { Answer } from '@bandecheng/shared/protocol';

/** Answers kept for a page that asks again; it does so within seconds. */
const KEPT = 1_000;

/** What commands were answered, or are about to be, by their ids: the same id again does nothing anew. */
export class KeptAnswers {
  private readonly answers = new Map<string, Promise<Answer>>();

  /** The answer under this id, by `make` where there is none. */
  of(id: string, make: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(id);
    if (known !== undefined) return known;
    const answer = make();
    this.answers.set(id, answer);
    // Nothing was done: asked again in the next time alone, it may be.
    void answer
      .then((given) => 'fault' in given)
      .catch(() => true)
      .then((isNothing) => isNothing && this.answers.delete(id));
    const [oldest] = this.answers.keys();
    if (this.answers.size > KEPT && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }
}
