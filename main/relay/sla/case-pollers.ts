import type { IntegrationId } from '#shared/domain/ids.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import { CasePoller, type CasePollerDeps } from './case-poller.ts';
import { CaseRation } from './case-poller-ration.ts';

export interface PolledIntegration extends Pick<CasePollerDeps, 'integrationId' | 'channels' | 'source'> {
  /** The same for integrations of one tenant, which share its limits. */
  readonly tenant: string;
}

export interface CasePollersDeps extends Pick<CasePollerDeps, 'reports' | 'isAsked' | 'clock' | 'chance' | 'log'> {
  readonly integrations: readonly PolledIntegration[];
}

/** A poller for each integration that has channels. What befalls one does not concern the others. */
export class CasePollers {
  readonly #pollers: ReadonlyMap<IntegrationId, CasePoller>;

  constructor({ integrations, ...shared }: CasePollersDeps) {
    const rations = new Map<string, CaseRation>();
    const rationOf = (tenant: string): CaseRation => {
      const ration = rations.get(tenant) ?? new CaseRation();
      rations.set(tenant, ration);
      return ration;
    };
    this.#pollers = new Map(
      integrations
        .filter(({ channels }) => channels.length > 0)
        .map(({ tenant, ...integration }) => [
          integration.integrationId,
          new CasePoller({ ...shared, ...integration, ration: rationOf(tenant) }),
        ]),
    );
  }

  start(): void {
    for (const poller of this.#pollers.values()) poller.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pollers.values()].map((poller) => poller.stop()));
  }

  /** `integrationId` null: all of them, as after a sleep. */
  pollNow(integrationId: IntegrationId | null, caseIds: readonly string[] = []): void {
    for (const poller of this.#those(integrationId)) poller.pollNow(caseIds);
  }

  /** A case of this integration may have begun. */
  wake(integrationId: IntegrationId): void {
    for (const poller of this.#those(integrationId)) poller.wake();
  }

  states(): SlaSummary['polls'] {
    return [...this.#pollers.values()].map((poller) => poller.state());
  }

  #those(integrationId: IntegrationId | null): readonly CasePoller[] {
    if (integrationId === null) return [...this.#pollers.values()];
    const poller = this.#pollers.get(integrationId);
    return poller === undefined ? [] : [poller];
  }
}
