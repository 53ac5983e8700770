import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

/** The figures over all open clocks, for the tray: read when a relay begins to run, kept by its notices. */
export class KnownClocks {
  readonly #relay: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly #log: Logger;
  readonly #onChange: (summary: SlaSummary | null) => void;
  #pid: number | null = null;
  #asOf = Number.NEGATIVE_INFINITY;

  constructor(
    relay: Pick<ContractClient<RelayContract>, 'invoke'>,
    log: Logger,
    onChange: (summary: SlaSummary | null) => void,
  ) {
    this.#relay = relay;
    this.#log = log;
    this.#onChange = onChange;
  }

  clocksChanged(summary: SlaSummary): void {
    this.#asOf = summary.asOf;
    this.#onChange(summary);
  }

  processChanged({ kind, pid }: Pick<RelayProcess, 'kind' | 'pid'>): void {
    if (kind === 'running') {
      if (this.#pid === pid) return;
      this.#pid = pid;
      this.#read(pid).catch((thrown: unknown) => {
        this.#log.warn('clocks.not_read', { detail: toRelayError(thrown).code });
      });
    } else if (kind !== 'unresponsive') {
      // What a relay told that is gone says nothing about now.
      this.#pid = null;
      this.#asOf = Number.NEGATIVE_INFINITY;
      this.#onChange(null);
    }
  }

  async #read(pid: number | null): Promise<void> {
    const summary = await this.#relay.invoke('sla.summary', null);
    // A notice may have been faster, and the relay may be gone.
    if (this.#pid === pid && summary.asOf >= this.#asOf) this.clocksChanged(summary);
  }
}
