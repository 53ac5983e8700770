import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { EndToEndTest, Receipt } from '#shared/domain/reconnect.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Backlog } from './backlog.ts';
import { makeReceipt } from './make-receipt.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import type { RunRecord } from './run-record.ts';
import type { RunView } from './run-view.ts';
import { closed } from './rungs.ts';

export type EndPhase = 'done' | 'paused' | 'failed' | 'cancelled';

const outcomes: Readonly<Record<EndPhase, Receipt['outcome']>> = {
  done: 'connected',
  paused: 'paused',
  failed: 'still_failing',
  cancelled: 'cancelled',
};

export interface RunEndDeps extends Pick<
  ReconnectDeps,
  'watch' | 'gapsOf' | 'incidentOf' | 'newId' | 'receipts' | 'noteIncident' | 'clock' | 'log'
> {
  readonly channelId: ChannelId;
  readonly by: string;
  /** The channel as the run found it, or null when it was gone already. */
  readonly before: ChannelSnapshot | null;
}

/** The end of a run, once, and its receipt. */
export class RunEnd {
  readonly #deps: RunEndDeps;
  readonly #record: RunRecord;
  readonly #view: RunView;
  readonly #backlog: Backlog;
  #receipt: Receipt | null = null;
  #hasBegun = false;

  constructor(deps: RunEndDeps, record: RunRecord, view: RunView, backlog: Backlog) {
    this.#deps = deps;
    this.#record = record;
    this.#view = view;
    this.#backlog = backlog;
  }

  /** The end is under way or reached. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Nothing more is written. */
  drop(): void {
    this.#hasBegun = true;
  }

  /** Does nothing when the end has begun already. */
  async reach(phase: EndPhase): Promise<void> {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const { clock, channelId, noteIncident, by, log, before } = this.#deps;
    const outcome = outcomes[phase];
    const endedAt = clock.now();
    const blocking = this.#view.isKnown ? this.#view.blocking() : null;
    await this.#backlog.read();
    const isWell = phase === 'done' || phase === 'paused';
    const rungs = closed(this.#record.now.rungs, endedAt, isWell ? null : blocking);
    const receipt = await makeReceipt(this.#deps, { ...this.#record.now, rungs }, before, outcome, endedAt);
    this.#receipt = receipt;
    const receiptId = (await this.#put(receipt)) ? receipt.id : null;
    this.#record.change({ phase, endedAt, rungs, catchUp: receipt.catchUp, receiptId });
    log.info('reconnect.ended', { channelId, outcome, code: receipt.code });
    noteIncident(channelId, { kind: 'reconnect_ended', by, code: blocking?.code ?? null, detail: receiptId });
  }

  /** How a test message goes, during the run and after it. */
  async noteTest(test: EndToEndTest): Promise<void> {
    this.#record.change({ test });
    if (this.#record.now.phase === 'cancelled' || !this.#view.isKnown) return;
    this.#view.lookAtLegs();
    if (this.#receipt === null || this.#record.now.receiptId === null) return;
    this.#receipt = { ...this.#receipt, endToEnd: test, proofs: this.#record.now.legs };
    await this.#put(this.#receipt);
  }

  async #put(receipt: Receipt): Promise<boolean> {
    const { receipts, log, channelId } = this.#deps;
    try {
      await receipts.put(receipt);
      return true;
    } catch (thrown) {
      log.error('reconnect.receipt_not_stored', { channelId, code: toRelayError(thrown).code });
      return false;
    }
  }
}
