import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { defaultAlertSettings } from '#relay/alerts/stored-settings.ts';
import { freshMemory } from '#relay/alerts/alert-memory.ts';
import type { SlaAlertItem } from '#relay/ports/sla-alerts.ts';
import { anIncident, minuteMs, noon } from '#test/unit/relay/alerts/incidents.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { AlertKit, until } from './alert-kit.ts';
import { MailReceiver } from './mail-receiver.ts';

let kit: AlertKit;

const aClock = (id: string, overrides: Partial<SlaAlertItem> = {}): SlaAlertItem => ({
  slaCaseId: id,
  channelId: ChannelId.parse('shop-nl'),
  channelName: 'Shop NL',
  endUser: '…k4Qz',
  metric: 'first_response',
  deadlineAt: noon + 15 * minuteMs,
  cause: null,
  officeOpen: true,
  ...overrides,
});

/** A relay's alerts on what the store holds, beside clocks as a map says they stand. */
async function start(mailTrust: readonly string[] = []) {
  const { service, settings, raised } = await kit.alerts({ mailTrust });
  const clocks = new Map<string, SlaAlertItem>();
  const asked: (readonly [number, number])[] = [];
  service.followClocks({
    current: (id) => clocks.get(id) ?? null,
    missed: (from, until) => {
      asked.push([from, until]);
      return Promise.resolve({ people: 3, outage: 1 });
    },
  });
  const warn = (...items: SlaAlertItem[]): void => {
    for (const item of items) clocks.set(item.slaCaseId, item);
    service.warned(items);
  };
  const miss = (...items: SlaAlertItem[]): void => {
    for (const item of items) clocks.set(item.slaCaseId, item);
    service.breached(items);
  };
  return { service, settings, raised, clocks, asked, warn, miss };
}

async function started(mailTrust: readonly string[] = []) {
  const run = await start(mailTrust);
  await run.service.start();
  return run;
}

const bodies = () => kit.bodies();

beforeEach(async () => {
  kit = await AlertKit.open();
  kit.store.minutes = [{ minute: 1, inbound: 12, outbound: 9, failed: 0 }];
});
afterEach(() => kit.close());

describe('clocks at risk and missed', () => {
  it('are told on the desktop and over the webhook, gathered', async () => {
    const { settings, raised, warn, miss } = await started();
    await settings.change({ webhook: kit.hook() });
    warn(aClock('a'), aClock('b', { deadlineAt: noon + 9 * minuteMs }));
    miss(aClock('c', { cause: 'outage', deadlineAt: noon - minuteMs }));
    await kit.pass(minuteMs);
    await until(() => kit.receiver.calls.length === 2);

    expect(raised.map(({ kind, sla }) => [kind, sla?.count])).toEqual([
      ['sla_warning', 2],
      ['sla_breach', 1],
    ]);
    const [warning, breach] = bodies();
    expect(warning).toMatchObject({
      kind: 'sla_warning',
      severity: 'warning',
      title: 'Veerpont · 2 SLA targets at risk',
      channels: [{ id: 'shop-nl', name: 'Shop NL' }],
      sla: { count: 2, slaCaseId: 'b', deadlineAt: '2026-01-14T11:09:00.000Z', customer: '…k4Qz' },
    });
    expect(breach).toMatchObject({ kind: 'sla_breach', severity: 'warning', sla: { cause: 'outage' } });
  });

  it('reach a mailbox, urgent when people missed it', async () => {
    const authority = createTestAuthority();
    const mail = await MailReceiver.start({}, authority.issue({ name: 'localhost' }));
    try {
      const { settings, miss } = await started([authority.cert]);
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
      miss(aClock('a', { cause: 'people', deadlineAt: noon }));
      await kit.pass(minuteMs);
      await until(() => mail.mails.length === 1);
      expect(JSON.stringify(mail.mails[0])).toMatch(/X-Priority: 1|Importance: high/iu);
    } finally {
      await mail.stop();
    }
  });

  it('wait over a restart, and are not told twice', async () => {
    const first = await started();
    first.warn(aClock('a', { officeOpen: false }), aClock('b'));
    await kit.pass(minuteMs);
    expect(first.raised.map(({ sla }) => sla?.slaCaseId)).toEqual(['b']);
    await first.service.stop();

    const second = await start();
    second.clocks.set('a', aClock('a'));
    second.clocks.set('b', aClock('b'));
    await second.service.start();
    await kit.pass(6 * minuteMs);
    expect(second.raised.map(({ sla }) => sla?.slaCaseId)).toEqual(['a']);
  });

  it('found before the alerts have started are kept, and what was remembered too', async () => {
    const first = await started();
    first.service.incidentChanged(anIncident({ id: 'i' }));
    await kit.pass(2 * minuteMs);
    expect(first.raised.map(({ kind }) => kind)).toEqual(['opened']);
    await first.service.stop();
    const remembered = kit.store.facts.get('alert-state');

    const second = await start();
    second.service.gapFound({
      id: 'gap',
      from: noon,
      until: noon + 20 * minuteMs,
      cause: 'relay_not_running',
      channelId: null,
    });
    second.miss(aClock('a', { cause: 'people' }));
    await settled();
    // Nothing is written over before it was read.
    expect(kit.store.facts.get('alert-state')).toBe(remembered);
    await second.service.start();
    await kit.pass(minuteMs);
    expect(second.raised.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['gap', 'sla_breach']));
  });

  it('are not told of where that is switched off', async () => {
    const { settings, raised, warn, miss } = await started();
    await settings.change({ sla: { warnings: false, breaches: false } });
    warn(aClock('a'));
    miss(aClock('b', { cause: 'people' }));
    await kit.pass(10 * minuteMs);
    expect(raised).toEqual([]);
  });
});

