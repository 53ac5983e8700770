import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createRelayPlanner } from '#main/relay-host/relay-plan.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { StartMessage } from '#shared/contract/relay-contract.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { goodChannel, goodIntegration } from '#test/unit/shared/setup/good-setup.ts';
import { secretValues, SetupBench, support, tulip } from '#test/unit/main/setup/setup-bench.ts';

let bench: SetupBench;
let relay: Relay | null;

beforeEach(async () => {
  bench = await SetupBench.open();
  relay = null;
});
afterEach(async () => {
  await relay?.stop();
  bench.close();
});

/** As the console starts it: planned from the book, with a store for this session. */
async function start(): Promise<Relay> {
  await relay?.stop();
  const key = randomBytes(32).toString('base64');
  const planner = createRelayPlanner({
    folder: bench.folder,
    environment: {},
    book: bench.books.relayBook,
    ports: () => ({ public: 0, admin: 0 }),
    keys: { status: bench.vault.status, persistent: true, keyOf: () => Promise.resolve(key), newKey: () => key },
  });
  const plan = await planner.fromFile();
  if (plan.kind !== 'start') throw new Error(plan.as);
  const { config } = StartMessage.parse(plan.message);
  relay = await startRelay({
    config,
    dataDir: `${bench.folder}/relay-${randomBytes(4).toString('hex')}`,
    clock: systemClock,
    chance: () => 0.5,
    random: randomBytes,
    log: silentLogger,
    environment: {},
  });
  return relay;
}

/** WeChat's own check of a callback's address: GET with echostr, signed with the token. */
async function verifies({ urls }: Relay, channelId: string, token: string): Promise<boolean> {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), randomBytes(6).toString('hex')];
  const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
  const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '20261123' });
  const answer = await fetch(`${urls.wechat}/${channelId}?${query.toString()}`);
  return answer.ok && (await answer.text()) === '20261123';
}

async function givesToken({ urls }: Relay, clientSecret: string): Promise<boolean> {
  const answer = await fetch(`${urls.box}/1.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: 'veerpont-wechat',
      client_secret: clientSecret,
    }),
  });
  return answer.status === 200;
}

describe('a relay on the set-up of the console', () => {
  it('runs with nothing at all, then on what was applied, with the secrets that were made', async () => {
    const { desk } = bench.setup;
    await desk.begin();
    const empty = await start();
    expect(await empty.handlers['channels.list'](null)).toEqual([]);
    expect(await verifies(empty, 'tulip', secretValues.wechat_token)).toBe(false);

    await desk.save({ kind: 'address', form: { way: 'tunnel', publicUrl: 'https://relay.veerpont.nl' } });
    await desk.save({ kind: 'integration', form: goodIntegration() });
    await desk.save({ kind: 'channel', form: goodChannel() });
    await bench.secrets(support, tulip);
    const boxSecret = (await desk.makeSecret(support, 'box_secret')).value;
    const token = (await desk.makeSecret(tulip, 'wechat_token')).value;
    await desk.makeSecret(tulip, 'wechat_aes_key');
    await desk.apply('integration', 'support');
    await desk.apply('channel', 'tulip');
    const running = await start();

    expect(await verifies(running, 'tulip', token)).toBe(true);
    expect(await verifies(running, 'tulip', 'AnotherToken')).toBe(false);
    expect(await givesToken(running, boxSecret)).toBe(true);
    expect(await givesToken(running, secretValues.box_secret)).toBe(false);
    const [channel] = await running.handlers['channels.list'](null);
    expect(channel).toMatchObject({ id: 'tulip', callbackUrl: 'https://relay.veerpont.nl/wechat/tulip' });
  });

  it('goes on without a channel whose secret is gone, and says why', async () => {
    const { desk } = bench.setup;
    await desk.save({ kind: 'address', form: { way: 'tunnel', publicUrl: 'https://relay.veerpont.nl' } });
    await desk.save({ kind: 'integration', form: goodIntegration() });
    await desk.save({ kind: 'channel', form: goodChannel() });
    await bench.secrets(support, tulip);
    await desk.apply('integration', 'support');
    await desk.apply('channel', 'tulip');
    await bench.vault.change({ 'setup/channel/tulip/wechat_app_secret': null });
    const running = await start();

    const [channel] = await running.handlers['channels.list'](null);
    expect(channel).toMatchObject({ id: 'tulip', state: { kind: 'not_configured', code: 'SETUP_SECRET_MISSING' } });
    expect(await givesToken(running, secretValues.box_secret)).toBe(true);
  });
});
