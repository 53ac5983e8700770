import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { AlertService } from '#relay/alerts/alert-service.ts';
import { ExpiryWatch } from '#relay/certificates/expiry-watch.ts';
import { minuteMs, noon } from '#test/unit/relay/alerts/incidents.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { AlertKit, until } from './alert-kit.ts';
import { MailReceiver } from './mail-receiver.ts';

const dayMs = 24 * 60 * minuteMs;

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

let kit: AlertKit;
let running: { alerts: AlertService; watch: ExpiryWatch } | null = null;

/** Alerts and the watch over ends, as a relay starts them on what the store holds. */
async function start(mailTrust: readonly string[] = []) {
  const channels = () => [{ id: ChannelId.parse('shop-nl'), name: 'Shop NL' } as ChannelSnapshot];
  const { settings, service: alerts, raised } = await kit.alerts({ mailTrust, channels });
  const watch = new ExpiryWatch({
    certificates: () => [aLine],
    facts: kit.store,
    alerts: alerts.certificate,
    clock: kit.clock,
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

const bodies = () => kit.bodies();

beforeEach(async () => {
  kit = await AlertKit.open();
});
afterEach(async () => {
  await stop();
  await kit.close();
});

describe('telling people of a certificate that ends', () => {
  it('on the desktop and over the webhook, with the channels it serves', async () => {
    const { settings, raised } = await start();
    await settings.change({ webhook: kit.hook() });
    await kit.pass(10_000);
    await until(() => kit.receiver.calls.length === 1);
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
      await kit.pass(10_000);
      await until(() => mail.mails.length === 1);
      expect(mail.mails[0]?.raw).toContain('Het eindigt wo 21 jan 2026, 12:00');
    } finally {
      await mail.stop();
    }
  });

  it('once over restarts, also while quiet hours hold it back', async () => {
    const first = await start();
    await first.settings.change({
      webhook: kit.hook(),
      quietHours: { from: '11:00', until: '13:00', urgentToo: false },
    });
    await kit.pass(10_000);
    expect(first.raised).toEqual([]);
    await stop();
    const second = await start();
    await kit.pass(50 * minuteMs, minuteMs);
    expect(second.raised).toEqual([]);
    await stop();
    const third = await start();
    // Not a step further: the call under way has a limit by this clock.
    for (let minute = 0; minute < 15 && third.raised.length === 0; minute += 1) await kit.pass(minuteMs);
    expect(third.raised).toHaveLength(1);
    await until(() => kit.receiver.calls.length === 1);
    await stop();
    const fourth = await start();
    await kit.pass(60 * minuteMs, minuteMs);
    expect(fourth.raised).toEqual([]);
    expect(kit.receiver.calls).toHaveLength(1);
  });
});