describe('the daily line', () => {
  it('counts the targets missed in the last 24 hours', async () => {
    const { settings, raised, asked } = await started();
    await settings.change({ daily: { enabled: true, at: '12:05' } });
    await kit.pass(24 * 60 * minuteMs + 10 * minuteMs, 2 * minuteMs);
    const daily = raised.find(({ kind }) => kind === 'daily');
    expect(daily?.subject).toContain('SLA targets missed: 3 by people, 1 because of an outage.');
    const [from = 0, end = 0] = asked[0] ?? [];
    expect(end - from).toBe(24 * 60 * minuteMs);
  });
});

describe('what an earlier version kept', () => {
  it('is read: settings without this choice tell of clocks, what waited to be sent is sent', async () => {
    const stored = defaultAlertSettings('Europe/Amsterdam');
    const { sla: _choice, ...settings } = stored.settings;
    const webhook = { enabled: true, url: kit.receiver.url, form: 'json', hasSecret: false };
    kit.store.facts.set(
      'alert-settings',
      JSON.stringify({ ...stored, settings: { ...settings, reminderMinutes: 7, webhook } }),
    );
    const { sla: _clocks, ...state } = freshMemory.state;
    const notice = {
      id: 'old',
      at: noon,
      kind: 'test',
      severity: 'info',
      incidentIds: [],
      channelIds: [],
      channelNames: [],
      state: null,
      leg: null,
      code: null,
      value: null,
      since: null,
      lastedMs: null,
      subject: null,
      owner: 'nobody',
    };
    kit.store.facts.set(
      'alert-state',
      JSON.stringify({
        state: { ...state, dailyDate: '2026-01-13' },
        queues: {
          webhook: { entries: [{ notice, queuedAt: noon }], leftOut: null },
          email: { entries: [], leftOut: null },
        },
      }),
    );

    const run = await started();
    expect(run.settings.get()).toMatchObject({ reminderMinutes: 7, sla: { warnings: true, breaches: true } });
    await until(() => kit.receiver.calls.length === 1);
    expect(bodies()[0]).toMatchObject({ id: 'old', sla: null });
    run.warn(aClock('a'));
    await kit.pass(minuteMs);
    expect(run.raised.map(({ kind }) => kind)).toEqual(['sla_warning']);
  });
});
