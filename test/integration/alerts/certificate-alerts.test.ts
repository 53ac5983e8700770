import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { AlertService } from '#relay/alerts/alert-service.ts';
import { AlertSettingsService } from '#relay/alerts/alert-settings-service.ts';
import { ExpiryWatch } from '#relay/certificates/expiry-watch.ts';
import { hostKind } from '#relay/http/outbound/host-kind.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FactShelf } from '#test/unit/relay/alerts/fact-shelf.ts';
import { minuteMs, noon } from '#test/unit/relay/alerts/incidents.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { MailReceiver } from './mail-receiver.ts';
import { WebReceiver } from './web-receiver.ts';

const dayMs = 24 * 60 * minuteMs;

class StoreShelf extends FactShelf {
  minuteCounts() {
    return Promise.resolve([]);
  }

  stateCounts() {
    const counts = { accepted: 0, delivered: 0, expired: 0, quarantined: 0, discarded: 0 };
    return Promise.resolve({ ...counts, pending: 0, unconfirmed: 0, dead_letter: 0 });
  }
}

const aLine: ExpiryLine = {
  sha256: 'a'.repeat(64),
  name: 'relay.example',
  what: 'shown',
  placeId: 'box',
  integrationId: null,
  validFrom: noon - 300 * dayMs,
  validUntil: noon + 7 * dayMs,
  daysLeft: 7,
  serves: { legs: ['cxoneIn'], channelIds: [ChannelId.parse('shop-nl'), ChannelId.parse('gone')] },
};

const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
let receiver: WebReceiver;
let store: StoreShelf;
let clock: HandClock;
let running: { alerts: AlertService; watch: ExpiryWatch } | null = null;
let ids = 0;

/** Alerts and the watch over ends, as a relay starts them on what the store holds. */
async function start(mailTrust: readonly string[] = []) {
  const settings = new AlertSettingsService({
    store,
    allowPrivateTargets: true,
    hostKind,
    timeZone: 'Europe/Amsterdam',
    log: silentLogger,
  });
  await settings.load();
  const raised: AlertNotice[] = [];
  const alerts = new AlertService({
    settings,
    store,
    http,
    clock,
    chance: () => 0.5,
    log: silentLogger,
    newId: () => `notice-${++ids}`,
    mailTrust,
    openIncidents: () => Promise.resolve([]),
    findIncident: () => Promise.resolve(null),
    channels: () => [{ id: ChannelId.parse('shop-nl'), name: 'Shop NL' } as ChannelSnapshot],
    inMaintenance: () => false,
    onRaised: (notice) => void raised.push(notice),
    onTold: () => undefined,
  });
  const watch = new ExpiryWatch({
    certificates: () => [aLine],
    facts: store,
    alerts: alerts.certificate,
    clock,
    log: silentLogger,
  });
  running = { alerts, watch };
  await alerts.start();
  await watch.start();
  return { settings, alerts, watch, raised };
}

async function stop(): Promise<void> {
  await running?.watch.stop();
  await running?.alerts.stop();
  running = null;
}

const hook = () => ({ enabled: true, url: receiver.url, form: 'json' as const });
const bodies = () => receiver.calls.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

async function pass(durationMs: number, stepMs = 5_000): Promise<void> {
  for (let passed = 0; passed < durationMs; passed += stepMs) {
    clock.wind(stepMs);
    await settled();
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

beforeEach(async () => {
  receiver = await WebReceiver.start();
  store = new StoreShelf();
  clock = new HandClock(noon);
});

afterEach(async () => {
  await stop();
  await receiver.stop();
});

describe('telling people of a certificate that ends', () => {
  it('on the desktop and over the webhook, with the channels it serves', async () => {
    const { settings, raised } = await start();
    await settings.change({ webhook: hook() });
    await pass(10_000);
    await until(() => receiver.calls.length === 1);
    expect(bodies()).toMatchObject([
      {
        event: 'veerpont.alert',
        kind: 'certificate',
        severity: 'warning',
        title: 'Veerpont · The certificate of relay.example ends in 7 days',
        channels: [{ id: 'shop-nl', name: 'Shop NL' }],
        code: 'CERT_EXPIRES_SOON',
        leg: 'cxoneIn',
        certificate: { name: 'relay.example', validUntil: '2026-01-21T11:00:00.000Z' },
      },
    ]);
    expect(raised).toMatchObject([{ kind: 'certificate', subject: 'relay.example', channelNames: ['Shop NL'] }]);
  });

  it('by mail, in the language of alerts', async () => {
    const authority = createTestAuthority();
    const mail = await MailReceiver.start({}, authority.issue({ name: 'localhost' }));
    try {
      const { settings } = await start([authority.cert]);
      await settings.change({
        language: 'nl',
        email: {
          enabled: true,
          host: 'localhost',
          port: mail.port,
          security: 'starttls',
          user: 'relay',
          password: 'right',
          from: 'veerpont@example.com',
          to: ['team@example.com'],
        },
      });
      await pass(10_000);
      await until(() => mail.mails.length === 1);
      expect(mail.mails[0]?.raw).toContain('Het eindigt wo 21 jan 2026, 12:00');
    } finally {
      await mail.stop();
    }
  });

  it('once over restarts, also while quiet hours hold it back', async () => {
    const first = await start();
    await first.settings.change({
      webhook: hook(),
      quietHours: { from: '11:00', until: '13:00', urgentToo: false },
    });
    await pass(10_000);
    expect(first.raised).toEqual([]);
    await stop();
    const second = await start();
    await pass(50 * minuteMs, minuteMs);
    expect(second.raised).toEqual([]);
    await stop();
    const third = await start();
    // Not a step further: the call under way has a limit by this clock.
    for (let minute = 0; minute < 15 && third.raised.length === 0; minute += 1) await pass(minuteMs);
    expect(third.raised).toHaveLength(1);
    await until(() => receiver.calls.length === 1);
    await stop();
    const fourth = await start();
    await pass(60 * minuteMs, minuteMs);
    expect(fourth.raised).toEqual([]);
    expect(receiver.calls).toHaveLength(1);
  });
});
