import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { waitUntil } from '../sandbox/wait-until.ts';

describe('what a relay has seen, through the whole of it', () => {
  let folder = '';
  let sandbox: Sandbox;
  let config: RelayConfig;
  let relay: Relay;
  let told: Sighting[];

  const start = async (): Promise<void> => {
    told = [];
    const parts = { clock: systemClock, log: silentLogger, random: randomBytes, chance: Math.random, environment: {} };
    relay = await startRelay({ ...parts, config, dataDir: join(folder, 'data') });
    relay.on('setup.sighted', (one) => void told.push(one));
    await sandbox.connect(relay.urls);
  };
  const seen = async (): Promise<string[]> => {
    const sightings = await relay.handlers['setup.sightings'](null);
    return sightings.map(({ ownerId, kind }) => `${ownerId} ${kind}`).sort();
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-setup-'));
    sandbox = await startSandbox({ seed: 'setup' });
    config = RelayConfig.parse({ ...sandbox.relayConfig, storeKey: randomBytes(32).toString('base64') });
    await start();
  });
  afterAll(async () => {
    await relay.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the address WeChat verified, a message each way, and CXone’s calls; kept over a restart', async () => {
    const [channel] = config.channels;
    if (channel === undefined) throw new Error('the sandbox has channels');
    const { id, integration, wechat } = channel;
    const { openid } = sandbox.wechat.customers.follow(id, { nickname: 'Set-up', language: 'zh' });
    sandbox.wechat.customers.send(id, openid, { type: 'text', text: 'hello' });
    const thread = `${wechat.originalId}:${openid}`;
    await waitUntil(() => sandbox.cxone.agents.find(thread) !== undefined);
    await sandbox.cxone.agents.reply(thread, 'good day').settled;
    const expected = [
      `${id} message_in`,
      `${id} message_out`,
      `${id} webhook_verified`,
      `${integration} box_called`,
      `${integration} token_fetched`,
    ].sort();
    await waitUntil(async () => expected.every((line) => told.some((one) => `${one.ownerId} ${one.kind}` === line)));
    expect(await seen()).toEqual(expect.arrayContaining(expected));
    await relay.stop();
    await start();
    expect(await seen()).toEqual(expect.arrayContaining(expected));
  });

  it('answers what main asks', async () => {
    const [integration] = config.integrations;
    if (integration === undefined) throw new Error('the sandbox has an integration');
    const { issuer, clientId, clientSecret, accessKeyId, accessKeySecret } = integration.cxone;
    const access = { issuer, apiBase: null, tenantId: null, clientId, clientSecret, accessKeyId, accessKeySecret };
    const { integrationId } = integration;
    const trial = await relay.handlers['setup.tryCxone']({ access, integrationId });
    expect(trial.steps.every(({ outcome }) => outcome === 'ok')).toBe(true);
    await relay.handlers['setup.noted']({ what: 'applied', subject: 'channel/tulip', by: 'anna' });
    const lines = await relay.handlers['audit.page']({ channelId: null, before: null, limit: 5 });
    expect(lines).toContainEqual(expect.objectContaining({ by: 'anna', action: 'setup_applied' }));
  });
});
