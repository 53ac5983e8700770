import type { CustomerName } from '#shared/domain/message-search.ts';
import { findTerm, type Term } from '#shared/search/find-term.ts';
import { normalise } from '#shared/search/normalise.ts';
import type { CustomerNames } from '../../../ports/customer-names.ts';

interface Named {
  readonly first: CustomerName;
  /** All of them as they are compared, a line each: what is looked for never holds a line's end. */
  readonly text: string;
}

/** What customers are called. Few beside the messages, so all of them are kept in memory. */
export class Names {
  readonly #named = new Map<number, Named>();

  set({ contactNo, names }: CustomerNames): void {
    const given = names.filter(({ text }) => text.trim() !== '');
    const [first] = given;
    // Taken out first: the newest stand last.
    this.#named.delete(contactNo);
    if (first === undefined) return;
    this.#named.set(contactNo, { first, text: given.map(({ text }) => normalise(text)).join('\n') });
  }

  /** The name that is shown. */
  of(contactNo: number): CustomerName | null {
    return this.#named.get(contactNo)?.first ?? null;
  }

  /** All names as they are compared; empty when there is none. */
  textOf(contactNo: number): string {
    return this.#named.get(contactNo)?.text ?? '';
  }

  /** Contacts of whom a name holds the words, the one named last first. */
  holding(term: Term, limit: number): number[] {
    return this.#contacts((text) => findTerm(text, term) >= 0, limit);
  }

  /** Contacts of whom a name holds this text anywhere. */
  containing(text: string, limit: number): number[] {
    return this.#contacts((names) => names.includes(text), limit);
  }

  #contacts(meets: (text: string) => boolean, limit: number): number[] {
    const found: number[] = [];
    for (const [contactNo, { text }] of this.#named) if (meets(text)) found.push(contactNo);
    return found.reverse().slice(0, limit);
  }
}
