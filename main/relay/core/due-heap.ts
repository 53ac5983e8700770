/** A binary heap of values with a due time: the earliest first. */
export class DueHeap<T> {
  readonly #items: { readonly dueAt: number; readonly value: T }[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** Earliest due time, or null when empty. */
  nextDueAt(): number | null {
    return this.#items[0]?.dueAt ?? null;
  }

  push(dueAt: number, value: T): void {
    const items = this.#items;
    let index = items.push({ dueAt, value }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (at(items, parent).dueAt <= at(items, index).dueAt) break;
      swap(items, index, parent);
      index = parent;
    }
  }

  /** Takes the earliest value if it is due at `now`. */
  popDue(now: number): T | undefined {
    const items = this.#items;
    const first = items[0];
    if (first === undefined || first.dueAt > now) return undefined;
    const last = items.pop();
    if (last !== undefined && items.length > 0) {
      items[0] = last;
      this.#sink();
    }
    return first.value;
  }

  #sink(): void {
    const items = this.#items;
    let index = 0;
    for (;;) {
      let smallest = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < items.length && at(items, child).dueAt < at(items, smallest).dueAt) smallest = child;
      }
      if (smallest === index) return;
      swap(items, index, smallest);
      index = smallest;
    }
  }
}

function at<T>(items: readonly T[], index: number): T {
  return items[index] as T;
}

function swap<T>(items: T[], first: number, second: number): void {
  const kept = at(items, first);
  items[first] = at(items, second);
  items[second] = kept;
}
