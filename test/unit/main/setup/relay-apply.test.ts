import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenProblem, tryListening } from '#main/setup/relay/listen-probe.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { SecretOwner, SetupForm } from '#shared/domain/setup/book.ts';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { goodIntegration } from '../../shared/setup/good-setup.ts';
import { codeOf, SetupBench } from './setup-bench.ts';

const storeKey = Buffer.alloc(32, 1).toString('base64');
const empty = emptyRelayForm();
const entry = (change: Partial<RelayForm>): SetupForm => ({ kind: 'relay', form: { ...empty, ...change } });
const listening = (host: string, port: string): SetupForm =>
  entry({ listen: { own: true, host, port, tls: 'none', trustedProxy: '' } });
const proxy = (id: string, host: string) => ({
  ...emptyWay(id),
  host,
  kind: 'fixed' as const,
  url: 'http://proxy.corp:8080',
  username: 'anna',
});
const wayOf = (ownerId: string): SecretOwner => ({ owner: 'relay', ownerId });
const word = 'correct horse battery staple';

let bench: SetupBench;
let taken: Server | null;
beforeEach(async () => {
  bench = await SetupBench.open();
  taken = null;
});
afterEach(() => {
  taken?.close();
  bench.close();
});

/** A port of this computer on which somebody else listens. */
async function takenPort(): Promise<number> {
  taken = createServer();
  await new Promise<void>((resolve) => taken?.listen(0, '127.0.0.1', resolve));
  return (taken.address() as AddressInfo).port;
}

const apply = async (form: SetupForm): Promise<string[]> => {
  await bench.setup.desk.save(form);
  const { result } = await bench.setup.desk.apply('relay', 'relay');
  expect(result.applied).toBe(result.problems.length === 0);
  return result.problems.map(({ field, code }) => `${field} ${code}`);
};
const runsOn = () =>
  bench.books.relayBook.merged(RelayConfig.parse({ storeKey, integrations: [], channels: [] }), 'file');
const passwordOf = (): string | undefined => {
  const rule = runsOn().outbound?.proxy;
  return typeof rule === 'object' && rule.kind === 'fixed' ? rule.password : undefined;
};

describe('the relay’s own settings', () => {
  it('are a draft until they are applied, over a restart of the console too', async () => {
    await bench.setup.desk.save(listening('not an address', 'x'));
    bench.reopen();

    const { book } = bench.setup.desk.view();
    expect(book.relay.draft.listen).toMatchObject({ host: 'not an address', port: 'x' });
    expect(book.relay).toMatchObject({ applied: null, appliedAt: null, appliedBy: null });
    expect(await apply(listening('not an address', 'x'))).toEqual([
      'listen.host SETUP_LISTEN_HOST',
      'listen.port SETUP_LISTEN_PORT',
    ]);
    expect(bench.restarts).toBe(0);
  });

  it('are what the relay runs on from then on, cleaned, noted, and by whom', async () => {
    expect(await apply(listening(' 127.0.0.1 ', ' 0 '))).toEqual([]);

    const { relay, begun } = bench.setup.desk.view().book;
    expect([begun, bench.restarts]).toEqual([true, 1]);
    expect(relay).toMatchObject({ appliedBy: 'Anna', appliedAt: bench.clock.now() });
    expect(relay.applied?.listen).toMatchObject({ host: '127.0.0.1', port: '0' });
    expect(bench.inputsOf('setup.noted')).toEqual([{ what: 'applied', subject: 'relay/relay', by: 'Anna' }]);
  });

  it('show beside them what relay.json says', () => {
    expect(bench.setup.desk.view().given.relay).toBeNull();
    const config = RelayConfig.parse({
      storeKey,
      integrations: [],
      channels: [],
      listen: { public: { port: 8443 } },
      retention: { messageDays: 7 },
    });
    bench.books.relayBook.sees(config, 'file');

    expect(bench.setup.desk.view().given.relay).toMatchObject({
      listen: { own: true, port: '8443' },
      keep: { messageDays: '7' },
    });
  });
});

describe('settings with which the relay does not come up', () => {
  it('do not keep anybody from applying others', async () => {
    bench.runs = false;
    bench.waitsForPort = true;
    const before = bench.clock.now();
    expect(await apply(listening('127.0.0.1', ''))).toEqual([]);
    expect(await apply(listening('127.0.0.2', ''))).toEqual([]);
    expect([bench.restarts, bench.clock.now() - before]).toEqual([2, 0]);
  });
});

