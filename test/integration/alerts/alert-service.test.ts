import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertNotice, AlertSettingsChange } from '#shared/domain/alerts.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { AlertService } from '#relay/alerts/alert-service.ts';
import { AlertSettingsService } from '#relay/alerts/alert-settings-service.ts';
import { hostKind } from '#relay/http/outbound/host-kind.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FactShelf } from '#test/unit/relay/alerts/fact-shelf.ts';
import { anIncident, minuteMs, noon } from '#test/unit/relay/alerts/incidents.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { MailReceiver } from './mail-receiver.ts';
import { WebReceiver } from './web-receiver.ts';

/** A store that also has the day's figures. */
class StoreShelf extends FactShelf {
  minuteCounts() {
    return Promise.resolve([{ minute: 1, inbound: 1_200, outbound: 900, failed: 2 }]);
  }

  stateCounts() {
    const counts = { accepted: 0, delivered: 0, expired: 0, quarantined: 0, discarded: 0 };
    return Promise.resolve({ ...counts, pending: 3, unconfirmed: 1, dead_letter: 4 });
  }
}

const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
let receiver: WebReceiver;
let store: StoreShelf;
let clock: HandClock;
let running: Run | null = null;
let ids = 0;

interface Run {
  readonly service: AlertService;
  readonly settings: AlertSettingsService;
  readonly raised: AlertNotice[];
  readonly told: string[];
}

/** A relay's alerts, as they start on what the store holds. */
async function start(incidents: readonly Incident[] = [], mailTrust: readonly string[] = []): Promise<Run> {
  const settings = new AlertSettingsService({
    store,
    allowPrivateTargets: true,
    hostKind,
    timeZone: 'Europe/Amsterdam',
    log: silentLogger,
  });
  await settings.load();
  const raised: AlertNotice[] = [];
  const told: string[] = [];
  const service = new AlertService({
    settings,
    store,
    http,
    clock,
    chance: () => 0.5,
    log: silentLogger,
    newId: () => `notice-${++ids}`,
    mailTrust,
    openIncidents: () => Promise.resolve(incidents.filter(({ closedAt }) => closedAt === null)),
    findIncident: (id) => Promise.resolve(incidents.find((incident) => incident.id === id) ?? null),
    channels: () => [],
    inMaintenance: () => false,
    onRaised: (notice) => void raised.push(notice),
    onTold: (incidentIds, way) => void told.push(`${incidentIds.join()} ${way}`),
  });
  running = { service, settings, raised, told };
  await service.start();
  return running;
}

const hook = (): NonNullable<AlertSettingsChange['webhook']> => ({ enabled: true, url: receiver.url, form: 'json' });
const bodies = () =>
  receiver.calls.map(({ body }) => JSON.parse(body) as { kind: string; id: string; lines: string[] });

/** Lets the wound clock pass, with real time for the sockets in between. */
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
  await running?.service.stop();
  running = null;
  await receiver.stop();
});

