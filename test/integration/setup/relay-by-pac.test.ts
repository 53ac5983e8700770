import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { startConnectProxy, type ConnectProxy } from '#test/fakes/connect-proxy.ts';
import { pacOf, startPacServer, type PacServer } from '../outbound/pac-kit.ts';
import { waitUntil } from '../sandbox/wait-until.ts';

describe('a relay whose calls leave as a PAC file says', () => {
  let folder = '';
  let sandbox: Sandbox;
  let relay: Relay;
  let first: ConnectProxy;
  let second: ConnectProxy;
  let pac: PacServer;
  let config: RelayConfig;
  const both = () => pacOf(`PROXY 127.0.0.1:${first.port}; PROXY 127.0.0.1:${second.port}`);
  const channel = () => {
    const [one] = config.channels;
    if (one === undefined) throw new Error('the sandbox has channels');
    return one;
  };
  const legs = async () => JSON.stringify((await relay.handlers['channels.check']({ channelId: channel().id })).legs);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-pac-'));
    sandbox = await startSandbox({ seed: 'pac' });
    first = await startConnectProxy();
    second = await startConnectProxy();
    pac = await startPacServer(503);
    const { destinations } = RelayConfig.parse({ ...sandbox.relayConfig, storeKey: 'x' });
    const own = destinations.find(({ host }) => host === '127.0.0.1');
    config = RelayConfig.parse({
      ...sandbox.relayConfig,
      storeKey: randomBytes(32).toString('base64'),
      destinations: [{ ...own, host: '127.0.0.1', proxy: { kind: 'pac', source: pac.url } }],
    });
    const parts = { clock: systemClock, log: silentLogger, random: randomBytes, chance: Math.random, environment: {} };
    relay = await startRelay({ ...parts, config, dataDir: join(folder, 'data') });
    await sandbox.connect(relay.urls);
  });
  afterAll(async () => {
    await relay.stop();
    await sandbox.stop();
    for (const part of [first, second, pac]) await part.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('waits while the file cannot be read, and says so of the file and of nobody else', async () => {
    expect(await legs()).toContain('PAC_UNREADABLE');
    expect(await legs()).not.toMatch(/WECHAT_UNREACHABLE|CXONE_UNREACHABLE|PROXY_/u);
    const { id } = channel();
    const { openid } = sandbox.wechat.customers.follow(id, { nickname: 'Pac', language: 'zh' });
    sandbox.wechat.customers.send(id, openid, { type: 'text', text: 'hello' });
    const thread = `${channel().wechat.originalId}:${openid}`;

    pac.script = both();
    const [way] = await relay.handlers['setup.ways'](null);
    const { steps } = await relay.handlers['setup.tryProxy']({ host: way?.host ?? '' });
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toContain('pac ok');

    await waitUntil(() => sandbox.cxone.agents.find(thread) !== undefined, 25_000);
    await sandbox.cxone.agents.reply(thread, 'good day').settled;
    expect(first.asked.length).toBeGreaterThan(0);
    expect(second.asked).toEqual([]);
  });

  it('goes on by the next proxy when the first is killed', async () => {
    await first.stop();
    // The first may still be made on a connection that is just being cut.
    await legs();
    expect(await legs()).not.toMatch(/PROXY_|PAC_|UNREACHABLE/u);
    expect(second.asked.length).toBeGreaterThan(0);
  });
});
