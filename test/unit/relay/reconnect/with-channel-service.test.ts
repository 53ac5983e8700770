import { beforeEach, describe, expect, it } from 'vitest';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { FollowerTests } from '#relay/reconnect/follower-tests.ts';
import { ReceiptBook } from '#relay/reconnect/receipt-book.ts';
import { ReconnectService } from '#relay/reconnect/reconnect-service.ts';
import { ChannelService } from '#relay/services/channel-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { CheckedTarget, config, ipRefused } from '#test/unit/relay/services/channel-service-support.ts';
import { FakeOperations, FakeRepair } from './reconnect-kit.ts';

const [channel] = config.channels;
const [integration] = config.integrations;
if (channel === undefined || integration === undefined) throw new Error('the configuration has one of each');
const { id } = channel;

/** The ladder over the real keeper of states; only the calls to the other sides are the test's. */
describe('reconnecting a channel that the channel service watches', () => {
  let clock: HandClock;
  let channels: ChannelService;
  let wechat: CheckedTarget;
  let cxone: CheckedTarget;
  let repair: FakeRepair;
  let service: ReconnectService;
  let receipts: ReceiptBook;
  let kinds: string[];

  beforeEach(async () => {
    clock = new HandClock();
    kinds = [];
    wechat = new CheckedTarget();
    cxone = new CheckedTarget();
    repair = new FakeRepair();
    const facts = new Map<string, string>();
    channels = new ChannelService({
      store: {
        channelCounts: () => Promise.resolve([]),
        readFact: (name) => Promise.resolve(facts.get(name) ?? null),
        writeFact: (name, value) => Promise.resolve(void facts.set(name, value)),
      },
      clock,
      log: silentLogger,
      callbackUrl: () => 'https://relay.example/wechat/tulip',
      onChange: () => undefined,
    });
    channels.onState(({ to }) => kinds.push(to.kind));
    const lane = { probePassed: () => undefined, repaired: () => undefined, oldestWaitingAt: () => null };
    await channels.add({
      config: channel,
      integration,
      targets: { wechatOut: wechat, cxoneOut: cxone },
      lanes: { wechatOut: lane, cxoneOut: lane },
    });
    const store = new FakeOperations();
    receipts = new ReceiptBook({ store, log: silentLogger });
    const repairOf = () => repair;
    const shared = { repairOf, clock, log: silentLogger };
    const tests = new FollowerTests({ ...shared, legs: channels, customerLanguage: () => 'en', chance: () => 0.5 });
    let ids = 0;
    service = new ReconnectService({
      ...shared,
      watch: channels,
      store,
      receipts,
      tests,
      testFollowers: () => [],
      audit: { note: () => undefined },
      noteIncident: () => undefined,
      incidentOf: () => null,
      gapsOf: () => Promise.resolve([]),
      boxUrl: () => 'https://relay.example/integration/box',
      newId: () => `id-${(ids += 1)}`,
      onChange: () => undefined,
    });
    channels.start();
    await settled();
    channels.proof(id, 'wechatIn', 'message');
    channels.proof(id, 'cxoneIn', 'message');
    await clock.windSlowly(60_000, 500);
    expect(kind()).toBe('connected');
  });

  const kind = () => channels.snapshot(id)?.state.kind;
  const run = (): ReconnectRun => {
    const found = service.runOf(id);
    if (found === null) throw new Error('no run');
    return found;
  };
  const begin = () => service.start({ channelIds: [id], by: 'Ann' });
  const pass = (ms: number) => clock.windSlowly(ms, 250);

  it('refused: asks, goes on after the repair, and is connected by way of verifying only', async () => {
    wechat.result = ipRefused;
    await pass(130_000);
    expect(kind()).toBe('action_required');
    begin();
    await pass(3_000);
    expect(run()).toMatchObject({ phase: 'asking', guide: [{ leg: 'wechatOut', value: '203.0.113.9', done: false }] });
    expect(repair.done).toEqual([]);
    wechat.result = { ok: true };
    kinds = [];
    service.continue({ runId: run().id, by: 'Ann' });
    await pass(30_000);
    expect(run()).toMatchObject({ phase: 'done', guide: [{ done: true }] });
    expect(kind()).toBe('connected');
    expect(kinds.filter((one, index) => one !== kinds[index - 1])).toEqual(['verifying', 'connected']);
    expect(await receipts.get(run().receiptId ?? '')).toMatchObject({
      outcome: 'connected',
      code: 'WECHAT_IP_NOT_LISTED',
    });
  });

  it('repaired before: one press is enough', async () => {
    wechat.result = ipRefused;
    await pass(130_000);
    wechat.result = { ok: true };
    begin();
    await pass(30_000);
    expect([run().phase, kind()]).toEqual(['done', 'connected']);
  });

  it('a line that is down: the rung that mends it is the last that is climbed', async () => {
    cxone.result = { ok: false, code: 'CXONE_UNREACHABLE', platformCode: null, value: null, retryable: true };
    await pass(130_000);
    repair.on = (what) => {
      if (what === 'new_connection') cxone.result = { ok: true };
    };
    begin();
    await pass(35_000);
    expect(repair.done).toEqual(['new_token', 'new_connection']);
    expect([run().phase, kind()]).toEqual(['done', 'connected']);
  });

  it('a wrong key at WeChat: after the repair only its next call makes the channel connected', async () => {
    channels.fault(id, 'wechatIn', {
      code: 'WECHAT_AESKEY_MISMATCH',
      platformCode: null,
      value: null,
      retryable: false,
      nextTryAt: null,
    });
    await pass(5_000);
    begin();
    await pass(3_000);
    expect(run().phase).toBe('asking');
    service.continue({ runId: run().id, by: 'Ann' });
    await pass(21_000);
    expect(run()).toMatchObject({ phase: 'asking' });
    expect(run().guide).toContainEqual({
      code: 'NO_PROOF_YET',
      leg: 'wechatIn',
      value: 'https://relay.example/wechat/tulip',
      done: false,
    });
    expect(kind()).toBe('verifying');
    channels.proof(id, 'wechatIn', 'message');
    await pass(30_000);
    expect([run().phase, kind()]).toEqual(['done', 'connected']);
    expect(run().guide.every(({ done }) => done)).toBe(true);
  });

  it('a channel that works stays connected all the time, and nothing is restarted', async () => {
    kinds = [];
    begin();
    await pass(30_000);
    expect([run().phase, kind(), repair.done]).toEqual(['done', 'connected', []]);
    expect(kinds.filter((one) => one !== 'connected')).toEqual([]);
  });
});
