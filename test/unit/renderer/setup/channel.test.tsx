// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SetupSecret } from '#shared/domain/setup/book.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aChannel, anOverview } from '../fake-data.ts';
import { noTenant } from '../fake-setup-bridge.ts';
import { allNamed, askedFor, choose, closePage, leave, named, shownText } from './shown-page.tsx';
import {
  aChannelForm,
  anIntegration,
  appliedNow,
  aSecret,
  aSighting,
  begunView,
  channelSecrets,
  integrationSecrets,
  unapplied,
} from './setup-kit.ts';
import { click, dialog, inside, isWrong, noteOf, panel, showSetup, type } from './shown-setup.tsx';

afterEach(closePage);

const at = (step = ''): string => `#/set-up/channel/tulip${step}`;
const secrets = (own: readonly SetupSecret[] = channelSecrets()): SetupSecret[] => [...integrationSecrets(), ...own];
const withDraft = (part: Parameters<typeof aChannelForm>[0] = {}, own?: readonly SetupSecret[]): FakeBridge =>
  createFakeBridge({
    setup: begunView(
      { integrations: [appliedNow(anIntegration())], channels: [{ ...unapplied, draft: aChannelForm(part) }] },
      { secrets: secrets(own) },
    ),
  });
const running = (): FakeBridge =>
  createFakeBridge({
    overview: anOverview(),
    channels: [aChannel({ id: ChannelId.parse('tulip'), name: 'Tulip', waiting: { inbound: 4, outbound: 1 } })],
    setup: begunView(
      { integrations: [appliedNow(anIntegration())], channels: [appliedNow(aChannelForm())] },
      { secrets: secrets() },
    ),
  });
const drafted = (bridge: FakeBridge) => bridge.state.setup.book.channels[0]?.draft;

describe('the wizard', () => {
  it('goes on where it was left, and remembers where it is left', async () => {
    const bridge = withDraft({ step: 'cxone' });
    await showSetup(at(), bridge);
    expect(document.querySelector('nav a[aria-current=step]')?.getAttribute('href')).toBe(at('/cxone'));
    await click(named('a', 'Next: Script and skill'));
    await leave(document.body);
    expect(window.location.hash).toBe(at('/routing'));
    expect(drafted(bridge)?.step).toBe('routing');
  });

  it('says of each step how far it is', async () => {
    const bridge = withDraft({ skill: { id: '', name: '' } });
    await showSetup(at('/account'), bridge);
    const states = [...document.querySelectorAll('nav ol > li')].map((one) => one.getAttribute('data-state'));
    expect(states).toEqual(['done', 'waiting', 'done', 'todo', 'waiting']);
    await act(async () => bridge.push('setup.sighted', aSighting('channel', 'tulip', 'webhook_verified')));
    expect(document.querySelectorAll('nav li[data-state=done]')).toHaveLength(3);
  });

  it.each([
    ['AppID', 'wx123', 'wx0123456789abcdef'],
    ['Original ID', 'tulip', 'gh_0123456789ab'],
  ])('judges %s where it stands', async (label, wrong, right) => {
    await showSetup(
      at('/account'),
      withDraft({ wechat: { appId: '', originalId: '', mode: 'security', apiBase: '' } }),
    );
    const field = named('input', label);
    await type(field, wrong);
    expect(isWrong('input', label)).toBe(false);
    await leave(field);
    expect(isWrong('input', label)).toBe(true);
    expect(noteOf(field).length).toBeGreaterThan(20);
    await type(field, right);
    expect(isWrong('input', label)).toBe(false);
  });

  it('tries the account with what stands on screen', async () => {
    const bridge = withDraft();
    bridge.state.trial = {
      at: Date.now(),
      steps: [
        {
          step: 'token',
          outcome: 'failed',
          code: 'WECHAT_IP_NOT_LISTED',
          platformCode: '40164',
          value: '203.0.113.9',
          durationMs: 60,
        },
      ],
    };
    await showSetup(at('/account'), bridge);
    await click(named('button', 'Try it at WeChat'));
    expect(askedFor(bridge, 'setup.try')).toEqual([{ kind: 'channel', id: 'tulip' }]);
    // The address to allow can be copied.
    expect(named('button', 'Copy: Signed in')).toBeDefined();
    expect(shownText()).toContain('203.0.113.9');
  });

  it('cannot try an account without its secret', async () => {
    await showSetup(at('/account'), withDraft({}, []));
    expect(named<HTMLButtonElement>('button', 'Try it at WeChat').disabled).toBe(true);
  });
});

