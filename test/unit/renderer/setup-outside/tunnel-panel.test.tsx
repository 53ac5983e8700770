// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { OutsidePage } from '#renderer/features/setup-outside/OutsidePage.tsx';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { TunnelView } from '#shared/domain/setup/tunnel.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aRelayProcess } from '../fake-data.ts';
import { aTunnelState, aTunnelView } from '../fake-tunnel-bridge.ts';
import { begunView } from '../setup/setup-kit.ts';
import { choose, click, closePage, leave, named, showPage, shownText, type } from '../setup/shown-page.tsx';

afterEach(closePage);

const relay = aRelayProcess({
  urls: {
    wechat: 'http://127.0.0.1:43127/wechat',
    box: 'http://127.0.0.1:43127/integration/box',
    actions: 'http://127.0.0.1:43127/integration/add',
    admin: 'http://127.0.0.1:43128',
  },
});
const setup = begunView(
  { address: { way: 'tunnel', publicUrl: 'https://relay.example.org' } },
  { publicUrl: 'https://relay.example.org' },
);
const shown = async (
  tunnel: TunnelView = aTunnelView(),
  more: Parameters<typeof createFakeBridge>[1] = {},
): Promise<FakeBridge> => {
  const bridge = createFakeBridge({ relay, setup, tunnel }, more);
  await showPage(<OutsidePage />, bridge);
  return bridge;
};
const startButton = (): HTMLButtonElement => named<HTMLButtonElement>('button', 'Start');

it('fills in a program, takes its secret to the vault and starts it', async () => {
  const bridge = await shown();
  expect(startButton().disabled).toBe(true);
  await click(named('button', 'Fill in cloudflared below'));
  expect(named<HTMLInputElement>('input', 'Program').value).toBe('cloudflared');
  const secret = named<HTMLInputElement>('input', 'Secret for TUNNEL_TOKEN');
  await type(secret, 'eyJ0b2tlbiI6');
  await leave(secret);
  expect(bridge.state.tunnel).toMatchObject({ settings: { program: 'cloudflared' }, keptSecrets: ['TUNNEL_TOKEN'] });
  expect(secret.value).toBe('');
  expect(shownText()).toContain('One is kept.');
  await click(startButton());
  expect(bridge.state.tunnel.on).toBe(true);
  expect(shownText()).toContain('Being started');
  await click(named('button', 'Stop'));
  expect(shownText()).toContain('Not started');
});

it('keeps what is typed, and says at the field what is wrong with it', async () => {
  const bridge = await shown();
  const program = named<HTMLInputElement>('input', 'Program');
  await type(program, 'cloudflared tunnel run');
  expect(shownText()).toContain('This must be one program');
  await leave(program);
  expect(bridge.state.tunnel.settings.program).toBe('cloudflared tunnel run');
  await click(named('button', 'Add a variable'));
  await type(named('input', 'Name'), '1bad');
  expect(shownText()).toContain('letters, digits and _ only');
  await choose(named('select', 'Comes from'), 'text');
  await type(named('input', 'How its address is found (regular expression)'), '(');
  expect(shownText()).toContain('This is no regular expression');
  expect(startButton().disabled).toBe(true);
});

it('shows why it does not run, what it said, and takes its address over when asked', async () => {
  const bridge = await shown(
    aTunnelView({
      on: true,
      changed: true,
      settings: { program: 'ngrok', args: [], variables: [], addressPattern: '' },
      state: aTunnelState({
        kind: 'gave_up',
        code: 'TUNNEL_GAVE_UP',
        value: '3',
        nextStartAt: Date.now() + 60_000,
        seenUrl: 'https://a.example.org',
      }),
      lines: ['ERR no route'],
    }),
  );
  expect(shownText()).toContain('The tunnel program ends again and again');
  expect(shownText()).toContain('ERR no route');
  expect(shownText()).toContain('What runs was started before you changed this.');
  await click(named('button', 'Use as public address'));
  expect(bridge.state.setup.book.address.publicUrl).toBe('https://a.example.org');
  await act(async () =>
    bridge.push('tunnel.changed', aTunnelView({ on: true, state: aTunnelState({ kind: 'running' }) })),
  );
  expect(shownText()).toContain('Runs');
});

it('says that it could not be saved, and starts nothing', async () => {
  const refuses = {
    'tunnel.set': () => {
      throw new RelayError('TUNNEL_NOT_SAVED', 'no');
    },
  };
  const bridge = await shown(aTunnelView(), refuses);

  await type(named('input', 'Program'), 'ngrok');
  await click(startButton());
  expect(shownText()).toContain('could not be saved');
  expect(bridge.asked.some(({ name }) => name === 'tunnel.start')).toBe(false);
});

it('offers nothing to start in practice', async () => {
  const practice = { wechatApiBase: '', cxone: '', tenantPage: '', wechatPage: '' };
  await showPage(<OutsidePage />, createFakeBridge({ relay, setup: { ...setup, practice } }));
  expect(shownText()).toContain('You are practising');
  expect(shownText()).not.toContain('The tunnel program, started here');
});

it.each(['nl', 'zh'] as const)('speaks %s', async (language) => {
  await showPage(<OutsidePage />, createFakeBridge({ relay, setup }), language);
  expect(shownText()).toContain(language === 'nl' ? 'Het tunnelprogramma, hier gestart' : '由此处启动的隧道程序');
  expect(shownText()).not.toMatch(/outside\.[a-z]/u);
});
