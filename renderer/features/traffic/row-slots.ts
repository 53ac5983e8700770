/**
 * Gives each row in view the element it keeps while it is in view. When all of them are replaced at once, as under fast
 * traffic, the elements are written anew instead of being built anew, which costs a fraction. Asking twice changes
 * nothing.
 */
export class RowSlots {
  #slots: ReadonlyMap<string | number, number> = new Map();
  #made = 0;

  /** A number for the element of each of these lines, in their order. */
  of(keys: readonly (string | number)[]): readonly number[] {
    const known = this.#slots;
    // Elements that stay keep their order, so those of rows that left are of use only if nothing stays.
    const free = keys.some((key) => known.has(key)) ? [] : [...known.values()];
    const slots = keys.map((key, place) => known.get(key) ?? free[place] ?? (this.#made += 1));
    this.#slots = new Map(keys.map((key, place) => [key, slots[place] ?? 0]));
    return slots;
  }
}