describe('the callback address', () => {
  it('makes token and key, lets the relay run, shows what to paste, and waits for WeChat', async () => {
    const bridge = withDraft({}, [aSecret('channel', 'tulip', 'wechat_app_secret')]);
    await showSetup(at('/callback'), bridge);
    expect(panel('To paste at WeChat').textContent).toContain('Not made yet');
    const [makeToken, makeKey] = allNamed('button', 'Make one');
    await click(makeToken as HTMLElement);
    await click(makeKey as HTMLElement);
    expect(panel('To paste at WeChat').textContent).toContain('MadeToken01');
    expect(panel('To paste at WeChat').textContent).toContain('https://relay.example.com/wechat/tulip');
    expect(named('button', 'Copy: EncodingAESKey')).toBeDefined();
    expect(JSON.stringify(useConsole.getState())).not.toContain('MadeToken01');

    await click(inside(panel('2. WeChat must find this relay'), 'button', 'Put in use'));
    expect(askedFor(bridge, 'setup.apply')).toEqual([{ kind: 'channel', id: 'tulip' }]);
    expect(shownText()).toContain('The relay answers for this channel.');

    const watch = panel('WeChat’s verification');
    expect(watch.textContent).toContain('WeChat has not verified the address yet.');
    expect(watch.textContent).toContain('It does not arrive: what to look at');
    await act(async () => bridge.push('setup.sighted', aSighting('channel', 'tulip', 'webhook_verified')));
    expect(watch.textContent).toContain('WeChat verified the address at');
    expect(watch.textContent).not.toContain('It does not arrive');
  });

  it('does not let the relay run on what is wrong, and shows where it is', async () => {
    const bridge = withDraft({ wechat: { appId: 'x', originalId: 'gh_1', mode: 'security', apiBase: '' } });
    await showSetup(at('/callback'), bridge);
    await click(inside(panel('2. WeChat must find this relay'), 'button', 'Put in use'));
    expect(askedFor(bridge, 'setup.apply')).toEqual([]);
    expect(inside(panel('In use?'), 'strong', 'AppID')).toBeDefined();
  });

  it('asks for the public address first', async () => {
    const bridge = withDraft();
    bridge.state.setup = { ...bridge.state.setup, publicUrl: null };
    await showSetup(at('/callback'), bridge);
    expect(panel('2. WeChat must find this relay').querySelector('a[href="#/set-up/outside"]')).not.toBeNull();
  });

  it('needs no key in plain mode', async () => {
    await showSetup(at('/callback'), withDraft({ wechat: { ...aChannelForm().wechat, mode: 'plain' } }));
    expect(panel('To paste at WeChat').textContent).not.toContain('EncodingAESKey');
  });
});

