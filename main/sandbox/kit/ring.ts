/** The last `capacity` items; older ones are forgotten and counted. */
export class Ring<T> {
  private items: T[] = [];
  private forgotten = 0;
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  push(item: T): void {
    this.items.push(item);
    // Cut in large steps, so that a push costs the same on average however full the ring is.
    if (this.items.length >= this.capacity * 2) {
      this.forgotten += this.items.length - this.capacity;
      this.items = this.items.slice(-this.capacity);
    }
  }

  /** Oldest first. */
  list(): readonly T[] {
    return this.items.length > this.capacity ? this.items.slice(-this.capacity) : this.items;
  }

  get total(): number {
    return this.forgotten + this.items.length;
  }
}
