// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { OutsidePage } from '#renderer/features/setup-outside/OutsidePage.tsx';
import { RelayConfigFile } from '#shared/contract/relay-config.ts';
import type { SetupBook, SetupView } from '#shared/domain/setup/book.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aRelayProcess } from '../fake-data.ts';
import { aChannelForm, anIntegration, appliedNow, aSighting, begunView } from '../setup/setup-kit.ts';
import { allNamed, askedFor, click, closePage, leave, named, showPage, shownText, type } from '../setup/shown-page.tsx';

afterEach(closePage);

const relay = aRelayProcess({
  urls: {
    wechat: 'http://127.0.0.1:43127/wechat',
    box: 'http://127.0.0.1:43127/integration/box',
    actions: 'http://127.0.0.1:43127/integration/add',
    admin: 'http://127.0.0.1:43128',
  },
});
const address = (way: SetupBook['address']['way'], publicUrl = 'https://relay.example.org/x') => ({
  address: { way, publicUrl },
});
const entries = { integrations: [appliedNow(anIntegration())], channels: [appliedNow(aChannelForm())] };
const shown = async (setup: SetupView, part: Parameters<typeof createFakeBridge>[0] = {}): Promise<FakeBridge> => {
  const bridge = createFakeBridge({ relay, setup, ...part });
  await showPage(<OutsidePage />, bridge);
  return bridge;
};
const field = (): HTMLInputElement => named<HTMLInputElement>('input', 'Public address');
const snippet = (name: string): string => named('pre', name).textContent;

describe('way and address', () => {
  it('begins with nothing chosen and nothing claimed', async () => {
    await shown(begunView(address('not_chosen', ''), { publicUrl: null }));
    expect(shownText()).toContain('No address yet');
    expect(document.querySelectorAll('input[type=radio]:checked')).toHaveLength(0);
    expect(document.querySelector('pre')).toBeNull();
  });

  it('saves the way at once and the address as it is typed, right or wrong', async () => {
    const bridge = await shown(begunView(address('not_chosen', ''), { publicUrl: null }));
    await click(named('input', 'Through a tunnel'));
    await type(field(), 'http://relay');
    expect(field().getAttribute('aria-invalid')).toBe('false');
    await leave(field());
    expect(bridge.state.setup.book.address).toEqual({ way: 'tunnel', publicUrl: 'http://relay' });
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(shownText()).toContain('The address must begin with https://');
    expect(shownText()).toContain('The address cannot be used');
  });

  it.each([
    ['https://relay.example.org:8443', 'WeChat calls port 443 only'],
    ['https://192.168.1.4', 'reachable from the internet'],
    ['https://u:p@relay.example.org', 'user name or password'],
  ])('says at the field what is wrong with %s', async (url, words) => {
    await shown(begunView(address('direct', url), { publicUrl: null }));
    expect(document.getElementById(field().getAttribute('aria-describedby') ?? '')?.textContent).toContain(words);
  });

  it('says that relay.json names another one', async () => {
    const given = { from: 'file' as const, integrations: [], channels: [], relay: null };
    await shown(begunView(address('direct'), { given, publicUrl: 'https://old.example.org' }));
    expect(shownText()).toContain('relay.json names');
    expect(shownText()).toContain('relay.json is there already');
  });
});

