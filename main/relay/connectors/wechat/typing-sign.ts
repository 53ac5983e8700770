import type { OpenId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { BoundedCache } from '../../core/bounded-cache.ts';

/** WeChat shows the sign for so long, takes no second one meanwhile, and takes it away when a message comes. */
const shownForMs = 15_000;
/** Later than this it is of no use, milliseconds. */
const longestCallMs = 3_000;
/** So many calls at once for one account; the others are left out, because messages need the connections. */
const mostAtOnce = 4;

export interface TypingSignDeps {
  /** Never rejects. True when WeChat took it. */
  readonly show: (openId: OpenId, on: boolean, signal: AbortSignal) => Promise<boolean>;
  readonly clock: Clock;
}

/** The agent's "is typing" for the end users of one account: shown when it can be, never at the cost of a message. */
export class TypingSign {
  readonly #deps: TypingSignDeps;
  /** When it was last shown, monotonic. */
  readonly #shownAt = new BoundedCache<OpenId, number>(10_000);
  readonly #calls = new Map<OpenId, AbortController>();
  readonly #sending = new Map<OpenId, number>();

  constructor(deps: TypingSignDeps) {
    this.#deps = deps;
  }

  /** Never rejects; whether it worked concerns nobody. */
  async set(openId: OpenId, on: boolean, signal: AbortSignal): Promise<void> {
    const { clock, show } = this.#deps;
    const shownAt = this.#shownAt.get(openId);
    const isShown = shownAt !== undefined && clock.monotonic() - shownAt < shownForMs;
    if (this.#sending.has(openId) || on === isShown || signal.aborted) return;
    this.#giveUp(openId);
    if (this.#calls.size >= mostAtOnce) return;
    const call = new AbortController();
    const abort = (): void => call.abort();
    const cancel = clock.after(longestCallMs, abort);
    signal.addEventListener('abort', abort, { once: true });
    this.#calls.set(openId, call);
    if (on) this.#shownAt.set(openId, clock.monotonic());
    else this.#shownAt.delete(openId);
    const worked = await show(openId, on, call.signal);
    cancel();
    signal.removeEventListener('abort', abort);
    if (this.#calls.get(openId) !== call) return;
    this.#calls.delete(openId);
    if (on && !worked) this.#shownAt.delete(openId);
  }

  /** While `work` runs, a message is on its way: no sign is shown, and one under way is given up. */
  async without<T>(openId: OpenId, work: () => Promise<T>): Promise<T> {
    this.#sending.set(openId, (this.#sending.get(openId) ?? 0) + 1);
    this.#giveUp(openId);
    this.#shownAt.delete(openId);
    try {
      return await work();
    } finally {
      const others = (this.#sending.get(openId) ?? 1) - 1;
      if (others === 0) this.#sending.delete(openId);
      else this.#sending.set(openId, others);
    }
  }

  #giveUp(openId: OpenId): void {
    this.#calls.get(openId)?.abort();
    this.#calls.delete(openId);
  }
}
