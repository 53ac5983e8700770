import type { SeenAuthor } from '../ports/case-source.ts';

/** After the first, second … question that brought nothing: CXone learns our id only when it has read our answer. */
const againMs = [10_000, 30_000, 120_000];
const failedAgainMs = 30_000;
const longestMemory = 20_000;

interface Asked {
  readonly times: number;
  readonly notBefore: number;
}

/** Which answers' authors are asked for, and when it is given up. Time is monotonic. */
export class AuthorBook {
  readonly #asked = new Map<string, Asked>();

  due(wanted: readonly string[], now: number, limit: number): string[] {
    const due = new Set<string>();
    for (const id of wanted) {
      if (due.size >= limit) break;
      if ((this.#asked.get(id)?.notBefore ?? -Infinity) <= now) due.add(id);
    }
    return [...due];
  }

  /** What is known after an answer: what it says, and 'unknown' for those that were asked for often enough. */
  answered(
    asked: readonly string[],
    found: ReadonlyMap<string, SeenAuthor>,
    now: number,
  ): ReadonlyMap<string, SeenAuthor> {
    const known = new Map<string, SeenAuthor>();
    for (const id of asked) {
      const times = (this.#asked.get(id)?.times ?? 0) + 1;
      const waitMs = againMs[times - 1];
      const author = found.get(id) ?? (waitMs === undefined ? 'unknown' : null);
      this.#asked.delete(id);
      if (author !== null) known.set(id, author);
      else this.#note(id, { times, notBefore: now + (waitMs ?? 0) });
    }
    return known;
  }

  failed(asked: readonly string[], now: number): void {
    for (const id of asked) {
      this.#note(id, { times: this.#asked.get(id)?.times ?? 0, notBefore: now + failedAgainMs });
    }
  }

  #note(id: string, asked: Asked): void {
    this.#asked.set(id, asked);
    if (this.#asked.size <= longestMemory) return;
    const oldest = this.#asked.keys().next();
    if (oldest.done !== true) this.#asked.delete(oldest.value);
  }
}
