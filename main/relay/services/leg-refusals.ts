import { BoundedCache } from '../core/bounded-cache.ts';

/** So many messages at least are remembered; one that is forgotten is only learnt of anew. */
const remembered = 1_000;

/**
 * Tells a refusal of the whole leg from one that only seems so: a message refused again although the leg worked for
 * others in between is refused for itself (WeChat's 48001 for a template on an account that may send texts, a filter's
 * 403). Without it such a message would stop its channel again and again, and never grow old.
 */
export class LegRefusals {
  #worked = 0;
  /** How often the leg had worked when the message was refused. */
  readonly #refused = new BoundedCache<number, number>(remembered);

  /** The leg worked for a message. */
  worked(): void {
    this.#worked += 1;
  }

  /** To be asked once for each refusal. What was once found to be about the message stays so. */
  isAboutMessage(seq: number): boolean {
    const before = this.#refused.get(seq);
    if (before === undefined) this.#refused.set(seq, this.#worked);
    return before !== undefined && before < this.#worked;
  }
}
