import type { CatchUp } from '#shared/domain/reconnect.ts';

/** The rate is taken from what was seen within this time. */
const windowMs = 10_000;

/** What became of the messages that waited when a reconnect began. */
export interface Settled {
  readonly waiting: number;
  readonly delivered: number;
  readonly expired: number;
  readonly unconfirmed: number;
  readonly failed: number;
}

/** Follows the backlog and tells how long the rest will take at the pace of the last seconds. */
export class CatchUpEstimate {
  readonly #total: number;
  #seen: readonly { readonly at: number; readonly waiting: number }[] = [];

  constructor(total: number) {
    this.#total = total;
  }

  /** `now`: monotonic, milliseconds. */
  next(settled: Settled, now: number): CatchUp {
    const { waiting, delivered, expired, failed, unconfirmed } = settled;
    const recent = this.#seen.filter(({ at }) => now - at <= windowMs);
    this.#seen = [...recent, { at: now, waiting }];
    // The count before may miss what was settled in the very moment between, and the bar must not run backwards.
    const total = Math.max(this.#total, waiting + delivered + expired + failed + unconfirmed);
    return { total, delivered, expired, failed, unconfirmed, waiting, remainingMs: remaining(this.#seen) };
  }
}

function remaining(seen: readonly { readonly at: number; readonly waiting: number }[]): number | null {
  const first = seen[0];
  const last = seen.at(-1);
  if (first === undefined || last === undefined) return null;
  if (last.waiting === 0) return 0;
  const settled = first.waiting - last.waiting;
  const tookMs = last.at - first.at;
  return settled > 0 && tookMs > 0 ? Math.round((last.waiting * tookMs) / settled) : null;
}
