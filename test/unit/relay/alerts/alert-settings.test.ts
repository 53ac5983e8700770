import { describe, expect, it } from 'vitest';
import type { AlertSettings, AlertSettingsChange } from '#shared/domain/alerts.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { AlertSettingsService } from '#relay/alerts/alert-settings-service.ts';
import { hostKind } from '#relay/http/outbound/host-kind.ts';
import { FactShelf } from './fact-shelf.ts';

async function opened(store = new FactShelf(), allowPrivateTargets = false) {
  const service = new AlertSettingsService({
    store,
    allowPrivateTargets,
    hostKind,
    timeZone: 'Europe/Amsterdam',
    log: silentLogger,
  });
  await service.load();
  return service;
}

const webhook = { enabled: true, url: 'https://chat.example/hook', form: 'json' } as const;
const email = {
  enabled: true,
  host: 'mail.example',
  port: 587,
  security: 'starttls',
  user: 'relay',
  from: 'relay@example.com',
  to: ['team@example.com'],
} as const;

const errorOf = async (change: AlertSettingsChange, allowPrivateTargets = false) => {
  const service = await opened(new FactShelf(), allowPrivateTargets);
  const { code, value } = await service.change(change).then(
    () => ({ code: 'none', value: null }),
    (thrown: unknown) => toRelayError(thrown),
  );
  return [code, value];
};

describe('alert settings', () => {
  it('tell on this desktop only, until somebody says where to', async () => {
    const { desktop, webhook: hook, email: mail, heartbeat, daily, timeZone } = (await opened()).get();
    expect(desktop.enabled).toBe(true);
    expect([hook.enabled, mail.enabled, heartbeat.enabled, daily.enabled]).toEqual([false, false, false, false]);
    expect(timeZone).toBe('Europe/Amsterdam');
  });

  it('keep what a change does not name, and outlive a restart', async () => {
    const store = new FactShelf();
    const first = await opened(store);
    await first.change({ webhook: { ...webhook, secret: 'Bearer abc' }, reminderMinutes: 15 });
    await first.change({ tellAfterMinutes: 4 });

    const second = await opened(store);
    expect(second.get()).toMatchObject({
      reminderMinutes: 15,
      tellAfterMinutes: 4,
      webhook: { url: webhook.url, hasSecret: true },
    });
    expect(second.secrets.webhook).toBe('Bearer abc');
  });

  it('never give a secret back', async () => {
    const service = await opened();
    const answer = await service.change({
      webhook: { ...webhook, secret: 'hook-secret' },
      email: { ...email, to: [...email.to], password: 'mail-secret' },
    });
    expect(JSON.stringify([answer, service.get()])).not.toMatch(/hook-secret|mail-secret/u);
  });

  it('keep a secret that is not named, remove one that is null, and forget it for another server', async () => {
    const service = await opened();
    await service.change({ webhook: { ...webhook, secret: 'a' } });
    await service.change({ webhook: { ...webhook, url: 'https://chat.example/other' } });
    expect(service.secrets.webhook).toBe('a');
    await service.change({ webhook: { ...webhook, url: 'https://elsewhere.example/hook' } });
    expect(service.secrets.webhook).toBeNull();
    await service.change({ webhook: { ...webhook, secret: 'b' } });
    await service.change({ webhook: { ...webhook, secret: null } });
    expect(service.get().webhook.hasSecret).toBe(false);

    const to = [...email.to];
    await service.change({ email: { ...email, to, password: 'p' } });
    await service.change({ email: { ...email, to, enabled: false, host: 'evil.example' } });
    expect(service.secrets.email).toBeNull();
  });

  it('that cannot be read leave the defaults', async () => {
    const store = new FactShelf();
    await store.writeFact('alert-settings', '{"settings":{}}');
    expect((await opened(store)).get().webhook.enabled).toBe(false);
  });

  it('that could not be written are not in force', async () => {
    const store = new FactShelf();
    const service = await opened(store);
    store.failing = true;
    await expect(service.change({ reminderMinutes: 7 })).rejects.toMatchObject({ code: 'STORE_FULL' });
    expect(service.get().reminderMinutes).toBe(30);
  });

  it('tell which groups were set', async () => {
    const service = await opened();
    const told: (readonly (keyof AlertSettings)[])[] = [];
    service.onChange((changed) => told.push(changed));
    await service.change({ webhook, language: 'nl' });
    expect(told).toEqual([['language', 'webhook']]);
  });
});

