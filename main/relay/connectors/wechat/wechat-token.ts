import { setMaxListeners } from 'node:events';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { isNeverProbed } from '../../core/probe-policy.ts';
import type { UseAnswer } from '../../ports/credential-use.ts';
import { readTokenAnswer, type TokenAnswer, type TokenFailure } from './token-answer.ts';
import { parseRemembered, tokenOwner, type TokenMemory } from './token-memory.ts';
import type { WeChatClient } from './wechat-client.ts';

export type TokenResult =
  { readonly ok: true; readonly token: string } | { readonly ok: false; readonly failure: TokenFailure };

/** WeChat prepares the next token this long before the present one ends. */
const renewBeforeMs = 300_000;
/** A token this close to its end may not live through the call. */
const safetyMs = 10_000;
/** WeChat allows a forced refresh every 30 s and 20 times a day; ours are a last resort. */
const forcedEveryMs = 600_000;
const forcedPerDay = 20;
const dayMs = 86_400_000;
/**
 * Pauses after failures: 1, 2, 4 … seconds up to a minute; a refusal only an operator can lift waits the minute, and one of
 * the secret itself until somebody asks for a check or changes it: WeChat freezes accounts that go on asking.
 */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** Nobody asks twice within this after a failure, whoever waits. */
const shortestPauseMs = 1_000;
/** Before a token that was handed out again although WeChat refused it is asked for once more. */
const secondLookMs = 1_000;

interface HeldToken {
  readonly value: string;
  /** Monotonic, milliseconds. */
  readonly renewAt: number;
  readonly endsAt: number;
}

export interface TokenSourceDeps {
  readonly client: Pick<WeChatClient, 'stableToken'>;
  readonly appId: string;
  /** The AppSecret as it is now. When it changes, everything gained with the one before is dropped. */
  readonly secret: () => string;
  /** Told of each answer of WeChat's to a request made with it. */
  readonly onAnswered?: (secret: string, answer: UseAnswer) => void;
  readonly memory: TokenMemory;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

/**
 * One account's access token, for every caller in this process. WeChat: stable_token, which hands the same token to all
 * who ask and renews it by itself. Any number of callers share one request; failures are followed by a pause in which
 * nobody asks.
 */
export class TokenSource {
  readonly #deps: TokenSourceDeps;
  /** The AppSecret that everything below belongs to. */
  #secret: string;
  #loaded: Promise<void> | null = null;
  #isLoaded = false;
  #held: HeldToken | null = null;
  #asking: Promise<TokenResult> | null = null;
  #replacing: Promise<TokenResult> | null = null;
  #pause: { readonly since: number; readonly until: number; readonly failure: TokenFailure } | null = null;
  #failuresInRow = 0;
  /** Wall clock, for the count of a day and for the memory. */
  #forcedAt: readonly number[] = [];
  /** Monotonic: no forced refresh before. */
  #forceAllowedAt = 0;

  constructor(deps: TokenSourceDeps) {
    this.#deps = deps;
    this.#secret = deps.secret();
  }