describe('what the relay runs on', () => {
  it('is not what stands here once a secret was replaced, until it is put in use again', async () => {
    const bridge = running();
    await showSetup(at('/callback'), bridge);
    expect(panel('In use?').textContent).toContain('in use as it stands');
    const later = { ...aSecret('channel', 'tulip', 'wechat_token'), setAt: Date.now() };
    const { setup } = bridge.state;
    const secretsNow = setup.secrets.map((one) => (one.name === later.name ? later : one));
    const newer = { ...setup, secrets: secretsNow, book: { ...setup.book, revision: setup.book.revision + 5 } };
    await act(async () => bridge.push('setup.changed', newer));
    expect(panel('In use?').textContent).toContain('changed since it was put in use');
  });

  it('does not change with notes: script, skill, the way of routing', async () => {
    const bridge = running();
    await showSetup(at('/routing'), bridge);
    await type(named('input', 'Default script'), 'Another');
    await choose(named('select', 'How messages find an agent'), 'queues');
    expect(panel('In use?').textContent).toContain('in use as it stands');
    expect(named('a', 'To the queues and their conditions').getAttribute('href')).toBe('#/set-up/routing');
  });

  it('does not ask the tenant of an integration that is not set up here', async () => {
    const bridge = withDraft({ integration: 'demo' });
    const given = { integrations: [{ id: 'demo', name: 'Demo', integrationId: 'x' }], channels: [] };
    bridge.state.setup = { ...bridge.state.setup, given: { from: 'sandbox', relay: null, ...given } };
    await showSetup(at('/routing'), bridge);
    expect(askedFor(bridge, 'setup.tenant')).toEqual([]);
    expect(shownText()).toContain('type the names as they stand in CXone');
  });
});

describe('the channel in CXone', () => {
  it('is made through the API after what was typed is saved', async () => {
    const bridge = withDraft({ step: 'cxone', cxone: { channelId: 'c-1', made: 'not_yet' } });
    await showSetup(at('/cxone'), bridge);
    await type(named('input', 'Channel ID'), 'c-2');
    await click(named('button', 'Make it in CXone'));
    expect(bridge.asked.map(({ name }) => name).filter((name) => /save|create/u.test(name))).toEqual([
      'setup.save',
      'setup.createChannel',
    ]);
    expect(drafted(bridge)?.cxone).toEqual({ channelId: 'c-2', made: 'api' });
    expect(named('button', 'Bring it up to date in CXone')).toBeDefined();
  });

  it('by hand: shows call and body, and is noted by a tick', async () => {
    const bridge = withDraft({ cxone: { channelId: 'c-1', made: 'not_yet' } });
    await showSetup(at('/cxone'), bridge);
    await click(named('input', 'By hand'));
    await click(named('button', 'Copy: Body'));
    const [copied] = askedFor(bridge, 'app.copyText') as readonly { text: string }[];
    expect(JSON.parse(copied?.text ?? '')).toMatchObject({
      id: 'c-1',
      idOnExternalPlatform: 'gh_0123456789ab',
      channelIntegrationId: anIntegration().integrationId,
      name: 'Tulip',
      hasAbilityToHide: false,
    });
    const made = named('input', 'The channel exists in CXone with this id');
    await click(made);
    await leave(made);
    expect(drafted(bridge)?.cxone.made).toBe('by_hand');
  });

  it('says whether the tenant has it', async () => {
    const bridge = withDraft();
    bridge.state.tenant = {
      ...noTenant(),
      channels: {
        state: 'read',
        code: null,
        items: [
          { id: aChannelForm().cxone.channelId.toUpperCase(), name: 'Tulip in CXone', skillId: null, script: null },
        ],
      },
    };
    await showSetup(at('/cxone'), bridge);
    expect(shownText()).toContain('The tenant has it: Tulip in CXone');
    await type(named('input', 'Channel ID'), 'another');
    expect(shownText()).toContain('The tenant has no channel with this id.');
  });

  it('leads to an integration that is not in use', async () => {
    const bridge = withDraft();
    const setup = bridge.state.setup;
    bridge.state.setup = {
      ...setup,
      book: { ...setup.book, integrations: [{ ...unapplied, draft: anIntegration() }] },
    };
    await showSetup(at('/cxone'), bridge);
    expect(named('a', 'To the integration').getAttribute('href')).toBe('#/set-up/integration/support');
    expect(isWrong('select', 'Integration')).toBe(true);
    await choose(named('select', 'Integration'), '');
    expect(shownText()).not.toContain('To the integration');
  });
});

