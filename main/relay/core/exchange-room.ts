import type { Clock } from '#shared/lib/clock.ts';

/**
 * So many calls a second are kept for long, of attempts that were accepted and of all others: at most some 0.8 GB and 4 GB a day. And
 * so many at once.
 */
const perSecond = { accepted: 5, failed: 25 } as const;
const atOnce = { accepted: 20, failed: 50 } as const;

interface Bucket {
  left: number;
  filledAt: number;
}

/**
 * Says of which attempts the calls are kept. In daily work of all; under load of some, so that keeping them costs the way
 * of a message nothing. Those that failed have room of their own: they are looked at most.
 */
export class ExchangeRoom {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #buckets: Readonly<Record<keyof typeof perSecond, Bucket>>;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    const filledAt = clock.monotonic();
    this.#buckets = {
      accepted: { left: atOnce.accepted, filledAt },
      failed: { left: atOnce.failed, filledAt },
    };
  }

  /** True when the calls of this attempt are to be kept. An attempt with many of them is kept whole, at the cost of later ones. */
  take(end: keyof typeof perSecond, calls: number): boolean {
    const bucket = this.#buckets[end];
    const now = this.#clock.monotonic();
    bucket.left = Math.min(atOnce[end], bucket.left + ((now - bucket.filledAt) / 1_000) * perSecond[end]);
    bucket.filledAt = now;
    if (bucket.left < 1) return false;
    bucket.left -= Math.max(1, calls);
    return true;
  }
}
