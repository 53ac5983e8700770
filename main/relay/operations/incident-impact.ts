import type { Incident, IncidentImpact } from '#shared/domain/incident.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsStore } from '../ports/operations-store.ts';

/** Open incidents are looked at so often. */
const everyMs = 5_000;

export interface ImpactRoundsDeps {
  readonly store: Pick<OperationsStore, 'impactOf' | 'countRecords'>;
  readonly open: () => readonly Incident[];
  readonly onCounted: (incident: Incident, impact: IncidentImpact) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps counting what open incidents do to messages, one after another. Idle while none is open. */
export class ImpactRounds {
  readonly #deps: ImpactRoundsDeps;
  #cancel: (() => void) | null = null;
  #round: Promise<void> | null = null;
  #isStopped = false;

  constructor(deps: ImpactRoundsDeps) {
    this.#deps = deps;
  }

  /** There may be an open one. */
  wake(): void {
    if (this.#isStopped || this.#cancel !== null || this.#round !== null || this.#deps.open().length === 0) return;
    this.#cancel = this.#deps.clock.after(everyMs, () => {
      this.#cancel = null;
      this.#round = this.#run().finally(() => {
        this.#round = null;
        this.wake();
      });
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    await this.#round;
  }

  /** Messages accepted while it was open, and what became of them by now. Null when that cannot be told. */
  async count({ id, channelId, openedAt, closedAt }: Incident): Promise<IncidentImpact | null> {
    const { store, clock, log } = this.#deps;
    try {
      const impact = await store.impactOf(channelId, openedAt, closedAt ?? clock.now() + 1);
      return { ...impact, customersTold: await store.countRecords('told', id) };
    } catch (thrown) {
      log.warn('incident.not_counted', { incidentId: id, code: toRelayError(thrown).code });
      return null;
    }
  }

  async #run(): Promise<void> {
    for (const incident of this.#deps.open()) {
      if (this.#isStopped) return;
      const impact = await this.count(incident);
      if (impact !== null) this.#deps.onCounted(incident, impact);
    }
  }
}
