import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { AlertService } from '#relay/alerts/alert-service.ts';
import type { AlertSettingsService } from '#relay/alerts/alert-settings-service.ts';
import { anIncident, minuteMs, noon } from '#test/unit/relay/alerts/incidents.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { AlertKit, until } from './alert-kit.ts';
import { MailReceiver } from './mail-receiver.ts';

let kit: AlertKit;

interface Run {
  readonly service: AlertService;
  readonly settings: AlertSettingsService;
  readonly raised: AlertNotice[];
  readonly told: string[];
}

/** A relay's alerts, as they start on what the store holds. */
async function start(incidents: readonly Incident[] = [], mailTrust: readonly string[] = []): Promise<Run> {
  const told: string[] = [];
  const run = await kit.alerts({
    mailTrust,
    openIncidents: () => Promise.resolve(incidents.filter(({ closedAt }) => closedAt === null)),
    findIncident: (id) => Promise.resolve(incidents.find((incident) => incident.id === id) ?? null),
    onTold: (incidentIds, way) => void told.push(`${incidentIds.join()} ${way}`),
  });
  await run.service.start();
  return { ...run, told };
}

const bodies = () => kit.bodies<{ kind: string; id: string; lines: string[] }>();

beforeEach(async () => {
  kit = await AlertKit.open();
  kit.store.minutes = [{ minute: 1, inbound: 1_200, outbound: 900, failed: 2 }];
  Object.assign(kit.store.states, { pending: 3, unconfirmed: 1, dead_letter: 4 });
});
afterEach(() => kit.close());

