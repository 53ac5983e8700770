import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { SandboxDisconnects } from '#shared/contract/console-contract.ts';
import { DisconnectKind } from '#shared/domain/disconnect.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { disconnectTable } from '#sandbox/control/disconnect-table.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { createFastClock, type FastClock } from '#test/faults/network/fast-clock.ts';
import { RecordingLog } from '#test/integration/cxone/recording-intake.ts';

/** In security mode, so that every way to misconfigure it shows. */
const tulip = ChannelId.parse('tulip');
const sister = ChannelId.parse('delta');

let clock: FastClock;
let folder: string;
let sandbox: Sandbox;
let relay: Relay;
let openId: string;

async function start(): Promise<void> {
  openId = '';
  folder = mkdtempSync(join(tmpdir(), 'veerpont-disconnects-'));
  // What has to be waited for by the minute passes in seconds, at both sides alike.
  clock = createFastClock(8);
  sandbox = await startSandbox({ seed: 'disconnects', clock: clock.sandbox, secure: true });
  await startAnew();
}

async function startAnew(): Promise<void> {
  const storeKey = Buffer.alloc(32, 5).toString('base64');
  relay = await startRelay({
    config: RelayConfig.parse({ ...sandbox.relayConfig, storeKey }),
    dataDir: join(folder, 'data'),
    clock: clock.relay,
    chance: () => 0.5,
    random: (size) => randomBytes(size),
    log: new RecordingLog(),
    environment: {},
  });
  await sandbox.connect(relay.urls);
}

