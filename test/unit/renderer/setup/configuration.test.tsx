// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { ConfigurationComparison, ConfigurationDifference } from '#shared/domain/setup/config-file.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { askedFor, closePage, named, shownText } from './shown-page.tsx';
import { aChannelForm, appliedNow, begunView } from './setup-kit.ts';
import { click, showSetup } from './shown-setup.tsx';

afterEach(closePage);

const at = '#/set-up/configuration';
const comparison: ConfigurationComparison = {
  token: 'read-1',
  path: '/home/desk/other.json',
  savedAt: '2026-11-20T10:00:00.000Z',
  revision: 0,
  left: [],
  differences: [
    {
      id: 'integration/support',
      kind: 'integration',
      name: 'Support',
      change: 'changed',
      isGiven: false,
      fields: [
        { path: 'boxUrl', here: '', file: 'https://b.example.com/integration/box' },
        { path: 'cxone.tenantId', here: '<b>here</b>', file: null },
      ],
      missingSecrets: [],
    },
    {
      id: 'channel/rose',
      kind: 'channel',
      name: 'Rose',
      change: 'added',
      isGiven: false,
      fields: [],
      missingSecrets: ['wechat_token'],
    },
    {
      id: 'channel/tulip',
      kind: 'channel',
      name: 'Tulip',
      change: 'removed',
      isGiven: false,
      fields: [],
      missingSecrets: [],
    },
  ],
};
const bridgeWith = (read: ConfigurationComparison | null) =>
  createFakeBridge({ setup: begunView() }, { 'setup.readConfiguration': () => read });

