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
import { waitUntil } from '../sandbox/wait-until.ts';

describe('a relay whose calls leave through a proxy', () => {
  let folder = '';
  let sandbox: Sandbox;
  let relay: Relay;
  let proxy: ConnectProxy;
  let config: RelayConfig;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-proxy-'));
    sandbox = await startSandbox({ seed: 'proxy' });
    proxy = await startConnectProxy({ account: 'relay:pass' });
    const rule = { kind: 'fixed', url: proxy.url, username: 'relay', password: 'pass' };
    const { destinations } = RelayConfig.parse({ ...sandbox.relayConfig, storeKey: 'x' });
    const own = destinations.find(({ host }) => host === '127.0.0.1');
    config = RelayConfig.parse({
      ...sandbox.relayConfig,
      storeKey: randomBytes(32).toString('base64'),
      destinations: [{ ...own, host: '127.0.0.1', proxy: rule }],
    });
    const parts = { clock: systemClock, log: silentLogger, random: randomBytes, chance: Math.random, environment: {} };
    relay = await startRelay({ ...parts, config, dataDir: join(folder, 'data') });
    await sandbox.connect(relay.urls);
  });
  afterAll(async () => {
    await relay.stop();
    await sandbox.stop();
    await proxy.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('passes messages both ways, and every call of its own goes through', async () => {
    const [channel] = config.channels;
    if (channel === undefined) throw new Error('the sandbox has channels');
    const { id, wechat } = channel;
    const { openid } = sandbox.wechat.customers.follow(id, { nickname: 'Proxy', language: 'zh' });
    sandbox.wechat.customers.send(id, openid, { type: 'text', text: 'hello' });
    const thread = `${wechat.originalId}:${openid}`;
    await waitUntil(() => sandbox.cxone.agents.find(thread) !== undefined);
    await sandbox.cxone.agents.reply(thread, 'good day').settled;

    const places = new Set(proxy.asked);
    expect(places).toContain(new URL(wechat.apiBase).host);
    expect(places).toContain(new URL(config.integrations[0]?.cxone.issuer ?? '').host);
  });

  it('lists the ways, and tests them step by step', async () => {
    const ways = await relay.handlers['setup.ways'](null);
    expect(ways.length).toBeGreaterThan(1);
    expect(new Set(ways.map((way) => way.proxy))).toEqual(new Set([`127.0.0.1:${proxy.port}`]));
    expect(JSON.stringify(ways)).not.toContain('pass"');

    const { steps } = await relay.handlers['setup.tryProxy']({ host: ways[0]?.host ?? '' });
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'reach_proxy ok',
      'tunnel ok',
      'tls ok',
      'answer ok',
    ]);
  });

  it('says of a proxy that is gone that it is the proxy', async () => {
    await proxy.stop();
    const [channel] = config.channels;
    const check = () => relay.handlers['channels.check']({ channelId: channel?.id ?? ('' as never) });
    // The first may still be made on a connection that is just being cut.
    await check();
    const { legs } = await check();
    expect(JSON.stringify(legs)).toContain('PROXY_UNREACHABLE');
    expect(JSON.stringify(legs)).not.toMatch(/WECHAT_UNREACHABLE|CXONE_UNREACHABLE/u);
  });
});
