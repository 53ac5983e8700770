const samplesKept = 9;

/**
 * How far this computer's clock is off, estimated from the Date header of TLS-protected answers. The median of the
 * last samples, so that one wrong peer decides nothing. Positive: our clock is behind.
 */
export class ClockOffset {
  #samples: number[] = [];

  /** `dateHeader` as received; `now` our wall clock when it was received. Unreadable dates are ignored. */
  observe(dateHeader: unknown, now: number): void {
    if (typeof dateHeader !== 'string') return;
    const theirs = Date.parse(dateHeader);
    if (!Number.isFinite(theirs)) return;
    // The header has whole seconds: half a second is its mean error.
    this.#samples = [...this.#samples, theirs + 500 - now].slice(-samplesKept);
  }

  /** The same, or null while nobody has told us the time. */
  knownOffsetMs(): number | null {
    return this.#samples.length < 3 ? null : this.offsetMs();
  }

  /** Milliseconds to add to our wall clock; 0 until three answers were seen or when within two seconds. */
  offsetMs(): number {
    if (this.#samples.length < 3) return 0;
    const sorted = [...this.#samples].sort((first, second) => first - second);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return Math.abs(median) < 2_000 ? 0 : median;
  }
}