describe('the configuration as a file', () => {
  it('is saved, and says where', async () => {
    const bridge = bridgeWith(null);
    await showSetup(at, bridge);
    await click(named('button', 'Save to a file…'));
    expect(askedFor(bridge, 'setup.exportConfiguration')).toEqual([null]);
    expect(shownText()).toContain('/home/desk/veerpont.json');
  });

  it('is compared side by side, and nothing is taken out unless it is ticked', async () => {
    const bridge = bridgeWith(comparison);
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    const rows = [...document.querySelectorAll('table tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Integration box URL', 'empty', 'https://b.example.com/integration/box'],
      ['Tenant ID', '<b>here</b>', 'not there'],
    ]);
    expect(shownText()).toContain('To be typed here afterwards: token');
    const boxes = [...document.querySelectorAll<HTMLInputElement>('li input[type=checkbox]')];
    expect(boxes.map((one) => one.checked)).toEqual([true, true, false]);
    await click(boxes[0] as HTMLElement);
    await click(named('button', 'Take over 1'));
    expect(askedFor(bridge, 'setup.importConfiguration')).toEqual([{ token: 'read-1', take: ['channel/rose'] }]);
    expect(shownText()).toContain('1 difference is taken over.');
  });

  it('says what is not in it, and what the file says of itself', async () => {
    const left = [
      { what: 'client_pins' as const, of: 'support' },
      { what: 'not_complete' as const, of: 'relay' },
    ];
    const bridge = createFakeBridge(
      { setup: begunView() },
      {
        'setup.exportConfiguration': () => ({ path: '/home/desk/c.json', left }),
        'setup.readConfiguration': () => ({ ...comparison, left }),
      },
    );
    await showSetup(at, bridge);
    await click(named('button', 'Save to a file…'));
    await click(named('button', 'Choose a file…'));
    for (const title of ['Not in the file:', 'The file says that this is not in it:']) {
      expect([...named('ul', title).children].map((one) => one.textContent)).toEqual([
        'Which client certificate CXone shows for the integration support',
        'Parts of the relay’s own settings that break a rule',
      ]);
    }
  });

  it('names each field as its own page does, and what has to be typed afterwards', async () => {
    const one = (part: Partial<ConfigurationDifference>): ConfigurationDifference => ({
      id: 'x',
      kind: 'relay',
      name: '',
      change: 'changed',
      isGiven: false,
      fields: [],
      missingSecrets: [],
      ...part,
    });
    const paths = (...list: string[]) => list.map((path) => ({ path, here: 'false', file: 'true' }));
    const differences = [
      one({
        fields: paths('listen.own', 'listen.port', 'box.host', 'out.ways.1.url', 'out.ways.1.host', 'keep.openDays'),
        missingSecrets: ['proxy_password'],
      }),
      one({
        id: 'alerts',
        kind: 'alerts',
        fields: paths('webhook.enabled', 'email.to.2', 'quietHours', 'odd.one'),
        missingSecrets: ['alerts_webhook_url', 'alerts_email_password'],
      }),
      one({
        id: 'tunnel',
        kind: 'tunnel',
        fields: paths('args.0', 'variables.1.name'),
        missingSecrets: ['tunnel:A_B'],
      }),
      one({ id: 'channel_settings/rose', kind: 'channel_settings', change: 'removed' }),
      one({
        id: 'channel/rose',
        kind: 'channel',
        fields: paths('carried.templates.0.name', 'carried.longestTextBytes'),
      }),
      one({ id: 'address', kind: 'address', fields: paths('publicUrl') }),
    ];
    await showSetup(at, bridgeWith({ ...comparison, differences }));
    await click(named('button', 'Choose a file…'));
    expect([...document.querySelectorAll('tbody th')].map((cell) => cell.textContent)).toEqual([
      'Where the relay listens: Which setting counts',
      'Port',
      'A listener for CXone’s calls alone: Address of this computer',
      'Way 2: Address of the proxy',
      'Way 2: Host',
      'Messages that need a decision, days',
      'Webhook',
      'Receiver 3',
      'Quiet hours',
      'odd.one',
      'Argument 1',
      'Variable 2: Name',
      'Template 1: name in CXone',
      'Longest text, bytes',
      'Public address',
    ]);
    expect([...document.querySelectorAll('tbody td')].slice(0, 2).map((cell) => cell.textContent)).toEqual([
      'not set here',
      'set here',
    ]);
    const text = shownText();
    expect(text).toContain('To be typed here afterwards: password of a proxy');
    expect(text).toContain('address of the webhook, password of the mail server');
    expect(text).toContain('secret of the tunnel’s variable A_B');
    expect(text).toContain('taken over switched off');
    expect(text).toContain('If you tick it, nothing is set here any more.');
  });

  it.each(['en', 'nl', 'zh'] as const)('puts fixed choices and lists into words: %s', async (language) => {
    const of = (
      kind: ConfigurationDifference['kind'],
      id: string,
      ...fields: readonly (readonly [path: string, here: string, file: string])[]
    ): ConfigurationDifference => ({
      ...{ id, kind, name: kind === 'sla' ? 'tulip' : '', change: 'changed', isGiven: false, missingSecrets: [] },
      fields: fields.map(([path, here, file]) => ({ path, here, file })),
    });
    const differences = [
      of('address', 'address', ['way', 'not_chosen', 'reverse_proxy']),
      of('relay', 'relay', ['listen.tls', 'none', 'desk'], ['out.ways.0.kind', 'direct', 'pac']),
      of('alerts', 'alerts', ['webhook.form', 'json', 'wecom'], ['desktop.volume', '0.5', '1']),
      of('channel', 'channel/tulip', ['wechat.mode', 'plain', 'security'], ['cxone.made', 'not_yet', 'add_page']),
      of('role', 'role/agent', ['channels.tulip.0', 'reply', 'unassign'], ['channels.gone.1', 'approve', 'assign']),
      of(
        'sla',
        'sla/channel/tulip',
        ['solution.targetMs', '3600000', '60000'],
        ['rules.botAnswersCount', 'true', 'no'],
      ),
      of('queue', 'queue/q', ['filters.0.conditions.1.channels.2', 'tulip', 'rose']),
      of('tunnel', 'tunnel', ['variables.0.from', 'vault', 'text']),
    ];
    const bridge = createFakeBridge(
      { setup: begunView({ channels: [appliedNow(aChannelForm())] }) },
      { 'setup.readConfiguration': () => ({ ...comparison, differences }) },
    );
    await showSetup(at, bridge, language);
    await click(document.querySelectorAll<HTMLElement>('main section')[1]?.querySelector('button') as HTMLElement);
    const cells = [...document.querySelectorAll('tbody th, tbody td')].map((cell) => cell.textContent);
    expect(cells).toHaveLength(3 * 13);
    // No word of the file itself, and no path.
    const raw =
      /reverse_proxy|not_|desk|wecom|add_page|_|\.\d|[a-z]\.[a-z]|^(?:pac|json|vault|text|reply|unassign|true)$/u;
    expect(cells.filter((text) => raw.test(text))).toEqual([]);
    if (language !== 'en') return;
    expect(cells.slice(0, 3)).toEqual(['How calls arrive', 'not chosen yet', 'Through a reverse proxy']);
    expect(cells).toContain('Right 1 on “Tulip”');
    expect(cells).toContain('Right 2 on “gone (not set up here)”');
    expect(cells).toContain('Filter 1, condition 2: Channel 3');
    expect(cells).toContain('rose (not set up here)');
    expect(cells.some((text) => /^1\smin$/u.test(text))).toBe(true);
    expect(shownText()).toContain('SLA Tulip');
  });

  it('cannot be taken over where relay.json says otherwise, and stays readable when it is long', async () => {
    const differences = Array.from({ length: 12 }, (_, index): ConfigurationDifference => ({
      id: `integration/i-${index}`,
      kind: 'integration',
      name: `I ${index}`,
      change: index === 0 ? 'changed' : 'added',
      isGiven: index === 0,
      fields: index === 0 ? Array.from({ length: 12 }, (_item, at) => ({ path: `p${at}`, here: 'a', file: 'b' })) : [],
      missingSecrets: [],
    }));
    const bridge = bridgeWith({ ...comparison, differences });
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    const first = document.querySelector<HTMLInputElement>('li input[type=checkbox]');
    expect([first?.checked, first?.disabled]).toEqual([false, true]);
    expect(shownText()).toContain('It stands in relay.json on this computer and is changed there.');
    expect(document.querySelectorAll('tbody tr')).toHaveLength(8);
    await click(named('button', 'Show 4 more fields'));
    expect(document.querySelectorAll('tbody tr')).toHaveLength(12);
    await click(named('button', 'Tick all'));
    await click(named('input', 'different (1)'));
    expect(document.querySelectorAll('li input[type=checkbox]')).toHaveLength(1);
    await click(named('button', 'Take over 11'));
    expect(askedFor(bridge, 'setup.importConfiguration')).toHaveLength(1);
  });

  it('is also a relay.json for a server, with what has to be set there', async () => {
    const answer = { path: '/home/desk/relay.json', variables: ['VEERPONT_STORE_KEY', 'A_TOKEN'], left: [] };
    const bridge = createFakeBridge({ setup: begunView() }, { 'setup.exportRelayFile': () => answer });
    await showSetup(at, bridge);
    await click(named('button', 'Save relay.json…'));
    expect(shownText()).toContain('Set these 2 variables on the server:');
    expect([...named('ul', 'the names of the variables').children].map((one) => one.textContent)).toEqual(
      answer.variables,
    );
    await click(named('button', 'Copy: the names of the variables'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: 'VEERPONT_STORE_KEY=\nA_TOKEN=' }]);
  });

  it('is for no server while it is a practice', async () => {
    const practice = { wechatApiBase: 'http://a', cxone: 'http://b', tenantPage: 'http://c', wechatPage: 'http://d' };
    await showSetup(at, createFakeBridge({ setup: begunView({}, { practice }) }));
    expect(shownText()).toContain('This is a practice set-up, which is not for a server.');
    expect(() => named('button', 'Save relay.json…')).toThrow();
  });

  it('is compared anew once something here has changed', async () => {
    const bridge = bridgeWith({ ...comparison, revision: -1 });
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    expect(shownText()).toContain('Something here has changed since the file was compared.');
    await click(named('button', 'Choose the file again'));
    expect(askedFor(bridge, 'setup.readConfiguration')).toHaveLength(2);
  });

  it('says when the file says the same, and when the question was called off', async () => {
    const bridge = bridgeWith({ ...comparison, differences: [] });
    await showSetup(at, bridge);
    await click(named('button', 'Choose a file…'));
    expect(shownText()).toContain('There is nothing to take over.');
    await closePage();
    await showSetup(at, bridgeWith(null));
    await click(named('button', 'Choose a file…'));
    expect(named('button', 'Choose a file…')).toBeDefined();
  });

  it.each(['SETUP_FILE_UNREADABLE', 'SETUP_FILE_NEWER'] as const)(
    'says what is wrong with a file: %s',
    async (code) => {
      const refuses = {
        'setup.readConfiguration': () => {
          throw new RelayError(code, 'no');
        },
      };
      await showSetup(at, createFakeBridge({ setup: begunView() }, refuses));
      await click(named('button', 'Choose a file…'));
      expect(document.querySelector('[role=alert]')?.textContent).toContain(code);
    },
  );
});