describe('script and skill', () => {
  it('are chosen by name, known by the id of the tenant’s list, and ticked off', async () => {
    const bridge = withDraft({ script: { id: '', name: '' }, skill: { id: '', name: '' } });
    bridge.state.tenant = {
      ...noTenant(),
      skills: {
        state: 'read',
        code: null,
        items: [
          { id: '7', name: 'WeChat NL', outbound: false, channelId: null },
          { id: '8', name: 'WeChat out', outbound: true, channelId: null },
        ],
      },
      scripts: { state: 'not_available', code: 'SETUP_NOT_OFFERED', items: [] },
    };
    await showSetup(at('/routing'), bridge);
    expect(shownText()).toContain('The tenant does not offer this list');
    await type(named('input', 'Default skill'), 'WeChat NL');
    const script = named('input', 'Default script');
    await leave(script);
    expect(isWrong('input', 'Default script')).toBe(true);
    await type(script, 'Hand-typed');
    await leave(script);
    expect(drafted(bridge)).toMatchObject({
      skill: { id: '7', name: 'WeChat NL' },
      script: { id: '', name: 'Hand-typed' },
    });
    await click(named('input', 'Script and skill stand so in CXone'));
    expect(bridge.state.setup.book.ticks[0]?.id).toMatch(/^script\/tulip\//u);
  });
});

describe('the first message', () => {
  it('is seen each way the moment it passes', async () => {
    const bridge = running();
    await showSetup(at('/first-message'), bridge);
    expect(panel('5. First message from a customer').textContent).toContain('No message has passed to CXone yet.');
    await act(async () => bridge.push('setup.sighted', aSighting('channel', 'tulip', 'message_in')));
    expect(panel('5. First message from a customer').textContent).toContain('CXone accepted a message at');
    expect(shownText()).not.toContain('A message has passed each way.');
    await act(async () => bridge.push('setup.sighted', aSighting('channel', 'tulip', 'message_out')));
    expect(shownText()).toContain('A message has passed each way.');
  });

  it('says when the relay does not run on it yet', async () => {
    await showSetup(at('/first-message'), withDraft());
    expect(shownText()).toContain('The relay does not run on what is typed');
  });
});

describe('a channel as a whole', () => {
  it('counts what is lost, offers to keep it, and wants its name', async () => {
    const bridge = running();
    await showSetup(at(), bridge);
    await click(named('button', 'Remove…'));
    expect(dialog().textContent).toContain('Messages that wait for CXone and will not be delivered: 4');
    expect(inside(dialog(), 'a', 'export its messages first').getAttribute('href')).toContain('tulip');
    await click(inside(dialog(), 'button', 'Save the configuration first…'));
    expect(dialog().textContent).toContain('/home/desk/veerpont.json');
    const field = named('input', 'To go on, type its name: Tulip');
    await type(field, 'tulip');
    await leave(field);
    expect(noteOf(field)).toBe('This is another name.');
    await type(field, 'Tulip');
    await click(inside(dialog(), 'button', 'Remove for good'));
    expect(askedFor(bridge, 'setup.remove')).toEqual([{ kind: 'channel', id: 'tulip', typedName: 'Tulip' }]);
    expect(bridge.state.setup.book.channels).toEqual([]);
  });

  it('is paused by the same question as everywhere', async () => {
    await showSetup(at(), running());
    await click(named('button', 'Pause…'));
    expect(dialog().textContent).toContain('Tulip');
  });

  it.each(['nl', 'zh'] as const)('speaks %s in every step', async (language) => {
    for (const step of ['account', 'callback', 'cxone', 'routing', 'first-message']) {
      await showSetup(at(`/${step}`), withDraft(), language);
      expect(shownText()).not.toMatch(/setup\.[a-z]/u);
      await closePage();
    }
  });
});