describe('what to do', () => {
  it('fills in host, path and the real port for each proxy', async () => {
    await shown(begunView(address('reverse_proxy'), { publicUrl: 'https://relay.example.org/x' }));
    expect(snippet('nginx')).toContain('server_name relay.example.org;');
    expect(snippet('nginx')).toContain('location /x/ {\n        proxy_pass http://127.0.0.1:43127/;');
    for (const [name, line] of [
      ['Caddy', 'handle_path /x/* {'],
      ['Apache', 'ProxyPass        /x/ http://127.0.0.1:43127/'],
      ['HAProxy', 'http-request replace-path ^/x/(.*) /\\1'],
    ] as const) {
      await click(named('input', name));
      expect(snippet(name)).toContain(line);
    }
  });

  it('copies exactly the lines that are shown', async () => {
    const bridge = await shown(begunView(address('reverse_proxy')));
    await click(named('button', 'Copy: nginx'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: snippet('nginx') }]);
  });

  it('makes a relay.json that listens on 443 with the certificate of the desk', async () => {
    const bridge = await shown(begunView(address('direct'), { publicUrl: 'https://relay.example.org' }));
    const file: unknown = JSON.parse(snippet('relay.json'));
    expect(RelayConfigFile.parse({ ...(file as object), storeKey: 'kept elsewhere' }).listen.public).toMatchObject({
      port: 443,
      publicUrl: 'https://relay.example.org',
      tls: { desk: true },
    });
    await click(named('button', 'Open the folder'));
    expect(askedFor(bridge, 'settings.openFolder')).toHaveLength(1);
  });

  it('promises no port while the relay does not run', async () => {
    await shown(begunView(address('reverse_proxy')), { relay: aRelayProcess({ kind: 'stopped', urls: null }) });
    expect(document.querySelector('pre')).toBeNull();
    expect(shownText()).toContain('nobody knows yet on which port');
  });

  it('tells of a listener of CXone’s own', async () => {
    const urls = { ...relay.urls, box: 'http://127.0.0.1:50001/integration/box' } as NonNullable<typeof relay.urls>;
    await shown(begunView(address('reverse_proxy')), { relay: { ...relay, urls } });
    expect(shownText()).toContain('127.0.0.1:50001');
  });
});

describe('where the relay itself is set', () => {
  it('is a link away, from the end of the page and from the step that needs it', async () => {
    await shown(begunView(address('direct')));
    expect(allNamed('a', 'The relay’s own settings').map((link) => link.getAttribute('href'))).toEqual([
      '#/set-up/relay',
      '#/set-up/relay',
    ]);
  });
});

describe('the proof', () => {
  it('claims nothing before the platforms have called, and changes by itself when they do', async () => {
    const bridge = await shown(begunView({ ...address('tunnel'), ...entries }));
    expect(shownText()).toContain('Waiting for the first call');
    expect(shownText()).toContain('CXone has never fetched a token.');
    await click(document.body);
    const { act } = await import('react');
    await act(async () => bridge.push('setup.sighted', aSighting('channel', 'tulip', 'webhook_verified')));
    expect(shownText()).toContain('One of the two has called');
    expect(shownText()).toContain('WeChat verified the address at');
    await act(async () => bridge.push('setup.sighted', aSighting('integration', 'support', 'token_fetched')));
    expect(shownText()).toContain('Both have called');
  });

  it('takes no call under an old address for one of the present, and says when and where it came', async () => {
    const old = { under: 'https://old.example.org', current: false };
    const bridge = await shown(begunView({ ...address('tunnel'), ...entries }), {
      sightings: [
        { ...aSighting('channel', 'tulip', 'webhook_verified'), ...old },
        { ...aSighting('integration', 'support', 'token_fetched'), ...old },
      ],
    });
    expect(shownText()).toContain('Waiting for the first call');
    expect(shownText()).toContain('seen under an old address');
    expect(shownText()).toMatch(/Seen under the old address .?https:\/\/old\.example\.org/u);
    const { act } = await import('react');
    await act(async () => bridge.push('setup.sighted', { ...aSighting('channel', 'tulip', 'pushed'), current: true }));
    expect(shownText()).toContain('One of the two has called');
    expect(shownText()).toContain('WeChat last pushed to the address at');
  });

  it('messages alone are no proof of the address at WeChat', async () => {
    await shown(begunView({ ...address('tunnel'), ...entries }), {
      sightings: [aSighting('channel', 'tulip', 'message_out')],
    });
    expect(shownText()).toContain('Waiting for the first call');
  });
});

it.each(['nl', 'zh'] as const)('speaks %s', async (language) => {
  await showPage(<OutsidePage />, createFakeBridge({ relay, setup: begunView(address('direct')) }), language);
  expect(shownText()).toContain(language === 'nl' ? 'Openbaar adres' : '公网地址');
  expect(shownText()).not.toMatch(/outside\.[a-z]/u);
});
