import type { SeenCase } from '../ports/case-source.ts';
import { isOpen } from './case-poller-sweep.ts';

/** Between two questions for the same case. */
const openAgainMs = 15_000;
const endedAgainMs = 5 * 60_000;
const failedAgainMs = 60_000;
/** Whatever is forgotten is wanted again by those who need it. */
const longestMemory = 50_000;

/**
 * Which cases are asked for by themselves: those that were on the list and left it, and those somebody wants to know of
 * and that are not on it. Time is monotonic.
 */
export class SinglesBook {
  /** On the list when it was last seen. */
  #listed: ReadonlySet<string> = new Set();
  /** On what was seen of the list in this round. */
  #open: ReadonlySet<string> = new Set();
  /** Left the list, and not asked for yet. */
  readonly #left = new Set<string>();
  /** Not before. */
  readonly #notBefore = new Map<string, number>();

  /** What the list shows now. What is not on a list that was cut has not left it. */
  listed(open: ReadonlySet<string>, isWhole: boolean): void {
    if (isWhole) {
      for (const id of this.#listed) if (!open.has(id)) this.#left.add(id);
    }
    for (const id of open) {
      this.#left.delete(id);
      this.#notBefore.delete(id);
    }
    this.#open = open;
    this.#listed = isWhole ? open : new Set([...this.#listed, ...open].slice(-longestMemory));
  }

  /** Those due, most telling first: what left the list, then what was wanted and waits longest. */
  due(wanted: readonly string[], now: number): string[] {
    const isDue = (id: string): boolean => (this.#notBefore.get(id) ?? -Infinity) <= now;
    const others = wanted.filter((id) => !this.#open.has(id) && !this.#left.has(id) && isDue(id));
    others.sort((one, other) => (this.#notBefore.get(one) ?? 0) - (this.#notBefore.get(other) ?? 0));
    return [...new Set([...[...this.#left].filter(isDue), ...others])];
  }

  /** CXone said what became of it; null: there is none of that number. */
  answered(caseId: string, found: SeenCase | null, now: number): void {
    this.#left.delete(caseId);
    this.#wait(caseId, now + (found !== null && isOpen(found) ? openAgainMs : endedAgainMs));
  }

  failed(caseId: string, now: number): void {
    this.#wait(caseId, now + failedAgainMs);
  }

  /** What was answered about these does not count. */
  again(caseIds: readonly string[]): void {
    for (const id of caseIds) {
      this.#notBefore.delete(id);
      this.#left.add(id);
    }
  }

  /** How many left the list and were not asked for yet. */
  get waiting(): number {
    return this.#left.size;
  }

  #wait(caseId: string, until: number): void {
    this.#notBefore.delete(caseId);
    this.#notBefore.set(caseId, until);
    if (this.#notBefore.size <= longestMemory) return;
    const oldest = this.#notBefore.keys().next();
    if (oldest.done !== true) this.#notBefore.delete(oldest.value);
  }
}
