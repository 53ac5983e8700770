import { findTerm, type Term } from '#shared/search/find-term.ts';
import { normalise } from '#shared/search/normalise.ts';

export interface CustomerLabel {
  readonly contactNo: number;
  /** Empty: it has none any more. */
  readonly label: string;
}

/** What staff call customers. Few beside the messages, so all of them are kept in memory. */
export class Labels {
  readonly #labels = new Map<number, { readonly label: string; readonly text: string }>();

  set({ contactNo, label }: CustomerLabel): void {
    if (label.trim() === '') this.#labels.delete(contactNo);
    // Taken out first: the newest stand last.
    else {
      this.#labels.delete(contactNo);
      this.#labels.set(contactNo, { label, text: normalise(label) });
    }
  }

  of(contactNo: number): string | null {
    return this.#labels.get(contactNo)?.label ?? null;
  }

  /** As it is compared; empty when there is none. */
  textOf(contactNo: number): string {
    return this.#labels.get(contactNo)?.text ?? '';
  }

  /** Contacts whose label holds the words, the label given last first. */
  holding(term: Term, limit: number): number[] {
    return this.#contacts((text) => findTerm(text, term) >= 0, limit);
  }

  /** Contacts whose label holds this text anywhere. */
  containing(text: string, limit: number): number[] {
    return this.#contacts((label) => label.includes(text), limit);
  }

  #contacts(meets: (text: string) => boolean, limit: number): number[] {
    const found: number[] = [];
    for (const [contactNo, { text }] of this.#labels) if (meets(text)) found.push(contactNo);
    return found.reverse().slice(0, limit);
  }
}