describe('a mistake is refused with its field', () => {
  const to = [...email.to];
  const hook = (url: string) => ({ webhook: { ...webhook, url } });
  const mail = (patch: Partial<AlertSettings['email']> & { password?: string | null }) => ({
    email: { ...email, to, password: 'p', ...patch },
  });
  it.each<[string, AlertSettingsChange, string, string]>([
    ['no zone', { timeZone: 'Nowhere/At_All' }, 'ALERT_SETTINGS_INVALID', 'timeZone'],
    [
      'quiet hours without length',
      { quietHours: { from: '10:00', until: '10:00', urgentToo: false } },
      'ALERT_SETTINGS_INVALID',
      'quietHours',
    ],
    ['http', hook('http://chat.example/hook'), 'ALERT_TARGET_FORBIDDEN', 'webhook.url'],
    ['loopback', hook('https://127.0.0.1/hook'), 'ALERT_TARGET_FORBIDDEN', 'webhook.url'],
    ['a private address', hook('https://10.1.2.3/hook'), 'ALERT_TARGET_FORBIDDEN', 'webhook.url'],
    ['a private address in disguise', hook('https://[::ffff:10.1.2.3]/'), 'ALERT_TARGET_FORBIDDEN', 'webhook.url'],
    ['credentials in it', hook('https://me:you@chat.example/'), 'ALERT_TARGET_FORBIDDEN', 'webhook.url'],
    ['no address', { webhook: { ...webhook, url: null } }, 'ALERT_SETTINGS_INVALID', 'webhook.url'],
    [
      'a secret with a line break',
      { webhook: { ...webhook, secret: 'a\r\nX-Evil: 1' } },
      'ALERT_SETTINGS_INVALID',
      'webhook.secret',
    ],
    ['mail without TLS', mail({ security: 'none' }), 'ALERT_TARGET_FORBIDDEN', 'email.security'],
    ['mail without server', mail({ host: null }), 'ALERT_SETTINGS_INVALID', 'email.host'],
    ['mail to a strange name', mail({ host: 'mail.example\r\nQUIT' }), 'ALERT_SETTINGS_INVALID', 'email.host'],
    ['mail to a long name that is none', mail({ host: `${'a'.repeat(60)}_` }), 'ALERT_SETTINGS_INVALID', 'email.host'],
    ['mail to a label too long', mail({ host: `${'a'.repeat(64)}.example` }), 'ALERT_SETTINGS_INVALID', 'email.host'],
    ['mail without sender', mail({ from: null }), 'ALERT_SETTINGS_INVALID', 'email.from'],
    ['mail without receiver', mail({ to: [] }), 'ALERT_SETTINGS_INVALID', 'email.to'],
    ['mail to no address', mail({ to: ['not an address'] }), 'ALERT_SETTINGS_INVALID', 'email.to.0'],
    ['a user without password', mail({ password: null }), 'ALERT_SETTINGS_INVALID', 'email.password'],
    [
      'a heartbeat without address',
      { heartbeat: { enabled: true, url: null, everySeconds: 60 } },
      'ALERT_SETTINGS_INVALID',
      'heartbeat.url',
    ],
  ])('%s', async (_name, change, code, field) => {
    expect(await errorOf(change)).toEqual([code, field]);
  });

  it('http to this computer only where that is allowed', async () => {
    const local = { webhook: { ...webhook, url: 'http://127.0.0.1:8080/hook' } };
    expect(await errorOf(local)).toEqual(['ALERT_TARGET_FORBIDDEN', 'webhook.url']);
    expect(await errorOf(local, true)).toEqual(['none', null]);
    const other = { webhook: { ...webhook, url: 'http://10.0.0.1/hook' } };
    expect(await errorOf(other, true)).toEqual(['ALERT_TARGET_FORBIDDEN', 'webhook.url']);
  });

  it('mail without TLS to this computer is allowed', async () => {
    expect(await errorOf(mail({ security: 'none', host: 'localhost' }))).toEqual(['none', null]);
  });
});
