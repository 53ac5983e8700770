import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayStore } from '../ports/relay-store.ts';

export interface AwaitedChannelsDeps {
  readonly channels: readonly Pick<ChannelConfig, 'id' | 'cxoneChannelId' | 'waitsFor'>[];
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly log: Logger;
  /** Told once for each that came to be. */
  readonly onMade: (channelId: ChannelId) => void;
}

const factName = (channelId: ChannelId): string => `cxone-made:${channelId}`;

/**
 * Channels that are in use here and do not exist in CXone yet. They wait until the configuration says otherwise, or until
 * CXone itself shows that it has them; that is kept, so that a configuration which does not know it yet changes nothing.
 */
export class AwaitedChannels {
  readonly #deps: AwaitedChannelsDeps;
  readonly #awaited = new Map<ChannelId, string>();

  constructor(deps: AwaitedChannelsDeps) {
    this.#deps = deps;
  }

  /** To be awaited before anything is taken or delivered. */
  async load(): Promise<void> {
    const { channels, store } = this.#deps;
    for (const { id, cxoneChannelId, waitsFor } of channels) {
      if (waitsFor !== 'cxone') continue;
      // Of another channel of CXone's nothing was shown.
      if ((await store.readFact(factName(id))) !== cxoneChannelId) this.#awaited.set(id, cxoneChannelId);
    }
  }

  /** Cheap: asked on the way of messages. */
  awaits(channelId: ChannelId): boolean {
    return this.#awaited.has(channelId);
  }

  get all(): readonly ChannelId[] {
    return [...this.#awaited.keys()];
  }

  /** CXone made or named channels, by its own ids. */
  seen(cxoneChannelIds: readonly string[]): void {
    for (const [channelId, cxoneChannelId] of [...this.#awaited]) {
      if (cxoneChannelIds.includes(cxoneChannelId)) this.made(channelId);
    }
  }

  /** CXone has it: it was created on an action page, or called for. Never throws; without effect for one that is not awaited. */
  made(channelId: ChannelId): void {
    const cxoneChannelId = this.#awaited.get(channelId);
    if (cxoneChannelId === undefined) return;
    const { store, log, onMade } = this.#deps;
    this.#awaited.delete(channelId);
    log.info('channel.made_in_cxone', { channelId });
    store.writeFact(factName(channelId), cxoneChannelId).catch((thrown: unknown) => {
      // It counts all the same; after a restart CXone has to show it again.
      log.error('channel.made_not_kept', { channelId, code: toRelayError(thrown).code });
    });
    onMade(channelId);
  }
}
