/**
 * How many messages may be under way at once over all legs. Each leg has some slots of its own, so that slow targets of
 * one channel never take the last ones from another.
 */
export class SlotPool {
  readonly #shared: number;
  readonly #ownPerLeg: number;
  #used = 0;

  constructor(limits: { readonly shared: number; readonly ownPerLeg: number }) {
    this.#shared = limits.shared;
    this.#ownPerLeg = limits.ownPerLeg;
  }

  /** True when a leg with `held` slots may have one more; it then has it. */
  take(held: number): boolean {
    if (held >= this.#ownPerLeg && this.#used >= this.#shared) return false;
    this.#used += 1;
    return true;
  }

  giveBack(): void {
    this.#used -= 1;
  }
}