describe('telling people', () => {
  it('on the desktop and over the webhook, once each, and when it is over', async () => {
    const { service, settings, raised, told } = await start();
    await settings.change({ webhook: kit.hook() });
    service.incidentChanged(anIncident({ id: 'a' }));
    await kit.pass(3 * minuteMs);
    await until(() => kit.receiver.calls.length === 1);
    service.incidentChanged(anIncident({ id: 'a', closedAt: kit.clock.now() }));
    await kit.pass(minuteMs);
    await until(() => kit.receiver.calls.length === 2);

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
    kit.receiver.answer = { status: 503, body: 'resting' };
    const { service, settings } = await start();
    await settings.change({ webhook: kit.hook() });
    service.incidentChanged(anIncident({ id: 'a' }));
    await kit.pass(90_000);
    await until(() => service.status()[0]?.code === 'ALERT_REFUSED');
    expect(service.status()[0]).toMatchObject({ detail: 'HTTP 503 resting', waiting: 1 });
    service.incidentChanged(anIncident({ id: 'a', closedAt: kit.clock.now() }));
    await kit.pass(30_000);
    expect(service.status()[0]?.waiting).toBe(2);

    kit.receiver.answer = { status: 200 };
    kit.receiver.calls.length = 0;
    await kit.pass(20 * minuteMs, 30_000);
    await until(() => kit.receiver.calls.length === 2);
    expect(bodies().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
  });

  it('goes on after a restart in the middle: nothing is lost, nothing said twice', async () => {
    kit.receiver.answer = null;
    const first = await start();
    await first.settings.change({ webhook: kit.hook() });
    first.service.incidentChanged(anIncident({ id: 'a' }));
    await kit.pass(2 * minuteMs);
    await until(() => kit.receiver.calls.length === 1);
    await first.service.stop();

    kit.receiver.answer = { status: 200 };
    kit.receiver.calls.length = 0;
    const second = await start([anIncident({ id: 'a' })]);
    await until(() => kit.receiver.calls.length === 1);
    await kit.pass(5 * minuteMs);
    expect(second.raised).toEqual([]);
    await second.service.stop();

    const closed = anIncident({ id: 'a', closedAt: noon + 9 * minuteMs });
    const third = await start([closed]);
    await kit.pass(30_000);
    await until(() => kit.receiver.calls.length === 2);
    expect(bodies().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
    expect(third.raised.map(({ kind }) => kind)).toEqual(['closed']);
  });

  it('gives up after a day, and says so with the next that gets through', async () => {
    kit.receiver.answer = { status: 500 };
    const { service, settings } = await start();
    await settings.change({ webhook: kit.hook(), reminderMinutes: 0 });
    service.incidentChanged(anIncident({ id: 'a' }));
    await kit.pass(25 * 60 * minuteMs, 10 * minuteMs);
    await until(() => service.status()[0]?.waiting === 0);

    kit.receiver.answer = { status: 200 };
    kit.receiver.calls.length = 0;
    service.incidentChanged(anIncident({ id: 'a', closedAt: kit.clock.now() }));
    await kit.pass(10_000);
    await until(() => kit.receiver.calls.length === 1);
    expect(bodies()[0]?.lines.at(-1)).toMatch(/^Left out before this, because they could not be sent: 1, /u);
  });

  it('sends the daily line once a day, over a restart too', async () => {
    const first = await start();
    await first.settings.change({ webhook: kit.hook(), daily: { enabled: true, at: '08:00' } });
    await kit.pass(20 * 60 * minuteMs + 2 * minuteMs, 2 * minuteMs);
    await until(() => kit.receiver.calls.length === 1);
    expect(bodies()[0]?.kind).toBe('daily');
    expect(bodies()[0]?.lines.join(' ')).toContain('1,200 messages from customers, 900 replies, 2 failed');
    await until(() => first.service.status()[0]?.waiting === 0);
    await first.service.stop();
    await start();
    await kit.pass(10 * minuteMs);
    expect(kit.receiver.calls).toHaveLength(1);
  });

  it('shows what somebody watches on the desktop only', async () => {
    const { service, settings, raised } = await start();
    await settings.change({ webhook: kit.hook() });
    service.watchTold({ subject: '…ab12 was delivered', channelId: null, channelName: null, failed: false });
    await kit.pass(minuteMs);
    expect(raised.map(({ kind }) => kind)).toEqual(['watch']);
    expect(kit.receiver.calls).toEqual([]);
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
        webhook: { ...kit.hook(), enabled: false },
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
        heartbeat: { enabled: false, url: `http://127.0.0.1:${kit.receiver.port}/beat`, everySeconds: 60 },
      });
      expect(await service.test('webhook')).toMatchObject({ ok: true, code: null, detail: 'HTTP 200 ok' });
      expect(bodies()[0]).toMatchObject({ kind: 'test', title: 'Veerpont · Dit is een test' });
      expect(await service.test('email')).toMatchObject({ ok: true, code: null });
      expect(mail.mails).toHaveLength(1);
      expect(await service.test('heartbeat')).toMatchObject({ ok: true, detail: 'HTTP 200 ok' });
      expect(service.status().every(({ lastOkAt, code }) => lastOkAt === kit.clock.now() && code === null)).toBe(true);
    } finally {
      await mail.stop();
    }
  });
});

describe('the heartbeat', () => {
  it('beats while the store can be written, and is silent while it cannot', async () => {
    const { service, settings } = await start();
    const url = `http://127.0.0.1:${kit.receiver.port}/beat`;
    await settings.change({ heartbeat: { enabled: true, url, everySeconds: 60 } });
    await until(() => kit.receiver.calls.length === 1);
    kit.clock.wind(60_000);
    await until(() => kit.receiver.calls.length === 2);
    expect(kit.receiver.calls[1]).toMatchObject({ method: 'GET', path: '/beat' });

    kit.store.failing = true;
    kit.clock.wind(180_000);
    await settled();
    expect(kit.receiver.calls).toHaveLength(2);
    expect(service.status()[2]).toMatchObject({ sink: 'heartbeat', code: 'STORE_FULL' });

    kit.store.failing = false;
    kit.clock.wind(60_000);
    await until(() => kit.receiver.calls.length === 3);
    await settings.change({ heartbeat: { enabled: false, url, everySeconds: 60 } });
    kit.clock.wind(600_000);
    await settled();
    expect(kit.receiver.calls).toHaveLength(3);
  });
});