describe('a listener for CXone', () => {
  it('gives its address to the next integration', async () => {
    const box = { ...empty.box, use: 'own' as const, publicUrl: ' https://box.veerpont.nl/ ' };
    await apply(entry({ box }));
    const { book } = await bench.setup.desk.save({ kind: 'integration', form: goodIntegration() });
    expect(book.integrations[0]?.draft.boxUrl).toBe('https://box.veerpont.nl/integration/box');
    await apply(entry({ box: { ...box, use: 'none' } }));
    const next = await bench.setup.desk.save({ kind: 'integration', form: goodIntegration('next') });
    expect(next.book.integrations[1]?.draft.boxUrl).toBe('');
  });
});

describe('a sandbox that comes up anew', () => {
  it('runs on nothing that was applied at an earlier one', async () => {
    bench.sandbox = 'running';
    await apply(entry({ keep: { own: true, messageDays: '7', openDays: '7', mediaDays: '7' } }));
    const base = RelayConfig.parse({ storeKey, integrations: [], channels: [], allowPrivateTargets: true });
    expect(bench.books.relayBook.merged(base, 'sandbox').retention.messageDays).toBe(7);
    bench.books.relayBook.sees(base, 'sandbox');

    expect(bench.books.relayBook.merged(base, 'sandbox')).toEqual(base);
    expect(bench.setup.desk.view().book.relay).toMatchObject({ applied: null, draft: { keep: { messageDays: '7' } } });
  });
});

describe('a listening address', () => {
  it('that somebody else has is told before anything changes', async () => {
    const port = await takenPort();
    expect(await apply(listening('127.0.0.1', String(port)))).toEqual(['listen.port SETUP_LISTEN_TAKEN']);
    expect(bench.setup.desk.view().book.relay.applied).toBeNull();
    expect(bench.restarts).toBe(0);
    taken?.close();
    taken = null;
    expect(await apply(listening('127.0.0.1', String(port)))).toEqual([]);
  });

  it('that this computer does not have is told', async () => {
    bench.runs = false;
    // RFC 5737: nobody has it.
    expect(
      await apply(entry({ listen: { own: true, host: '192.0.2.1', port: '', tls: 'desk', trustedProxy: '' } })),
    ).toEqual(['listen.host SETUP_LISTEN_NOT_HERE']);
  });

  it('on which the relay itself listens is its own', async () => {
    bench.port = await takenPort();
    const form = listening('127.0.0.1', String(bench.port));
    expect(await apply(form)).toEqual([]);
    bench.runs = false;
    expect(await apply(form)).toEqual(['listen.port SETUP_LISTEN_TAKEN']);
  });

  it('is not shared with the listener for CXone, relay.json’s included', async () => {
    const box = { ...empty.box, use: 'own' as const, port: '', publicUrl: 'https://box.veerpont.nl' };
    // The port the system chose for the relay stays its own.
    expect(await apply(entry({ box: { ...box, port: String(bench.port) } }))).toEqual(['box.port SETUP_LISTEN_SAME']);
    expect(await apply(entry({ box }))).toEqual([]);
    const config = { storeKey, integrations: [], channels: [], listen: { box: { port: 9443 } } };
    bench.books.relayBook.sees(RelayConfig.parse(config), 'file');
    expect(await apply(listening('127.0.0.1', '9443'))).toEqual(['listen.port SETUP_LISTEN_SAME']);
  });

  it('is not tried in practice, where the relay stays where it is', async () => {
    bench.sandbox = 'running';
    const port = await takenPort();
    expect(await apply(listening('127.0.0.1', String(port)))).toEqual([]);
    const base = RelayConfig.parse({ storeKey, integrations: [], channels: [], allowPrivateTargets: true });
    expect(bench.books.relayBook.merged(base, 'sandbox').listen).toEqual(base.listen);
  });

  it.each([
    ['EADDRINUSE', 'box.port SETUP_LISTEN_TAKEN 443'],
    ['EACCES', 'box.port SETUP_LISTEN_DENIED 443'],
    ['EADDRNOTAVAIL', 'box.host SETUP_LISTEN_NOT_HERE 10.0.0.4'],
    ['ENOTFOUND', 'box.host SETUP_LISTEN_NOT_HERE 10.0.0.4'],
    ['EAFNOSUPPORT', 'box.host SETUP_LISTEN_REFUSED EAFNOSUPPORT'],
  ])('the system’s %s has a meaning', (system, told) => {
    const { field, code, value } = listenProblem('box', { host: '10.0.0.4', port: 443 }, system);
    expect(`${field} ${code} ${String(value)}`).toBe(told);
  });

  it('is free again after it was tried', async () => {
    const port = await takenPort();
    expect(await tryListening({ host: '127.0.0.1', port })).toBe('EADDRINUSE');
    await new Promise((resolve) => taken?.close(resolve));
    taken = null;
    for (const _time of [1, 2]) expect(await tryListening({ host: '127.0.0.1', port })).toBeNull();
  });
});