describe('telling people', () => {
  it('on the desktop and over the webhook, once each, and when it is over', async () => {
    const { service, settings, raised, told } = await start();
    await settings.change({ webhook: hook() });
    service.incidentChanged(anIncident({ id: 'a' }));
    await pass(3 * minuteMs);
    await until(() => receiver.calls.length === 1);
    service.incidentChanged(anIncident({ id: 'a', closedAt: clock.now() }));
    await pass(minuteMs);
    await until(() => receiver.calls.length === 2);

    expect(bodies().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    expect(raised.map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    await until(() => told.length === 2);
    expect(told).toEqual(['a desktop', 'a webhook']);
    expect(service.status().find(({ sink }) => sink === 'webhook')).toMatchObject({
      code: null,
      detail: 'HTTP 200 ok',
      waiting: 0,
    });
  });

  it('tries again while the other side fails, in order, and shows why', async () => {
    receiver.answer = { status: 503, body: 'resting' };
    const { service, settings } = await start();
    await settings.change({ webhook: hook() });
    service.incidentChanged(anIncident({ id: 'a' }));
    await pass(90_000);
    await until(() => service.status()[0]?.code === 'ALERT_REFUSED');
    expect(service.status()[0]).toMatchObject({ detail: 'HTTP 503 resting', waiting: 1 });
    service.incidentChanged(anIncident({ id: 'a', closedAt: clock.now() }));
    await pass(30_000);
    expect(service.status()[0]?.waiting).toBe(2);

    receiver.answer = { status: 200 };
    receiver.calls.length = 0;
    await pass(20 * minuteMs, 30_000);
    await until(() => receiver.calls.length === 2);
    expect(bodies().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  });

  it('goes on after a restart in the middle: nothing is lost, nothing said twice', async () => {
    receiver.answer = null;
    const first = await start();
    await first.settings.change({ webhook: hook() });
    first.service.incidentChanged(anIncident({ id: 'a' }));
    await pass(2 * minuteMs);
    await until(() => receiver.calls.length === 1);
    await first.service.stop();

    receiver.answer = { status: 200 };
    receiver.calls.length = 0;
    const second = await start([anIncident({ id: 'a' })]);
    await until(() => receiver.calls.length === 1);
    await pass(5 * minuteMs);
    expect(second.raised).toEqual([]);
    await second.service.stop();

    const closed = anIncident({ id: 'a', closedAt: noon + 9 * minuteMs });
    const third = await start([closed]);
    await pass(30_000);
    await until(() => receiver.calls.length === 2);
    expect(bodies().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    expect(third.raised.map(({ kind }) => kind)).toEqual(['closed']);
  });

  it('gives up after a day, and says so with the next that gets through', async () => {
    receiver.answer = { status: 500 };
    const { service, settings } = await start();
    await settings.change({ webhook: hook(), reminderMinutes: 0 });
    service.incidentChanged(anIncident({ id: 'a' }));
    await pass(25 * 60 * minuteMs, 10 * minuteMs);
    await until(() => service.status()[0]?.waiting === 0);

    receiver.answer = { status: 200 };
    receiver.calls.length = 0;
    service.incidentChanged(anIncident({ id: 'a', closedAt: clock.now() }));
    await pass(10_000);
    await until(() => receiver.calls.length === 1);
    expect(bodies()[0]?.lines.at(-1)).toMatch(/^Left out before this, because they could not be sent: 1, /u);
  });

  it('sends the daily line once a day, over a restart too', async () => {
    const first = await start();
    await first.settings.change({ webhook: hook(), daily: { enabled: true, at: '08:00' } });
    await pass(20 * 60 * minuteMs + 2 * minuteMs, 2 * minuteMs);
    await until(() => receiver.calls.length === 1);
    expect(bodies()[0]?.kind).toBe('daily');
    expect(bodies()[0]?.lines.join(' ')).toContain('1,200 messages from customers, 900 replies, 2 failed');
    await until(() => first.service.status()[0]?.waiting === 0);
    await first.service.stop();
    await start();
    await pass(10 * minuteMs);
    expect(receiver.calls).toHaveLength(1);
  });

  it('shows what somebody watches on the desktop only', async () => {
    const { service, settings, raised } = await start();
    await settings.change({ webhook: hook() });
    service.watchTold({ subject: '…ab12 was delivered', channelId: null, channelName: null, failed: false });
    await pass(minuteMs);
    expect(raised.map(({ kind }) => kind)).toEqual(['watch']);
    expect(receiver.calls).toEqual([]);
  });
});

describe('a test', () => {
  it('of each sink tells what the other side said', async () => {
    const authority = createTestAuthority();
    const mail = await MailReceiver.start({}, authority.issue({ name: 'localhost' }));
    try {
      const { service, settings } = await start([], [authority.cert]);
      expect(await service.test('webhook')).toMatchObject({ ok: false, code: 'ALERT_NO_TARGET' });
      expect(await service.test('email')).toMatchObject({ ok: false, code: 'ALERT_NO_TARGET' });
      expect(await service.test('heartbeat')).toMatchObject({ ok: false, code: 'ALERT_NO_TARGET' });
      await settings.change({
        language: 'nl',
        webhook: { ...hook(), enabled: false },
        email: {
          enabled: false,
          host: 'localhost',
          port: mail.port,
          security: 'starttls',
          user: 'relay',
          password: 'right',
          from: 'veerpont@example.com',
          to: ['team@example.com'],
        },
        heartbeat: { enabled: false, url: `http://127.0.0.1:${receiver.port}/beat`, everySeconds: 60 },
      });
      expect(await service.test('webhook')).toMatchObject({ ok: true, code: null, detail: 'HTTP 200 ok' });
      expect(bodies()[0]).toMatchObject({ kind: 'test', title: 'Veerpont · Dit is een test' });
      expect(await service.test('email')).toMatchObject({ ok: true, code: null });
      expect(mail.mails).toHaveLength(1);
      expect(await service.test('heartbeat')).toMatchObject({ ok: true, detail: 'HTTP 200 ok' });
      expect(service.status().every(({ lastOkAt, code }) => lastOkAt === clock.now() && code === null)).toBe(true);
    } finally {
      await mail.stop();
    }
  });
});

describe('the heartbeat', () => {
  it('beats while the store can be written, and is silent while it cannot', async () => {
    const { service, settings } = await start();
    const url = `http://127.0.0.1:${receiver.port}/beat`;
    await settings.change({ heartbeat: { enabled: true, url, everySeconds: 60 } });
    await until(() => receiver.calls.length === 1);
    clock.wind(60_000);
    await until(() => receiver.calls.length === 2);
    expect(receiver.calls[1]).toMatchObject({ method: 'GET', path: '/beat' });

    store.failing = true;
    clock.wind(180_000);
    await settled();
    expect(receiver.calls).toHaveLength(2);
    expect(service.status()[2]).toMatchObject({ sink: 'heartbeat', code: 'STORE_FULL' });

    store.failing = false;
    clock.wind(60_000);
    await until(() => receiver.calls.length === 3);
    await settings.change({ heartbeat: { enabled: false, url, everySeconds: 60 } });
    clock.wind(600_000);
    await settled();
    expect(receiver.calls).toHaveLength(3);
  });
});
