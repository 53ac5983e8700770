import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';

async function eventually<T>(ask: () => T | Promise<T>, isThere: (value: T) => boolean, limitMs = 15_000): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isThere(value)) return value;
    if (performance.now() > deadline) throw new Error(`still not there: ${JSON.stringify(value)}`);
    await pause(25);
  }
}

describe('what an operator does with messages, through the whole relay', () => {
  let folder = '';
  let sandbox: Sandbox;
  let relay: Relay;
  let thread = '';
  let channelId = '';
  const taken: string[] = [];
  const reported: { externalId: string; status: string; reason: string | null }[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-actions-'));
    sandbox = await startSandbox({ seed: 'actions' });
    const config = RelayConfig.parse({ ...sandbox.relayConfig, storeKey: randomBytes(32).toString('base64') });
    const parts = { clock: systemClock, log: silentLogger, random: randomBytes, chance: Math.random, environment: {} };
    relay = await startRelay({ ...parts, config, dataDir: join(folder, 'data') });
    await sandbox.connect(relay.urls);
    const [channel] = config.channels;
    if (channel === undefined) throw new Error('the sandbox has channels');
    channelId = channel.id;
    const { openid } = sandbox.wechat.customers.follow(channel.id, { nickname: 'Actions', language: 'zh' });
    thread = `${channel.wechat.originalId}:${openid}`;
    sandbox.wechat.customers.send(channel.id, openid, { type: 'text', text: 'hello' });
    await eventually(
      () => sandbox.cxone.agents.find(thread),
      (found) => found !== undefined,
    );
    sandbox.wechat.sends.on((notice) => {
      if (notice.kind === 'accepted') taken.push(notice.text);
    });
    sandbox.cxone.outbound.on((notice) => {
      if (notice.kind === 'status') reported.push(notice.status);
    });
  });

  afterAll(async () => {
    await relay.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const outbound = async (): Promise<TrafficRow[]> => {
    const input = { filter: { direction: 'outbound' as const }, beforeSeq: null, limit: 20 };
    return (await relay.handlers['traffic.page'](input)).rows;
  };
  const inState = (state: string): Promise<TrafficRow> =>
    eventually(
      async () => (await outbound())[0],
      (row) => row?.state === state,
    ).then((row) => row as TrafficRow);
  const lines = async (id: TrafficRow['id']): Promise<string[]> =>
    (await relay.handlers['message.get']({ id })).events.map((event) => event.kind);

  it('leaves a reply without a readable answer to a person, who saw that it arrived; CXone is told then', async () => {
    sandbox.wechat.faults.set({ target: channelId, fault: 'reset', remaining: 1, options: { paths: sendPaths } });
    expect(await sandbox.cxone.agents.reply(thread, 'did it arrive?').settled).toMatchObject({ kind: 'accepted' });
    const { id } = await inState('unconfirmed');
    await pause(300);
    expect(reported.filter((report) => report.externalId === id)).toEqual([]);
    const outlook = await relay.handlers['message.outlook']({ id });
    expect(outlook).toMatchObject({
      actions: ['send_again', 'confirm_arrived', 'give_up', 'discard'],
      mayArriveTwice: true,
      window: { open: true, needs: 1 },
    });
    const act = relay.handlers['message.act'];
    await expect(
      (async () => act({ id, action: 'send_again', acceptTwice: false, by: 'anna' }))(),
    ).rejects.toMatchObject({
      code: 'MESSAGE_MAY_ARRIVE_TWICE',
    });
    const story = await act({ id, action: 'confirm_arrived', acceptTwice: false, by: 'anna' });
    expect(story.row.state).toBe('delivered');
    expect(story.events.filter((event) => event.by === 'anna').map((event) => event.kind)).toEqual([
      'confirmed_arrived',
    ]);
    await eventually(
      () => reported.filter((report) => report.externalId === id).map((report) => report.status),
      (statuses) => statuses.length === 1 && statuses[0] === 'delivered',
    );
    expect(taken.filter((text) => text === 'did it arrive?')).toHaveLength(1);
    await expect((async () => act({ id, action: 'discard', acceptTwice: true, by: 'anna' }))()).rejects.toMatchObject({
      code: 'MESSAGE_ACTION_NOT_POSSIBLE',
    });
  });

  it('discards a waiting reply at once, frees what stood behind it, and sends it after all when it is restored', async () => {
    sandbox.wechat.faults.set({ target: channelId, fault: 'systemBusy', options: { paths: sendPaths } });
    expect(await sandbox.cxone.agents.reply(thread, 'first').settled).toMatchObject({ kind: 'accepted' });
    const [first] = await outbound();
    if (first === undefined) throw new Error('the reply is in the list');
    await eventually(
      () => relay.handlers['message.get']({ id: first.id }),
      (story) => story.row.state === 'pending' && story.row.attempts > 0 && story.row.pendingReason !== 'sending',
    );
    expect(await sandbox.cxone.agents.reply(thread, 'second').settled).toMatchObject({ kind: 'accepted' });
    // The attempt may just be under way: then nothing is discarded, and it is asked again.
    const discarded = await eventually(
      async () => {
        try {
          return await relay.handlers['message.act']({
            id: first.id,
            action: 'discard',
            acceptTwice: false,
            by: 'anna',
          });
        } catch {
          return null;
        }
      },
      (story) => story !== null,
    );
    expect(discarded?.row.state).toBe('discarded');
    sandbox.wechat.faults.clear();
    await eventually(
      () => taken,
      (texts) => texts.includes('second'),
    );
    expect(taken).not.toContain('first');
    await eventually(
      () => reported.find((report) => report.externalId === first.id),
      (report) => report?.status === 'failed' && /operator/u.test(report.reason ?? ''),
    );
    await relay.handlers['message.act']({ id: first.id, action: 'restore', acceptTwice: false, by: 'berta' });
    await eventually(
      () => taken,
      (texts) => texts.includes('first'),
    );
    // WeChat has it a moment before that is written down here.
    const kinds = await eventually(
      () => lines(first.id),
      (known) => known.includes('delivered'),
    );
    expect(kinds).toEqual(expect.arrayContaining(['discarded', 'restored', 'delivered']));
    await eventually(
      () => reported.filter((report) => report.externalId === first.id).map((report) => report.status),
      (statuses) => statuses.join() === 'failed,delivered',
    );
  });

  it('counts every message in exactly one state, on request too', async () => {
    const check = await relay.handlers['store.verifyCounts'](null);
    expect(check.agrees).toBe(true);
    const { accepted, ...states } = check.counted;
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(accepted);
  });
});

const sendPaths = ['/cgi-bin/message/custom/send'];
