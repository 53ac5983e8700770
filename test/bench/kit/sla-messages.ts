/** Open cases put into a store. */
export interface SlaFilled {
  readonly openClocks: number;
  /** Cases of which a warning is certainly due when a relay starts on it. */
  readonly due: number;
}

/** What the arithmetic of clocks took, milliseconds. */
export interface SlaWork {
  readonly openClocks: number;
  /** Clocks that the tried change of settings moves. */
  readonly moved: number;
  /** The same facts written and read as JSON: the reference. */
  readonly gaugeMs: number;
  /** All clocks read anew, calendars compiled. */
  readonly recomputeMs: number;
  /** A change tried on all of them. */
  readonly previewMs: number;
  /** The 500 most urgent rows picked out of all. */
  readonly boardMs: number;
}