describe('passwords of proxies', () => {
  const out = { own: true, ways: [proxy('default', ''), proxy('wechat', 'api.weixin.qq.com')] };

  it('belong to a way that is there, stand in no book, and count once all are applied', async () => {
    const { desk } = bench.setup;
    expect(await codeOf(desk.setSecret(wayOf('wechat'), 'proxy_password', word))).toBe('SETUP_ENTRY_UNKNOWN');
    await desk.save(entry({ out }));
    expect(await codeOf(desk.setSecret(wayOf('wechat'), 'wechat_token', 'Token'))).toBe('SETUP_NOT_OFFERED');
    expect(await codeOf(desk.setSecret(wayOf('wechat'), 'proxy_password', 'two\nlines'))).toBe(
      'SETUP_PROXY_PASSWORD_FORM',
    );
    expect(await codeOf(desk.makeSecret(wayOf('wechat'), 'proxy_password'))).toBe('SETUP_NOT_OFFERED');
    await desk.setSecret(wayOf('default'), 'proxy_password', word);
    expect(await apply(entry({ out }))).toEqual(['out.ways.1.username SETUP_PROXY_PASSWORD_MISSING']);
    const view = await desk.setSecret(wayOf('wechat'), 'proxy_password', `${word} 2`);
    expect(view.secrets.map(({ ownerId, lastFour }) => [ownerId, lastFour])).toEqual([
      ['default', null],
      ['wechat', null],
    ]);
    expect(passwordOf()).toBeUndefined();

    expect(await apply(entry({ out }))).toEqual([]);
    expect(passwordOf()).toBe(word);
    expect(runsOn().destinations[0]?.proxy).toMatchObject({ password: `${word} 2` });
    expect(JSON.stringify([desk.view(), bench.asked])).not.toContain(word);
  });

  it('go with their way, and not before the relay runs without it', async () => {
    const { desk } = bench.setup;
    await desk.save(entry({ out }));
    for (const { id } of out.ways) await desk.setSecret(wayOf(id), 'proxy_password', word);
    await apply(entry({ out }));
    const fewer = { own: true, ways: out.ways.slice(0, 1) };
    await desk.save(entry({ out: fewer }));
    expect(bench.vault.names()).toContain('setup/relay/wechat/proxy_password');
    await apply(entry({ out: fewer }));

    expect(bench.vault.names()).toEqual(['setup/relay/default/proxy_password']);
    expect(passwordOf()).toBe(word);
  });

  it('stay as they were when the book cannot be written, those of ways that are gone too', async () => {
    const { desk } = bench.setup;
    await desk.save(entry({ out }));
    for (const { id } of out.ways) await desk.setSecret(wayOf(id), 'proxy_password', word);
    await apply(entry({ out }));
    await desk.setSecret(wayOf('default'), 'proxy_password', 'another word');
    await desk.save(entry({ out: { own: true, ways: out.ways.slice(0, 1) } }));
    const before = bench.restarts;
    bench.diskIsFull = true;
    expect(await codeOf(desk.apply('relay', 'relay'))).toBe('SETUP_BOOK_NOT_SAVED');
    bench.diskIsFull = false;

    expect(bench.restarts).toBe(before);
    expect(bench.vault.names()).toHaveLength(2);
    expect(passwordOf()).toBe(word);
    expect(runsOn().destinations[0]?.proxy).toMatchObject({ password: word });
    expect(bench.books.places.real.secrets.value(wayOf('default'), 'proxy_password')).toBe('another word');
  });

  it('keep the form from being applied when the vault cannot be written', async () => {
    const { desk } = bench.setup;
    await desk.save(entry({ out: { own: true, ways: [proxy('default', '')] } }));
    await desk.setSecret(wayOf('default'), 'proxy_password', word);
    const change = bench.vault.change.bind(bench.vault);
    bench.vault.change = () => Promise.reject(new Error('ENOSPC'));
    expect(await codeOf(desk.apply('relay', 'relay'))).toContain('ENOSPC');
    expect(desk.view().book.relay.applied).toBeNull();
    bench.vault.change = change;
    expect((await desk.apply('relay', 'relay')).result.applied).toBe(true);
  });
});
