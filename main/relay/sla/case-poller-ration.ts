/** CXone: reading contacts, per hour and tenant (rate limits of the Digital Engagement API). */
export const contactReadsPerHour = 120_000;
/** Our share of it, a little below a tenth: a call repeated under a new token counts twice. */
const ourReadsPerHour = 11_000;
const burst = 190;
const refillPerMs = (ourReadsPerHour - burst) / 3_600_000;

/** What may be asked of one tenant, whoever asks: in no hour more than `ourReadsPerHour` requests. Time is monotonic. */
export class CaseRation {
  #left = burst;
  #at: number | null = null;
  #taken = 0;

  /** Takes one request when `keep` others stay behind it. */
  take(now: number, keep = 0): boolean {
    if (this.waitMs(now, keep) > 0) return false;
    this.#left -= 1;
    this.#taken += 1;
    return true;
  }

  /** How long until one may be taken; 0: now. */
  waitMs(now: number, keep = 0): number {
    this.#refill(now);
    const missing = 1 + Math.min(keep, burst - 1) - this.#left;
    return missing <= 0 ? 0 : Math.ceil(missing / refillPerMs);
  }

  /** Requests since the start. */
  get taken(): number {
    return this.#taken;
  }

  #refill(now: number): void {
    const passedMs = Math.max(0, now - (this.#at ?? now));
    this.#left = Math.min(burst, this.#left + passedMs * refillPerMs);
    this.#at = now;
  }
}
