import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { MinuteCount, StateCounts } from '#shared/domain/overview.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { AlertService, type AlertServiceDeps } from '#relay/alerts/alert-service.ts';
import { AlertSettingsService } from '#relay/alerts/alert-settings-service.ts';
import { hostKind } from '#relay/http/outbound/host-kind.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FactShelf } from '#test/unit/relay/alerts/fact-shelf.ts';
import { noon } from '#test/unit/relay/alerts/incidents.ts';
import { WebReceiver } from './web-receiver.ts';

/** A store that also has the day's figures. */
export class StoreShelf extends FactShelf {
  minutes: MinuteCount[] = [];
  readonly states: StateCounts = {
    accepted: 0,
    pending: 0,
    delivered: 0,
    unconfirmed: 0,
    dead_letter: 0,
    expired: 0,
    quarantined: 0,
    discarded: 0,
  };

  minuteCounts(): Promise<MinuteCount[]> {
    return Promise.resolve(this.minutes);
  }

  stateCounts(): Promise<StateCounts> {
    return Promise.resolve(this.states);
  }
}

const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
let ids = 0;

/** What a relay's alerts need, with a real receiver of webhooks and a clock wound by hand. */
export class AlertKit {
  readonly receiver: WebReceiver;
  readonly store = new StoreShelf();
  readonly clock = new HandClock(noon);
  readonly #services: AlertService[] = [];

  private constructor(receiver: WebReceiver) {
    this.receiver = receiver;
  }

  static async open(): Promise<AlertKit> {
    return new AlertKit(await WebReceiver.start());
  }

  async close(): Promise<void> {
    for (const service of this.#services) await service.stop();
    await this.receiver.stop();
  }

  /** Alerts made from what the store holds, not started yet. */
  async alerts(changes: Partial<AlertServiceDeps> = {}) {
    const { store, clock } = this;
    const settings = new AlertSettingsService({
      store,
      allowPrivateTargets: true,
      hostKind,
      timeZone: 'Europe/Amsterdam',
      log: silentLogger,
    });
    await settings.load();
    const raised: AlertNotice[] = [];
    const service = new AlertService({
      settings,
      store,
      http,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      newId: () => `notice-${++ids}`,
      mailTrust: [],
      openIncidents: () => Promise.resolve([]),
      findIncident: () => Promise.resolve(null),
      channels: () => [],
      inMaintenance: () => false,
      onRaised: (notice) => void raised.push(notice),
      onTold: () => undefined,
      ...changes,
    });
    this.#services.push(service);
    return { settings, service, raised };
  }

  hook() {
    return { enabled: true, url: this.receiver.url, form: 'json' as const };
  }

  bodies<B = Record<string, unknown>>(): B[] {
    return this.receiver.calls.map(({ body }) => JSON.parse(body) as B);
  }

  /** Lets the wound clock pass, with real time for the sockets in between. */
  async pass(durationMs: number, stepMs = 5_000): Promise<void> {
    for (let passed = 0; passed < durationMs; passed += stepMs) {
      this.clock.wind(stepMs);
      await settled();
    }
  }
}

export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