afterEach(async () => {
  await relay.stop();
  await sandbox.stop();
  clock.sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function snapshot(id: ChannelId): Promise<ChannelSnapshot> {
  const found = (await relay.handlers['channels.list'](null)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no channel ${id}`);
  return found;
}

/** What stands at the leg, or is the reason of the channel's state: a warning has no fault. */
function codesOf({ legs, state }: ChannelSnapshot): (string | null)[] {
  return [...Object.values(legs).map(({ fault }) => fault?.code ?? null), state.code];
}

/** A message each way, and the channel's own checks: what a day brings. */
async function liveALittle(): Promise<void> {
  if (openId === '') openId = sandbox.wechat.customers.follow(tulip, { nickname: 'Li', language: 'zh' }).openid;
  sandbox.wechat.customers.send(tulip, openId, { type: 'text', text: 'Are you there?' });
  const thread = sandbox.cxone.store.threadWith(
    sandbox.identities.channels.find(({ key }) => key === tulip)?.id ?? '',
    openId,
  );
  if (thread !== undefined) sandbox.cxone.agents.reply(thread.id, 'Yes, we are.');
  await relay.handlers['channels.check']({ channelId: tulip });
}

async function until(what: string, holds: () => Promise<boolean>, act: () => Promise<void>, limitMs = 20_000) {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`${what}: ${JSON.stringify(codesOf(await snapshot(tulip)))}`);
    await act();
    await pause(150);
  }
}

/** Pushes that stop are told from silence only by what happens over minutes; the relay's own tests wind those. */
const overMinutes: readonly DisconnectKind[] = ['wechat_pushes_stopped'];
const shows = async (id: ChannelId, kind: DisconnectKind) =>
  codesOf(await snapshot(id)).includes(disconnectTable[kind].code);

describe('each way to lose a channel shows its reason in the relay, and is over when it is repaired', () => {
  it.each(DisconnectKind.options.filter((kind) => !overMinutes.includes(kind)))('%s', async (kind) => {
    await start();
    await until('traffic', async () => sandbox.cxone.store.threads.size > 0, liveALittle);

    expect(sandbox.disconnects.cause(tulip, kind).caused).toMatchObject([{ channelId: tulip, kind }]);
    await until(`${kind} should show`, () => shows(tulip, kind), liveALittle);

    expect(sandbox.disconnects.repair(tulip, kind).caused).toEqual([]);
    await until('repaired', async () => !(await shows(tulip, kind)), liveALittle);
  });
});

describe('what was caused', () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${sandbox.urls.control}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as unknown };
  };

  it('outlives a restart of the relay', async () => {
    await start();
    sandbox.disconnects.cause(tulip, 'wechat_ip_not_listed');
    sandbox.disconnects.cause(tulip, 'wechat_callback_not_set');
    await relay.stop();
    await startAnew();
    expect(sandbox.disconnects.view().caused.map(({ kind }) => kind)).toEqual([
      'wechat_ip_not_listed',
      'wechat_callback_not_set',
    ]);
    await until('still shown', () => shows(tulip, 'wechat_ip_not_listed'), liveALittle);
    const provenAt = async () => (await snapshot(tulip)).legs.wechatIn?.proof?.at ?? 0;
    const before = await provenAt();
    expect(sandbox.disconnects.repair(tulip, undefined).caused).toEqual([]);
    // WeChat verifies the URL when its owner saves what was put right.
    await until(
      'verified',
      async () => (await provenAt()) > before,
      () => pause(20),
    );
  });

  it('strikes one channel, or all of the integration, as its kind says', async () => {
    await start();
    sandbox.disconnects.cause(tulip, 'wechat_account_frozen');
    await until('frozen', () => shows(tulip, 'wechat_account_frozen'), liveALittle);
    await relay.handlers['channels.check']({ channelId: sister });
    expect(await shows(sister, 'wechat_account_frozen')).toBe(false);

    sandbox.disconnects.cause(tulip, 'cxone_forbidden');
    await until(
      'forbidden',
      () => shows(sister, 'cxone_forbidden'),
      async () => {
        await relay.handlers['channels.check']({ channelId: sister });
      },
    );
    expect(sandbox.disconnects.repair(sister, undefined).caused.map(({ kind }) => kind)).toEqual([
      'wechat_account_frozen',
    ]);
  });

  it('has no certificate to run out where the platform is reached without one', async () => {
    await start();
    const kinds = () => sandbox.disconnects.view().available.map(({ kind }) => kind);
    expect(kinds()).toEqual(DisconnectKind.options);
    const plain = await startSandbox({ seed: 'plain' });
    expect(plain.relayConfig.destinations).toEqual([]);
    const possible = plain.disconnects.view().available.map(({ kind }) => kind);
    await plain.stop();
    expect(DisconnectKind.options.filter((kind) => !possible.includes(kind))).toEqual(['wechat_certificate_expired']);
  });

  it('is listed, caused and repaired over the control address', async () => {
    await start();
    const first = await control('GET', '/disconnects');
    const { available } = SandboxDisconnects.parse(first.json);
    expect(available.map(({ kind }) => kind).sort()).toEqual([...DisconnectKind.options].sort());
    for (const kind of ['wechat_quota_spent', 'cxone_channel_deleted', 'wechat_ip_confirm_pending']) {
      expect((await control('POST', '/disconnects', { channel: 'tulip', kind })).status).toBe(200);
    }
    // The same fault with another answer takes the first one's place.
    const { json } = await control('POST', '/disconnects', { channel: 'tulip', kind: 'wechat_ip_confirm_refused' });
    expect(SandboxDisconnects.parse(json).caused.map(({ kind }) => kind)).toEqual([
      'wechat_quota_spent',
      'cxone_channel_deleted',
      'wechat_ip_confirm_refused',
    ]);
    expect((await control('DELETE', '/disconnects?channel=tulip&kind=wechat_quota_spent')).status).toBe(200);
    const appId = sandbox.wechat.accounts.get('tulip').options.appId;
    const quota = sandbox.wechat.quotas.view(appId, '/cgi-bin/message/custom/send', clock.sandbox.now());
    expect(quota?.quota.remain).toBe(500_000);
    expect(SandboxDisconnects.parse((await control('DELETE', '/disconnects?channel=tulip')).json).caused).toEqual([]);
    expect(sandbox.cxone.store.channels.size).toBe(3);
    expect([...sandbox.cxone.store.channels.values()].some(({ isDeleted }) => isDeleted)).toBe(false);
  });

  it.each([
    ['POST', '/disconnects', { channel: 'nobody', kind: 'wechat_busy' }, 404],
    ['POST', '/disconnects', { channel: 'tulip', kind: 'earthquake' }, 400],
    ['DELETE', '/disconnects?channel=nobody', undefined, 404],
    ['DELETE', '/disconnects', undefined, 400],
    ['POST', '/action-page', { page: 'add', channel: 'nobody' }, 404],
  ])('refuses %s %s %j', async (method, path, body, status) => {
    await start();
    expect((await control(method, path, body)).status).toBe(status);
  });
});
