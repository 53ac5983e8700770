// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aChannel, minute, present } from '../../fake-data.ts';
import { someAlertSettings } from '../../fake-operations.ts';
import { askedFor, click, closeApp, inside, named, panel, quietOverview, showAt, type } from '../shown-app.tsx';

afterEach(closeApp);

const webhook = { enabled: true, url: 'https://hooks.example.com/a', form: 'slack', hasSecret: true } as const;
const world = { channels: [aChannel()], overview: quietOverview, alerts: someAlertSettings({ webhook }) };
const chat = (): HTMLElement => panel('Webhook for a team’s chat');
const save = (region: HTMLElement): Promise<void> => click(inside(region, 'button', 'Save'));

describe('the alert settings', () => {
  it('save one group and leave a stored secret alone', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    await type(inside(chat(), 'input', 'Address'), 'https://hooks.example.com/b');
    expect(chat().textContent).toContain('Not saved yet');
    await save(chat());
    expect(askedFor(bridge, 'alerts.set')).toEqual([
      { webhook: { enabled: true, url: 'https://hooks.example.com/b', form: 'slack' } },
    ]);
    expect(chat().textContent).toContain('Saved');
    expect(chat().textContent).toContain('One is stored');
  });

  it('choose whether people are told before and when a target is missed', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    const clocks = panel('SLA targets');
    await click(inside(clocks, 'input', 'Tell before a target is missed'));
    await save(clocks);
    expect(askedFor(bridge, 'alerts.set')).toEqual([{ sla: { warnings: false, breaches: true } }]);
  });

  it('say of a DingTalk robot’s secret that it signs', async () => {
    const bridge = createFakeBridge({
      ...world,
      alerts: someAlertSettings({ webhook: { ...webhook, form: 'dingtalk' } }),
    });
    await showAt('#/settings/alerts', bridge);
    expect(chat().textContent).toContain('each notice is signed with it');
    expect(chat().textContent).not.toContain('Sent as Authorization');
  });

  it('set and remove a secret without ever showing it', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    const field = inside<HTMLInputElement>(chat(), 'input', 'Secret');
    expect([field.type, field.value]).toEqual(['password', '']);
    await type(field, 'Bearer abc');
    await save(chat());
    expect(askedFor(bridge, 'alerts.set').at(-1)).toMatchObject({ webhook: { secret: 'Bearer abc' } });
    expect(inside<HTMLInputElement>(chat(), 'input', 'Secret').value).toBe('');
    await click(inside(chat(), 'button', 'Remove the stored one'));
    await save(chat());
    expect(askedFor(bridge, 'alerts.set').at(-1)).toMatchObject({ webhook: { secret: null } });
  });

  it('say at the field what is wrong, and do not send it', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    const field = inside<HTMLInputElement>(chat(), 'input', 'Address');
    await type(field, 'http://hooks.example.com');
    await save(chat());
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toContain('begins with https://');
    expect(askedFor(bridge, 'alerts.set')).toEqual([]);
  });

  it('lose nothing that was typed when the relay refuses', async () => {
    const bridge = createFakeBridge(world, {
      'alerts.set': () => {
        throw new RelayError('ALERT_TARGET_FORBIDDEN', 'no', { value: 'webhook.url' });
      },
    });
    await showAt('#/settings/alerts', bridge);
    const field = inside<HTMLInputElement>(chat(), 'input', 'Address');
    await type(field, 'https://10.0.0.1/a');
    await save(chat());
    expect(field.value).toBe('https://10.0.0.1/a');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(chat().textContent).toContain('not allowed for alerts');
  });

  it('warn that a stored secret does not follow to another server', async () => {
    await showAt('#/settings/alerts', createFakeBridge(world));
    await type(inside(chat(), 'input', 'Address'), 'https://elsewhere.example.com/a');
    expect(chat().textContent).toContain('forgotten when you save');
  });

  it('send a test and show what the other side said', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    await click(inside(chat(), 'button', 'Send a test'));
    expect(askedFor(bridge, 'alerts.test')).toEqual([{ sink: 'webhook' }]);
    expect(chat().textContent).toContain('“200 OK”');
    await closeApp();
    const refusing = createFakeBridge(world, {
      'alerts.test': () => ({ ok: false, code: 'ALERT_REFUSED', detail: '403 Forbidden', durationMs: 90 }),
    });
    await showAt('#/settings/alerts', refusing);
    await click(inside(chat(), 'button', 'Send a test'));
    expect(chat().textContent).toContain('403 Forbidden');
  });

  it('test only what is stored', async () => {
    await showAt('#/settings/alerts', createFakeBridge(world));
    await type(inside(chat(), 'input', 'Address'), 'https://hooks.example.com/b');
    expect(inside<HTMLButtonElement>(chat(), 'button', 'Send a test').disabled).toBe(true);
  });

  it('switch quiet hours on with times that make sense', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/settings/alerts', bridge);
    const times = panel('When to tell');
    await click(inside(times, 'input', 'Quiet hours'));
    await save(times);
    expect(askedFor(bridge, 'alerts.set')[0]).toMatchObject({
      quietHours: { from: '22:00', until: '07:00', urgentToo: false },
    });
  });

  it('say how each way last went', async () => {
    const failing = { lastOkAt: present - 60 * minute, lastFailedAt: present - minute, detail: '535', waiting: 2 };
    const sinks = [{ sink: 'email', code: 'ALERT_LOGIN_REFUSED', ...failing }] as const;
    await showAt('#/settings/alerts', createFakeBridge({ ...world, sinks }));
    expect(panel('E-mail').textContent).toContain('The mail server refused the login');
    expect(panel('E-mail').textContent).toContain('2 notices wait');
  });

  it('are reached from the general part', async () => {
    await showAt('#/settings', createFakeBridge(world));
    await click(named('input[type=radio]', 'Alerts'));
    expect(window.location.hash).toBe('#/settings/alerts');
  });
});
