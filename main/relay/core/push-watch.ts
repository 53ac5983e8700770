/** WeChat: the answer must be there within 5 s. One that takes longer than this is close to being missed, milliseconds. */
export const slowAnswerMs = 4_000;
/** WeChat: an unanswered push comes again after 5 and 10 s. */
const repeatsAfterMs = { least: 3_500, most: 12_500 } as const;
/** What was slow this long ago is over. */
const slowForMs = 5 * 60_000;
/** One repeat may be a lost packet. */
const repeatsThatCount = 2;
/** WeChat stops for a minute after answers that failed. One push fails three times at most, so these are two pushes. */
const failuresBeforeStop = 4;
/** While answers fail, something comes every few seconds; nothing for so long, and WeChat has stopped. */
const stopSilenceMs = 20_000;
/** Longer than WeChat stops; after that it is silence like any other. */
const stopForgottenMs = 10 * 60_000;
/** Nothing for so long while customers demonstrably write to the account. */
const activeSilenceMs = 10 * 60_000;
const activeForgottenMs = 60 * 60_000;
/** A send of ours that was under way when the evidence was taken is noted within this. */
const ownSendLateMs = 30_000;

/** So many arrivals are remembered at least, and twice as many at most. */
const mostYoung = 4_096;
const mostNoted = 50;

export type PushJudgement =
  | { readonly kind: 'stopped'; readonly after: 'failures' | 'activity' }
  | { readonly kind: 'slow'; readonly slowestMs: number }
  | { readonly kind: 'ok' }
  /** Nothing has come since the watch began. Not a fault: nobody may have written. */
  | { readonly kind: 'silent' };

/**
 * Judges WeChat's pushes to one channel from what passes by. All times are monotonic milliseconds and given by the
 * caller. Silence alone is never held against anybody: customers sleep.
 */
export class PushWatch {
  readonly #beganAt: number;
  #lastPushAt: number | null = null;
  /** Arrivals that may still come again, by the push's key: the newest, and those before them, which go all at once. */
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  #youngSince = Number.NEGATIVE_INFINITY;
  #slow: readonly { readonly at: number; readonly ms: number }[] = [];
  #repeats: readonly number[] = [];
  #failures = 0;
  #failedAt: number | null = null;
  #activeAt: number | null = null;

  constructor(beganAt: number) {
    this.#beganAt = beganAt;
  }

  get lastPushAt(): number | null {
    return this.#lastPushAt;
  }

  /** An authentic push arrived. `key` is the same for WeChat's repeats of it. */
  pushed(key: string, at: number): void {
    this.#lastPushAt = at;
    this.#activeAt = null;
    const firstAt = this.#young.get(key) ?? this.#old.get(key);
    if (firstAt === undefined || at - firstAt > repeatsAfterMs.most) this.#keep(key, at);
    // A repeat of what we turned away is what we asked for.
    else if (at - firstAt >= repeatsAfterMs.least && this.#failures === 0) {
      this.#repeats = [...this.#repeats, at].slice(-mostNoted);
    }
  }

  /** A push was answered as WeChat wants it, after so long. */
  answered(durationMs: number, at: number): void {
    this.#failures = 0;
    this.#failedAt = null;
    if (durationMs > slowAnswerMs) this.#slow = [...this.#slow, { at, ms: durationMs }].slice(-mostNoted);
  }

  /** A push was turned away, or could not be answered in time. */
  failed(at: number): void {
    this.#failures += 1;
    this.#failedAt = at;
  }

  /** The account was used by others than us: somebody writes to it and is answered. */
  activeElsewhere(at: number): void {
    this.#activeAt = at;
  }

  /** A call of ours that the evidence for `activeElsewhere` may have counted. */
  ownSend(at: number): void {
    if (this.#activeAt !== null && at - this.#activeAt < ownSendLateMs) this.#activeAt = null;
  }

  judge(now: number): PushJudgement {
    const stopped = this.#stopped(now);
    if (stopped !== null) return { kind: 'stopped', after: stopped };
    const slow = this.#slow.filter(({ at }) => now - at < slowForMs).map(({ ms }) => ms);
    const repeats = this.#repeats.filter((at) => now - at < slowForMs).length;
    // WeChat waited 5 s for each of them, whatever we thought of our own answers.
    if (repeats >= repeatsThatCount) slow.push(5_000);
    if (slow.length > 0) return { kind: 'slow', slowestMs: Math.max(...slow) };
    return this.#lastPushAt === null ? { kind: 'silent' } : { kind: 'ok' };
  }

  #keep(key: string, at: number): void {
    if (at - this.#youngSince > repeatsAfterMs.most || this.#young.size >= mostYoung) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngSince = at;
    }
    this.#young.set(key, at);
  }

  #stopped(now: number): 'failures' | 'activity' | null {
    if (this.#failedAt !== null && this.#failures >= failuresBeforeStop) {
      const silentMs = now - Math.max(this.#failedAt, this.#lastPushAt ?? 0);
      if (silentMs >= stopSilenceMs && silentMs < stopForgottenMs) return 'failures';
    }
    if (this.#activeAt === null || now - this.#activeAt >= activeForgottenMs) return null;
    return now - (this.#lastPushAt ?? this.#beganAt) >= activeSilenceMs ? 'activity' : null;
  }
}
