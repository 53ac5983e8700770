import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

/** All channels as they are now, for the tray: read when a relay begins to run, kept by its notices of what changed. */
export class KnownChannels {
  readonly #known = new Map<ChannelId, ChannelSnapshot>();
  readonly #relay: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly #log: Logger;
  readonly #onChange: (channels: readonly ChannelSnapshot[]) => void;
  #pid: number | null = null;

  constructor(
    relay: Pick<ContractClient<RelayContract>, 'invoke'>,
    log: Logger,
    onChange: (channels: readonly ChannelSnapshot[]) => void,
  ) {
    this.#relay = relay;
    this.#log = log;
    this.#onChange = onChange;
  }

  /** `changed`: some of the channels; the others are as they were. */
  channelsChanged(changed: readonly ChannelSnapshot[]): void {
    for (const channel of changed) {
      const known = this.#known.get(channel.id);
      if (known === undefined || known.revision <= channel.revision) this.#known.set(channel.id, channel);
    }
    this.#onChange([...this.#known.values()]);
  }

  processChanged({ kind, pid }: Pick<RelayProcess, 'kind' | 'pid'>): void {
    if (kind === 'running') {
      if (this.#pid === pid) return;
      this.#pid = pid;
      this.#read().catch((thrown: unknown) => {
        this.#log.warn('channels.not_read', { detail: toRelayError(thrown).code });
      });
    } else if (kind !== 'unresponsive') {
      // Another relay may have other channels, and counts their changes anew.
      this.#pid = null;
      this.#known.clear();
      this.#onChange([]);
    }
  }

  async #read(): Promise<void> {
    this.channelsChanged(await this.#relay.invoke('channels.list', null));
  }
}
