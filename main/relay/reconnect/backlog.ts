import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { CatchUpEstimate, type Settled } from './catch-up-estimate.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import type { RunRecord } from './run-record.ts';

/** What waited at a moment (epoch ms): messages after `afterSeq` up to `lastSeq`. */
interface Count {
  readonly since: number;
  readonly afterSeq: number;
  readonly lastSeq: number;
}

/** More counts than this become one: each is two questions to the store. */
const mostCounts = 8;

/** What waited when a run began, or each time a person said that it goes on, and what became of it. */
export class Backlog {
  readonly #deps: Pick<ReconnectDeps, 'store' | 'clock' | 'log'>;
  readonly #channelId: ChannelId;
  readonly #record: RunRecord;
  #reader: CatchUpEstimate | null = null;
  #counts: readonly Count[] = [];

  constructor(deps: Pick<ReconnectDeps, 'store' | 'clock' | 'log'>, channelId: ChannelId, record: RunRecord) {
    this.#deps = deps;
    this.#channelId = channelId;
    this.#record = record;
  }

  /** Notes it in the run. How many wait still. What the store cannot tell now is asked again the next time. */
  async read(): Promise<number> {
    await this.#tried(async () => {
      const reader = (this.#reader ??= await this.#begin());
      this.#record.change({ catchUp: reader.next(await this.#settled(), this.#deps.clock.monotonic()) });
    });
    return this.#record.now.catchUp?.waiting ?? 0;
  }

  /** What came while a person was waited for has waited too; what went straight through meanwhile has not. */
  async countAnew(): Promise<void> {
    if (this.#reader === null) return;
    const since = this.#deps.clock.now();
    await this.#tried(async () => {
      const { lastSeq } = await this.#deps.store.waitingNow(this.#channelId);
      const last = this.#counts.at(-1);
      if (last === undefined || lastSeq <= last.lastSeq) return;
      if (this.#counts.length < mostCounts) {
        this.#counts = [...this.#counts, { since, afterSeq: last.lastSeq, lastSeq }];
      } else this.#counts = [...this.#counts.slice(0, -1), { ...last, lastSeq }];
    });
  }

  async #begin(): Promise<CatchUpEstimate> {
    const { total, lastSeq } = await this.#deps.store.waitingNow(this.#channelId);
    this.#counts = [{ since: this.#record.now.startedAt, afterSeq: 0, lastSeq }];
    return new CatchUpEstimate(total);
  }

  async #settled(): Promise<Settled> {
    let sum: Settled = { waiting: 0, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    for (const { since, afterSeq, lastSeq } of this.#counts) {
      sum = added(sum, await this.#upTo(since, lastSeq), 1);
      if (afterSeq > 0) sum = added(sum, await this.#upTo(since, afterSeq), -1);
    }
    return sum;
  }

  #upTo(since: number, lastSeq: number): Promise<Settled> {
    return this.#deps.store.settledSince(this.#channelId, since, lastSeq);
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#deps.log.warn('reconnect.backlog_unknown', {
        channelId: this.#channelId,
        code: toRelayError(thrown).code,
      });
    }
  }
}

/** Never below nothing: what is settled between two questions may be missing in the first. */
function added(sum: Settled, more: Settled, sign: 1 | -1): Settled {
  const of = (name: keyof Settled): number => Math.max(0, sum[name] + sign * more[name]);
  return {
    waiting: of('waiting'),
    delivered: of('delivered'),
    expired: of('expired'),
    unconfirmed: of('unconfirmed'),
    failed: of('failed'),
  };
}
