import { performance } from 'node:perf_hooks';

export interface RefusalLimits {
  /** Refused at once before the caller is told to slow down. */
  readonly burst: number;
  /** Refused per second for good. */
  readonly perSecond: number;
  /** Callers remembered; the one heard of first is forgotten first. */
  readonly callers: number;
}

/** Generous: a misconfigured channel, whose every push is refused, must still be told so and not to slow down. */
export const refusalLimits: RefusalLimits = { burst: 1_000, perSecond: 100, callers: 10_000 };

interface Bucket {
  left: number;
  at: number;
}

/**
 * Counts refused requests per caller. It never sees a request that was accepted, so it cannot turn one away: behind a
 * tunnel good and bad callers share an address.
 */
export class RefusalLimiter {
  readonly #limits: RefusalLimits;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** `now`: monotonic, milliseconds. */
  constructor(limits: RefusalLimits = refusalLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts one. Null while the caller is within its limit, else the whole seconds until it may try again. */
  refused(peer: string): number | null {
    const { burst, perSecond, callers } = this.#limits;
    const now = this.#now();
    let bucket = this.#buckets.get(peer);
    if (bucket === undefined) {
      bucket = { left: burst, at: now };
      this.#buckets.set(peer, bucket);
      if (this.#buckets.size > callers) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
    }
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
    bucket.left -= 1;
    return null;
  }
}
