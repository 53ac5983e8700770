import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

const mostRead = 200;

/** The incidents that are open now, for tray and notices: read when a relay begins to run, kept by its notices. */
export class OpenIncidents {
  readonly #open = new Map<string, Incident>();
  readonly #relay: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly #log: Logger;
  readonly #onChange: (open: readonly Incident[]) => void;
  #pid: number | null = null;

  constructor(
    relay: Pick<ContractClient<RelayContract>, 'invoke'>,
    log: Logger,
    onChange: (open: readonly Incident[]) => void,
  ) {
    this.#relay = relay;
    this.#log = log;
    this.#onChange = onChange;
  }

  incidentChanged(incident: Incident): void {
    const known = this.#open.get(incident.id);
    if (known !== undefined && known.revision > incident.revision) return;
    if (incident.closedAt === null) this.#open.set(incident.id, incident);
    else if (!this.#open.delete(incident.id)) return;
    this.#tell();
  }

  processChanged({ kind, pid }: Pick<RelayProcess, 'kind' | 'pid'>): void {
    if (kind === 'running') {
      if (this.#pid === pid) return;
      this.#pid = pid;
      this.#read().catch((thrown: unknown) => {
        this.#log.warn('incidents.not_read', { detail: toRelayError(thrown).code });
      });
    } else if (kind !== 'unresponsive') {
      // What a relay told that is gone says nothing about now.
      this.#pid = null;
      this.#open.clear();
      this.#tell();
    }
  }

  async #read(): Promise<void> {
    const filter = { state: 'open', channelId: null, before: null, limit: mostRead } as const;
    for (const incident of await this.#relay.invoke('incidents.page', filter)) this.incidentChanged(incident);
  }

  #tell(): void {
    this.#onChange([...this.#open.values()].sort((one, other) => other.openedAt - one.openedAt));
  }
}
