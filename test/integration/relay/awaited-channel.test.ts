import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { Browser } from '../action-pages/browser.ts';

const [tulip, canal] = [ChannelId.parse('tulip'), ChannelId.parse('canal')];
const storeKey = randomBytes(32).toString('base64');

let folder = '';
let sandbox: Sandbox;
let relay: Relay;
/** What came to CXone's API. */
const asked: string[] = [];
/** What CXone took. A channel made later has its id for the sandbox's key. */
const taken: { readonly channel: string; readonly text: string }[] = [];

async function start(waiting: readonly ChannelId[]): Promise<void> {
  const config = RelayConfig.parse({ ...sandbox.relayConfig, storeKey });
  relay = await startRelay({
    config: {
      ...config,
      channels: config.channels.map((one) => (waiting.includes(one.id) ? { ...one, waitsFor: 'cxone' as const } : one)),
    },
    dataDir: join(folder, 'data'),
    clock: systemClock,
    chance: () => 0.5,
    random: (size) => randomBytes(size),
    log: silentLogger,
    environment: {},
  });
  await sandbox.connect(relay.urls);
}

async function eventually<T>(ask: () => T | Promise<T>, isThere: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > deadline) throw new Error(`still not there: ${JSON.stringify(value)}`);
    await pause(25);
  }
}

async function snapshot(id: ChannelId): Promise<ChannelSnapshot> {
  const found = (await relay.handlers['channels.list'](null)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no channel ${id}`);
  return found;
}

const cxoneIdOf = (id: ChannelId): string =>
  sandbox.relayConfig.channels.find((one) => one.id === id)?.cxoneChannelId ?? '';

function write(id: ChannelId, texts: readonly string[]): void {
  const { openid } = sandbox.wechat.customers.follow(id, { nickname: 'Wang', language: 'zh' });
  for (const text of texts) sandbox.wechat.customers.send(id, openid, { type: 'text', text });
}

const takenOf = (id: ChannelId): string[] =>
  taken.flatMap((one) => (one.channel === id || one.channel === cxoneIdOf(id) ? [one.text] : []));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-awaited-'));
  sandbox = await startSandbox({ seed: 'awaited' });
  sandbox.cxone.mount(({ path, query, body }) => {
    asked.push(`${path}?${query.toString()} ${body.toString()}`);
    return undefined;
  });
  sandbox.cxone.messages.on(({ kind, channel, text }) => {
    if (kind === 'created') taken.push({ channel, text });
  });
  for (const id of [tulip, canal]) sandbox.cxone.store.channels.delete(cxoneIdOf(id));
  await start([tulip, canal]);
});

afterAll(async () => {
  await relay.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a channel in use that does not exist in CXone yet', () => {
  it('takes in and keeps what customers write, asks CXone nothing, and is not called broken', async () => {
    write(tulip, ['one', 'two', 'three']);
    write(canal, ['four', 'five']);
    write(ChannelId.parse('delta'), ['elsewhere']);
    await eventually(
      () => snapshot(tulip),
      ({ waiting, legs }) => waiting.inbound === 3 && legs.wechatOut.proof !== null,
    );
    expect(await relay.handlers['channels.check']({ channelId: tulip })).toMatchObject({
      state: { kind: 'not_configured', code: 'CHANNEL_WAITS_FOR_CXONE', leg: 'cxoneOut', operatorMustAct: true },
      legs: { wechatIn: { fault: null }, cxoneOut: { proof: null, fault: null } },
      incidentId: null,
    });
    // Beside it, the other channels of the same integration work.
    await eventually(
      () => takenOf(ChannelId.parse('delta')),
      (lines) => lines.includes('elsewhere'),
    );
    expect([takenOf(tulip), takenOf(canal)]).toEqual([[], []]);
    expect(asked.filter((url) => url.includes(cxoneIdOf(tulip)) || url.includes(cxoneIdOf(canal)))).toEqual([]);
    const { probes } = await relay.handlers['channel.detail']({ channelId: tulip });
    expect(probes.filter(({ leg }) => leg === 'cxoneOut')).toEqual([]);
    const board = await relay.handlers['sla.board']({ channelIds: [], show: 'open', metric: null, limit: 50 });
    expect(board.rows.map(({ channelId }) => channelId)).toEqual(['delta']);
  });

  it('delivers them in order as soon as an administrator has created it on the Add page', async () => {
    const browser = new Browser();
    const entry = await browser.open(sandbox.cxone.actionPageUrl('add', relay.urls.actions, undefined));
    const url = new URL(entry.headers.location ?? '', relay.urls.actions).href;
    const done = await browser.submit(url, await browser.open(url), 'create', ['tulip']);
    expect(done.status).toBe(303);
    await eventually(
      () => takenOf(tulip),
      (lines) => lines.length === 3,
    );
    expect(takenOf(tulip)).toEqual(['one', 'two', 'three']);
    // CXone has not called yet: that is what is left to be seen, as with every new channel.
    const { state } = await eventually(
      () => snapshot(tulip),
      ({ state: { kind, leg } }) => kind !== 'not_configured' && leg === 'cxoneIn',
    );
    expect(state).toMatchObject({ kind: 'verifying', code: 'BOX_NOT_CALLED_YET' });
    const { probes } = await relay.handlers['channel.detail']({ channelId: tulip });
    expect(probes.map(({ name }) => name)).toContain('cxone_channel');
    expect((await snapshot(canal)).state.code).toBe('CHANNEL_WAITS_FOR_CXONE');
  });

  it('goes on after a restart: one by what was seen, one by its configuration', async () => {
    const { channels } = sandbox.cxone.store;
    const [like] = [...channels.values()];
    if (like === undefined) throw new Error('the tenant has channels');
    const id = cxoneIdOf(canal);
    const originalId = sandbox.relayConfig.channels.find((one) => one.id === canal)?.wechat.originalId ?? '';
    await relay.stop();
    channels.set(id, { ...like, id, key: canal, members: { ...like.members, id, idOnExternalPlatform: originalId } });
    await start([tulip]);
    await eventually(
      () => takenOf(canal),
      (lines) => lines.length === 2,
    );
    expect(takenOf(canal)).toEqual(['four', 'five']);
    expect((await snapshot(tulip)).state.code).not.toBe('CHANNEL_WAITS_FOR_CXONE');
    write(tulip, ['six']);
    await eventually(
      () => takenOf(tulip),
      (lines) => lines.includes('six'),
    );
    expect(await relay.handlers['incidents.page']({ state: 'all', channelId: null, before: null, limit: 50 })).toEqual(
      [],
    );
  });
});
