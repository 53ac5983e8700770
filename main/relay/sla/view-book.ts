import type { CaseView } from './case-view.ts';

/** How every case stood when its clocks were last read, with the figures over all of them. */
export class ViewBook {
  readonly #views = new Map<string, CaseView>();
  readonly #counts = { open: 0, atRisk: 0, breached: 0, unsure: 0 };

  get(id: string): CaseView | null {
    return this.#views.get(id) ?? null;
  }

  entries(): IterableIterator<[string, CaseView]> {
    return this.#views.entries();
  }

  /** Returns the one before. */
  set(id: string, view: CaseView): CaseView | null {
    const before = this.get(id);
    if (before !== null) this.#count(before, -1);
    this.#views.set(id, view);
    this.#count(view, 1);
    return before;
  }

  delete(id: string): void {
    const before = this.get(id);
    if (before === null) return;
    this.#count(before, -1);
    this.#views.delete(id);
  }

  get counts(): Readonly<{ open: number; atRisk: number; breached: number; unsure: number }> {
    return this.#counts;
  }

  #count(view: CaseView, by: 1 | -1): void {
    if (!view.isOpen) return;
    this.#counts.open += by;
    if (view.isAtRisk) this.#counts.atRisk += by;
    if (view.isBreached) this.#counts.breached += by;
    if (view.isUnsure) this.#counts.unsure += by;
  }
}
