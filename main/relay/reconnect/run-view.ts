import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ReconnectDeps } from './reconnect-deps.ts';
import { blockingOf, guideOf, troublesOf, unprovenOf, type OwnAddresses, type Trouble } from './reconnect-rules.ts';
import type { RunRecord } from './run-record.ts';
import { verifiedLegs } from './verified-legs.ts';

/** What a run sees of its channel. Throws CHANNEL_UNKNOWN where the channel is gone. */
export class RunView {
  readonly #deps: Pick<ReconnectDeps, 'watch' | 'boxUrl'>;
  readonly #channelId: ChannelId;
  readonly #record: RunRecord;
  /** When the last round of checks began, epoch ms. */
  checkedFrom: number;
  /** When a person said that it is repaired, epoch ms, or null. */
  repairedFrom: number | null = null;
  /** A person was shown which legs nothing proves. */
  unprovenShown = false;

  constructor(deps: Pick<ReconnectDeps, 'watch' | 'boxUrl'>, channelId: ChannelId, record: RunRecord) {
    this.#deps = deps;
    this.#channelId = channelId;
    this.#record = record;
    this.checkedFrom = record.now.startedAt;
  }

  get isKnown(): boolean {
    return this.#deps.watch.snapshot(this.#channelId) !== null;
  }

  get state(): ChannelSnapshot['state'] {
    return this.#snapshot().state;
  }

  troubles(): readonly Trouble[] {
    return troublesOf({
      snapshot: this.#snapshot(),
      probes: this.#deps.watch.probes(this.#channelId),
      checkedFrom: this.checkedFrom,
      repairedFrom: this.repairedFrom,
    });
  }

  /** The gravest of what keeps the channel from working, or null. */
  blocking(): Trouble | null {
    return blockingOf(this.troubles())[0] ?? null;
  }

  unproven(): readonly Trouble[] {
    return unprovenOf(this.#snapshot());
  }

  /** What a person is, or would be, asked about now. */
  asksAbout(): readonly Trouble[] {
    const troubles = this.troubles();
    if (troubles.length > 0) return troubles;
    return this.unprovenShown ? this.unproven() : [];
  }

  guide(troubles: readonly Trouble[]): ReconnectRun['guide'] {
    const addresses: OwnAddresses = { callbackUrl: this.#snapshot().callbackUrl, boxUrl: this.#deps.boxUrl() };
    return [...guideOf(troubles, addresses, this.#record.now.guide)];
  }

  /** Notes in the run how each leg is proven since it began. */
  lookAtLegs(): void {
    const since = this.#deps.watch.verification(this.#channelId, this.#record.now.startedAt);
    this.#record.change({ legs: [...verifiedLegs(since, this.#snapshot().legs)] });
  }

  #snapshot(): ChannelSnapshot {
    const snapshot = this.#deps.watch.snapshot(this.#channelId);
    if (snapshot === null) throw new RelayError('CHANNEL_UNKNOWN', 'the channel is gone');
    return snapshot;
  }
}
