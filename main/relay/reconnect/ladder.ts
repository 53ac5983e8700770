import type { RungName } from '#shared/domain/reconnect.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { Abandoned, type Patience } from './patience.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import { blockingOf, nextStep, type Trouble } from './reconnect-rules.ts';
import type { RunRecord } from './run-record.ts';
import type { RunView } from './run-view.ts';
import { begun, ended, freshRungs, skipped } from './rungs.ts';
import type { TokenRation } from './token-ration.ts';

const checkLimitMs = 25_000;
const tokenLimitMs = 15_000;
/** A worker ends what it has under way first. */
const restartLimitMs = 60_000;

export interface LadderDeps extends Pick<ReconnectDeps, 'watch' | 'repairOf' | 'clock' | 'log'> {
  readonly channelId: ChannelId;
  readonly ration: TokenRation;
}

/** What is done to a channel so that it works again, rung by rung. */
export class Ladder {
  readonly #deps: LadderDeps;
  readonly #record: RunRecord;
  readonly #view: RunView;
  readonly #patience: Patience;
  #tried = new Set<RungName>();

  constructor(deps: LadderDeps, record: RunRecord, view: RunView, patience: Patience) {
    this.#deps = deps;
    this.#record = record;
    this.#view = view;
    this.#patience = patience;
  }

  /** Every rung may be climbed again. */
  begin(): void {
    this.#tried = new Set();
    this.#record.change({ phase: 'laddering', rungs: freshRungs() });
  }

  /**
   * Climbs until nothing stands in the way, or only a person can go on: then what he is to be asked about. `doubtsShown`: a
   * person was shown what is in doubt.
   */
  async climb(doubtsShown: boolean): Promise<readonly Trouble[]> {
    for (;;) {
      const troubles = this.#view.troubles();
      const next = nextStep({ troubles, tried: this.#tried, doubtsShown });
      if (next.kind === 'verify') return [];
      if (next.kind === 'ask') return troubles;
      this.#tried.add(next.rung);
      await this.#rung(next.rung, blockingOf(troubles)[0] ?? null);
    }
  }

  async #rung(name: RungName, why: Trouble | null): Promise<void> {
    const { clock, ration } = this.#deps;
    if (name === 'new_token' && !ration.take(clock.monotonic())) {
      this.#record.change({ rungs: skipped(this.#record.now.rungs, name, why) });
      return;
    }
    this.#record.change({ rungs: begun(this.#record.now.rungs, name, clock.now()) });
    await this.#act(name);
    await this.#check();
    this.#record.change({ rungs: ended(this.#record.now.rungs, name, clock.now(), this.#view.blocking()) });
  }

  /** What goes wrong here shows in the check that follows. */
  async #act(name: RungName): Promise<void> {
    const { repairOf, channelId, log } = this.#deps;
    const repair = repairOf(channelId);
    if (repair === null || name === 'recheck') return;
    try {
      switch (name) {
        case 'new_token':
          return await this.#patience.within(tokenLimitMs, (signal) => repair.renewTokens(signal));
        case 'new_connection':
          repair.renewConnections();
          return;
        case 'restart_worker':
          return await this.#patience.within(restartLimitMs, () => repair.restartWorker());
      }
    } catch (thrown) {
      if (thrown instanceof Abandoned) throw thrown;
      const { code, message } = toRelayError(thrown);
      log.warn('reconnect.rung_failed', { channelId, rung: name, code, detail: message });
    }
  }

  async #check(): Promise<void> {
    const { watch, channelId, clock } = this.#deps;
    if (this.#view.state.kind === 'not_configured') return;
    this.#view.checkedFrom = clock.now();
    await this.#patience.within(checkLimitMs, async () => {
      await watch.checkNow(channelId);
    });
  }
}