  /**
   * A token that should work, or why there is none. `recheck`: somebody waits for WeChat's word of now, so of a pause only
   * the first second holds, and that is waited for.
   */
  async current(signal: AbortSignal, options: { readonly recheck?: boolean } = {}): Promise<TokenResult> {
    if (this.#isLoaded) this.#follow();
    else await this.#ready();
    if (options.recheck === true && !this.#isFresh()) await this.#pastShortestPause(signal);
    if (this.#replacing !== null) return unlessAborted(this.#replacing, signal);
    const now = this.#deps.clock.monotonic();
    if (this.#held !== null && now < this.#held.renewAt) return granted(this.#held);
    const paused = options.recheck === true ? this.#failedJustNow() : this.#pausedBy();
    const result = paused === null ? await this.#askShared(signal) : denied(paused);
    // Renewing begins minutes before the end, so a failure does not stop the traffic yet.
    if (!result.ok && this.#held !== null && this.#deps.clock.monotonic() < this.#held.endsAt)
      return granted(this.#held);
    return result;
  }

  /** WeChat refused this token in a call. Finds another one, at most one search at a time. */
  async replace(refused: string, signal: AbortSignal): Promise<TokenResult> {
    await this.#ready();
    if (this.#held !== null && this.#held.value !== refused) return this.current(signal);
    const paused = this.#pausedBy();
    if (this.#held === null && this.#replacing === null && paused !== null) return denied(paused);
    return unlessAborted(this.#replacing ?? this.#replace(refused), signal);
  }

  /**
   * Asks for a token although there may be one: an ordinary one, never by force. The one before serves until another has
   * come, so that a failure here makes nothing worse. Nobody asks within a second after a failure: that is waited for.
   */
  async renew(signal: AbortSignal): Promise<TokenResult> {
    await this.#ready();
    await this.#pastShortestPause(signal);
    if (this.#replacing !== null) return unlessAborted(this.#replacing, signal);
    const paused = this.#failedJustNow();
    return paused === null ? this.#askShared(signal) : denied(paused);
  }

  /** A call made with a token went through: earlier failures count no more. */
  worked(): void {
    this.#failuresInRow = 0;
  }

  /** The failure after which nobody asks for a while, or null when one may ask. */
  #pausedBy(): TokenFailure | null {
    return this.#pause !== null && this.#deps.clock.monotonic() < this.#pause.until ? this.#pause.failure : null;
  }

  #failedJustNow(): TokenFailure | null {
    const { clock } = this.#deps;
    return this.#pause !== null && clock.monotonic() - this.#pause.since < shortestPauseMs ? this.#pause.failure : null;
  }

  #isFresh(): boolean {
    return this.#held !== null && this.#deps.clock.monotonic() < this.#held.renewAt;
  }

  /** Whoever looks again right after a failure would be told that failure, and not what is so now. */
  async #pastShortestPause(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    if (this.#pause === null || signal.aborted) return;
    const leftMs = this.#pause.since + shortestPauseMs - clock.monotonic();
    if (leftMs <= 0) return;
    const { since } = this.#pause;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = clock.after(Math.ceil(leftMs), done);
      signal.addEventListener('abort', done, { once: true });
    });
    // Timers may be a little early. Who waited through another's failure is told that one.
    if (this.#pause?.since === since) await this.#pastShortestPause(signal);
  }

  #askShared(signal: AbortSignal): Promise<TokenResult> {
    return unlessAborted(this.#askOnce(), signal);
  }

  #askOnce(): Promise<TokenResult> {
    if (this.#asking !== null) return this.#asking;
    const asking = this.#ask(false).finally(() => {
      // After a change of the secret another one may be under way.
      if (this.#asking === asking) this.#asking = null;
    });
    this.#asking = asking;
    return asking;
  }

  #replace(refused: string): Promise<TokenResult> {
    const replacing = this.#findOther(refused).finally(() => {
      if (this.#replacing === replacing) this.#replacing = null;
    });
    this.#replacing = replacing;
    return replacing;
  }

  /** The token was good a moment ago for somebody: perhaps another system replaced it, perhaps WeChat is slow to agree. */
  async #findOther(refused: string): Promise<TokenResult> {
    const { clock, log } = this.#deps;
    if (this.#asking !== null) await this.#asking;
    const early = this.#held !== null && clock.monotonic() < this.#held.renewAt;
    this.#held = null;
    for (const waitMs of [0, secondLookMs]) {
      if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve));
      const result = await this.#ask(false);
      if (!result.ok || result.token !== refused) {
        if (result.ok && early) log.warn('wechat.token_replaced_elsewhere', { appId: this.#deps.appId });
        return result;
      }
      this.#held = null;
    }
    if (this.#mayForce()) {
      log.warn('wechat.token_forced', { appId: this.#deps.appId, today: this.#forcedAt.length + 1 });
      const result = await this.#ask(true);
      if (!result.ok || result.token !== refused) return result;
      this.#held = null;
    }
    // WeChat hands out a token it does not take: other systems share this account's tokens and replace them.
    return this.#fail({
      code: 'WECHAT_TOKEN_CONFLICT',
      platformCode: null,
      value: null,
      needsOperator: false,
      retryAfterMs: null,
    });
  }

  async #ask(forceRefresh: boolean): Promise<TokenResult> {
    const { client, appId } = this.#deps;
    this.#follow();
    const secret = this.#secret;
    if (forceRefresh) this.#noteForced();
    const answer = readTokenAnswer(await client.stableToken({ appId, secret, forceRefresh }));
    this.#deps.onAnswered?.(secret, answer.ok ? { ok: true } : { ...answer.failure, ok: false });
    this.#follow();
    // Whoever waited is served with the secret of now; what the old one brought is not kept.
    if (secret !== this.#secret) return this.#askedAnew();
    return answer.ok ? this.#hold(answer) : this.#fail(answer.failure);
  }

  async #askedAnew(): Promise<TokenResult> {
    const paused = this.#pausedBy();
    if (this.#held !== null) return granted(this.#held);
    return paused === null ? this.#askOnce() : denied(paused);
  }

  #hold({ token, lifeMs }: Extract<TokenAnswer, { ok: true }>): TokenResult {
    const { clock } = this.#deps;
    const now = clock.monotonic();
    const earliestMs = Math.max(lifeMs > renewBeforeMs ? lifeMs - renewBeforeMs : lifeMs / 2, firstPauseMs);
    this.#held = { value: token, renewAt: now + earliestMs, endsAt: now + Math.max(lifeMs - safetyMs, 0) };
    this.#pause = null;
    this.#remember(token, lifeMs);
    return granted(this.#held);
  }

  #fail(failure: TokenFailure): TokenResult {
    const { clock, chance, log, appId } = this.#deps;
    const steps = Math.min(this.#failuresInRow, 6);
    this.#failuresInRow += 1;
    const growing = Math.min(firstPauseMs * 2 ** steps, longestPauseMs);
    const ownMs = failure.needsOperator ? longestPauseMs : growing;
    // Only ever longer than the schedule: one call a second is the most a broken WeChat sees.
    const pauseMs = isNeverProbed(failure.code)
      ? Number.POSITIVE_INFINITY
      : Math.max(ownMs * (1 + 0.2 * chance()), failure.retryAfterMs ?? 0);
    const now = clock.monotonic();
    this.#pause = { since: now, until: now + pauseMs, failure };
    log.warn('wechat.token_failed', { appId, code: failure.code, platformCode: failure.platformCode, pauseMs });
    return denied(failure);
  }

  #mayForce(): boolean {
    const { clock } = this.#deps;
    const now = clock.now();
    this.#forcedAt = this.#forcedAt.filter((at) => Math.abs(now - at) < dayMs);
    return clock.monotonic() >= this.#forceAllowedAt && this.#forcedAt.length < forcedPerDay;
  }

  #noteForced(): void {
    const { clock } = this.#deps;
    this.#forceAllowedAt = clock.monotonic() + forcedEveryMs;
    this.#forcedAt = [...this.#forcedAt, clock.now()];
    // Before the call, so that a crash in the middle of it still counts.
    this.#remember(null, 0);
  }

  #remember(token: string | null, lifeMs: number): void {
    const { memory, clock, log } = this.#deps;
    const now = clock.now();
    const record = { owner: this.#owner(), token, obtainedAt: now, expiresAt: now + lifeMs, forcedAt: this.#forcedAt };
    memory.write(JSON.stringify(record)).catch(() => {
      log.warn('wechat.token_not_remembered', { appId: this.#deps.appId });
    });
  }

  async #ready(): Promise<void> {
    this.#loaded ??= this.#recall();
    await this.#loaded;
    this.#isLoaded = true;
    this.#follow();
  }

  /** A token gained with another secret may end with it, and a refusal of the other says nothing of this one. */
  #follow(): void {
    const secret = this.#deps.secret();
    if (secret === this.#secret) return;
    this.#secret = secret;
    this.#held = null;
    this.#pause = null;
    this.#failuresInRow = 0;
    this.#asking = null;
    this.#replacing = null;
    this.#remember(null, 0);
    this.#deps.log.info('wechat.token_dropped', { appId: this.#deps.appId });
  }

  #owner(): string {
    return tokenOwner(this.#deps.appId, this.#secret);
  }

  async #recall(): Promise<void> {
    const { memory, clock } = this.#deps;
    const known = parseRemembered(await memory.read().catch(() => null), this.#owner());
    if (known === null) return;
    const wall = clock.now();
    const now = clock.monotonic();
    this.#forcedAt = known.forcedAt;
    const lastForced = known.forcedAt.at(-1);
    // A time in the future is a clock that was set back: then the last one counts as just made.
    if (lastForced !== undefined)
      this.#forceAllowedAt = now + forcedEveryMs - Math.min(Math.max(wall - lastForced, 0), forcedEveryMs);
    const remainingMs = known.expiresAt - wall;
    if (known.token === null || known.obtainedAt > wall || remainingMs <= renewBeforeMs) return;
    this.#held = {
      value: known.token,
      renewAt: now + remainingMs - renewBeforeMs,
      endsAt: now + remainingMs - safetyMs,
    };
  }
}

function granted(held: HeldToken): TokenResult {
  return { ok: true, token: held.value };
}

function denied(failure: TokenFailure): TokenResult {
  return { ok: false, failure };
}

const givenUp: TokenResult = denied({
  code: 'WECHAT_UNREACHABLE',
  platformCode: null,
  value: null,
  needsOperator: false,
  retryAfterMs: null,
});

/** The shared request goes on for the others; only this caller stops waiting. */
function unlessAborted(shared: Promise<TokenResult>, signal: AbortSignal): Promise<TokenResult> {
  if (signal.aborted) return Promise.resolve(givenUp);
  // Hundreds may wait under one signal; each leaves when it is served.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve(givenUp);
    };
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
