import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { Receipt, ReconnectRun } from '#shared/domain/reconnect.ts';
import { legNames } from './fake-watch.ts';
import { startReconnectKit, type ReconnectKit } from './reconnect-kit.ts';

let kit: ReconnectKit;

beforeEach(() => {
  kit = startReconnectKit();
});

const rungs = () => kit.run().rungs.map(({ name, state }) => `${name} ${state}`);
const receipt = async () => kit.receipts.get(kit.run().receiptId ?? '');
const proveAll = () => legNames.forEach((leg) => kit.watch.prove('tulip', leg, 'message'));

describe('a channel that works', () => {
  it('is checked, verified and given a receipt; nothing of it is disturbed', async () => {
    kit.begin();
    await kit.pass(21_000);
    expect(kit.run()).toMatchObject({ phase: 'done', guide: [], test: null });
    expect(kit.repair.done).toEqual([]);
    expect(rungs()).toEqual([
      'recheck passed',
      'new_token skipped',
      'new_connection skipped',
      'restart_worker skipped',
    ]);
    expect(kit.watch.verifications).toEqual([]);
    expect(await receipt()).toMatchObject({
      by: 'Ann',
      outcome: 'connected',
      code: null,
      failingSince: null,
      catchUp: { total: 0, waiting: 0 },
    });
  });

  it('says of a quiet leg that it is not proven since, and how old its last proof is', async () => {
    kit.begin();
    await kit.pass(21_000);
    expect(kit.run().legs).toEqual([
      { leg: 'wechatIn', strength: null, at: 500_000 },
      { leg: 'wechatOut', strength: 'own_check', at: expect.any(Number) as number },
      { leg: 'cxoneIn', strength: null, at: 500_000 },
      { leg: 'cxoneOut', strength: 'own_check', at: expect.any(Number) as number },
    ]);
  });

  it('is not waited for once every leg is proven', async () => {
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('verifying');
    proveAll();
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('done');
    expect((await receipt()).proofs.every(({ strength }) => strength === 'message')).toBe(true);
  });
});

describe('a passing fault', () => {
  const failing = (until: string): void => {
    let mended = false;
    kit.repair.on = (what) => {
      if (what === until) mended = true;
    };
    kit.watch.fail('tulip', 'cxoneOut', {});
    kit.watch.setState('tulip', { kind: 'retrying', code: 'CXONE_UNREACHABLE', leg: 'cxoneOut' });
    kit.watch.onCheck = (watch, id) => {
      watch.prove(id, 'wechatOut', 'own_check');
      if (mended) {
        watch.prove(id, 'cxoneOut', 'own_check');
        watch.setState(id, { kind: 'connected', code: null, leg: null });
      } else watch.fail(id, 'cxoneOut', {});
    };
  };

  it.each([
    ['new_token', ['new_token']],
    ['new_connection', ['new_token', 'new_connection']],
    ['restart_worker', ['new_token', 'new_connection', 'restart_worker']],
  ])('that %s mends is mended by it, and no rung more is climbed', async (rung, done) => {
    failing(rung);
    kit.begin();
    await kit.pass(30_000);
    expect(kit.repair.done).toEqual(done);
    expect(kit.run().phase).toBe('done');
    expect(rungs().filter((line) => line.endsWith('passed'))).toEqual([`${rung} passed`]);
    expect(await receipt()).toMatchObject({ code: 'CXONE_UNREACHABLE', failingSince: 1_000_000, outcome: 'connected' });
  });

  it('that no rung mends is asked about, with what still fails on each rung', async () => {
    failing('nothing');
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run()).toMatchObject({
      phase: 'asking',
      guide: [{ code: 'CXONE_UNREACHABLE', leg: 'cxoneOut', done: false }],
    });
    expect(kit.run().rungs.every(({ state, code }) => state === 'failed' && code === 'CXONE_UNREACHABLE')).toBe(true);
  });

  it('asks for a new token once a minute at most', async () => {
    failing('nothing');
    kit.begin();
    await kit.pass(1_000);
    for (let time = 0; time < 3; time += 1) {
      kit.service.continue({ runId: kit.run().id, by: 'Ann' });
      await kit.pass(1_000);
    }
    expect(kit.repair.done.filter((what) => what === 'new_token')).toHaveLength(1);
    expect(rungs()[1]).toBe('new_token skipped');
    await kit.pass(60_000);
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
    await kit.pass(1_000);
    expect(kit.repair.done.filter((what) => what === 'new_token')).toHaveLength(2);
  });

  it('goes on up the ladder when it comes back while the legs are verified', async () => {
    kit.begin();
    await kit.pass(2_000);
    expect(kit.run().phase).toBe('verifying');
    kit.watch.fail('tulip', 'cxoneOut', {});
    await kit.pass(1_000);
    expect(kit.repair.done).toEqual(['new_token']);
    expect(kit.run().phase).toBe('verifying');
  });

  it('that hangs is given up, and the next rung climbed', async () => {
    failing('new_connection');
    kit.repair.on = (what) => (what === 'new_token' ? new Promise(() => undefined) : undefined);
    kit.begin();
    await kit.pass(10_000);
    expect(rungs()[1]).toBe('new_token running');
    await kit.pass(6_000);
    expect(kit.repair.done).toContain('new_connection');
  });
});

describe('an explicit refusal', () => {
  const refuse = (): void => {
    kit.watch.onCheck = (watch, id) => {
      watch.fail(id, 'wechatOut', {
        code: 'WECHAT_IP_NOT_LISTED',
        platformCode: '40164',
        value: '203.0.113.9',
        nextTryAt: null,
      });
      watch.setState(id, { kind: 'action_required', code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut' });
    };
  };
  const mend = (): void => {
    kit.watch.onCheck = (watch, id) => {
      legNames.forEach((leg) => watch.prove(id, leg, 'other_side'));
      watch.setState(id, { kind: 'connected', code: null, leg: null });
    };
  };

  it('stops the ladder at once and asks, with the value to copy', async () => {
    refuse();
    kit.begin();
    await kit.pass(1_000);
    expect(kit.repair.done).toEqual([]);
    expect(kit.run()).toMatchObject({
      phase: 'asking',
      guide: [{ code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut', value: '203.0.113.9', done: false }],
    });
    expect(rungs()).toEqual([
      'recheck failed',
      'new_token skipped',
      'new_connection skipped',
      'restart_worker skipped',
    ]);
  });

  it('goes on when a person says so, and marks the step as done', async () => {
    refuse();
    kit.begin();
    await kit.pass(1_000);
    mend();
    kit.watch.setState('tulip', { kind: 'verifying' });
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
    await kit.pass(2_000);
    expect(kit.run()).toMatchObject({ phase: 'done', guide: [{ done: true }] });
  });

  it('goes on by itself when the cause is gone', async () => {
    refuse();
    kit.begin();
    await kit.pass(1_000);
    mend();
    await kit.watch.checkNow(ChannelId.parse('tulip'));
    await kit.pass(2_000);
    expect(kit.run().phase).toBe('done');
  });

  it('asks again while nothing was repaired, without climbing', async () => {
    refuse();
    kit.begin();
    await kit.pass(1_000);
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('asking');
    expect(kit.repair.done).toEqual([]);
  });

  it('ends as still failing when nobody goes on for a day', async () => {
    refuse();
    kit.begin();
    await kit.pass(1_000);
    kit.clock.wind(24 * 3_600_000);
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('failed');
    expect(await receipt()).toMatchObject({ outcome: 'still_failing' });
  });
});

it('is not called connected while the channel still verifies', async () => {
  kit.watch.onCheck = (watch, id) => {
    legNames.forEach((leg) => watch.prove(id, leg, 'message'));
    watch.setState(id, { kind: 'verifying', code: null, leg: null });
  };
  kit.begin();
  await kit.pass(120_000);
  expect(kit.run().phase).toBe('failed');
  expect(await receipt()).toMatchObject({ outcome: 'still_failing' });
});

describe('what the other side showed', () => {
  beforeEach(() => {
    kit.watch.fail('tulip', 'wechatIn', { code: 'WECHAT_AESKEY_MISMATCH', nextTryAt: null });
    kit.clock.wind(1);
  });

  it('is asked about; after a person repaired it, the next call decides', async () => {
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run()).toMatchObject({
      phase: 'asking',
      guide: [{ code: 'WECHAT_AESKEY_MISMATCH', value: 'https://relay.example/wechat/tulip' }],
    });
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('verifying');
    proveAll();
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('done');
  });
});

describe('a leg that nothing ever proved', () => {
  beforeEach(() => {
    const snapshot = kit.watch.channels.get('tulip');
    if (snapshot === undefined) throw new Error('no channel');
    const legs = { ...snapshot.legs, cxoneIn: { proof: null, fault: null } };
    kit.watch.channels.set('tulip', { ...snapshot, legs });
  });

  it('is asked about once, with the address the other side needs, and never called connected', async () => {
    kit.begin();
    await kit.pass(21_500);
    expect(kit.run()).toMatchObject({
      phase: 'asking',
      guide: [{ code: 'BOX_NOT_CALLED_YET', value: 'https://relay.example/integration/box' }],
    });
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
    await kit.pass(35_000);
    expect(kit.run().phase).toBe('failed');
    expect(await receipt()).toMatchObject({ outcome: 'still_failing' });
    expect((await receipt()).proofs).toContainEqual({ leg: 'cxoneIn', strength: null, at: null });
  });

  it('ends well when the call comes', async () => {
    kit.begin();
    await kit.pass(21_500);
    kit.watch.prove('tulip', 'cxoneIn', 'other_side');
    kit.watch.setState('tulip', {});
    await kit.pass(22_000);
    expect(kit.run()).toMatchObject({ phase: 'done', guide: [{ code: 'BOX_NOT_CALLED_YET', done: true }] });
  });
});

describe('the backlog', () => {
  it('is followed to its end, with an estimate, and stands in the receipt', async () => {
    kit.store.waiting = 100;
    kit.store.backlog = { waiting: 100, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    kit.begin();
    await kit.pass(500);
    proveAll();
    kit.store.backlog = { ...kit.store.backlog, waiting: 60, delivered: 38, expired: 2 };
    await kit.pass(1_000);
    expect(kit.run()).toMatchObject({ phase: 'catching_up', catchUp: { total: 100, delivered: 38, waiting: 60 } });
    expect(kit.run().catchUp?.remainingMs).toBeGreaterThan(0);
    kit.store.backlog = { waiting: 0, delivered: 95, expired: 2, unconfirmed: 1, failed: 2 };
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('done');
    expect((await receipt()).catchUp).toEqual({
      total: 100,
      delivered: 95,
      expired: 2,
      unconfirmed: 1,
      failed: 2,
      waiting: 0,
      remainingMs: 0,
    });
  });

  it('that does not move is not waited for: it waits for reasons of its own', async () => {
    kit.store.waiting = 3;
    kit.store.backlog = { waiting: 3, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    kit.begin();
    proveAll();
    await kit.pass(20_000);
    proveAll();
    await kit.pass(40_000);
    expect(kit.run()).toMatchObject({ phase: 'done', catchUp: { waiting: 3 } });
  });

  it('that is tried within the minute is waited for: a quota of a minute is no failure', async () => {
    kit.store.waiting = 3;
    kit.store.backlog = { waiting: 3, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    const dueAt = kit.clock.now() + 60_000;
    kit.repair.triesInMs = () => Math.max(0, dueAt - kit.clock.now());
    kit.begin();
    proveAll();
    await kit.pass(20_000);
    proveAll();
    await kit.pass(39_000);
    expect(kit.run()).toMatchObject({ phase: 'catching_up' });
    kit.store.backlog = { waiting: 0, delivered: 3, expired: 0, unconfirmed: 0, failed: 0 };
    await kit.pass(2_000);
    expect(kit.run()).toMatchObject({ phase: 'done', catchUp: { delivered: 3 } });
  });

  it('that is tried in an hour is not waited for', async () => {
    kit.store.waiting = 3;
    kit.store.backlog = { waiting: 3, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    kit.repair.triesInMs = () => 3_600_000;
    kit.begin();
    proveAll();
    await kit.pass(20_000);
    proveAll();
    await kit.pass(40_000);
    expect(kit.run()).toMatchObject({ phase: 'done', catchUp: { waiting: 3 } });
  });

  it('that the disk cannot tell of does not end the run', async () => {
    kit.store.broken = true;
    kit.begin();
    await kit.pass(2_000);
    kit.store.broken = false;
    kit.store.waiting = 2;
    kit.store.backlog = { waiting: 2, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    await kit.pass(1_000);
    expect(kit.run()).toMatchObject({ phase: 'verifying', catchUp: { total: 2 } });
  });
});

describe('what came while a person was waited for', () => {
  /** The messages of a channel, as the store would count them. */
  const messages: { seq: number; settledAt: number | null }[] = [];
  const take = (count: number, settledAt: number | null = null): void => {
    for (let index = 0; index < count; index += 1) messages.push({ seq: messages.length + 1, settledAt });
    tell();
  };
  const deliver = (): void => {
    for (const message of messages) message.settledAt ??= kit.clock.now();
    tell();
  };
  const tell = (): void => {
    const waiting = messages.filter(({ settledAt }) => settledAt === null);
    kit.store.waiting = waiting.length;
    kit.store.lastSeq = waiting.at(-1)?.seq ?? 0;
  };

  beforeEach(() => {
    messages.length = 0;
    kit.store.settledIn = (since, lastSeq) => {
      const upTo = messages.filter(({ seq }) => seq <= lastSeq);
      const delivered = upTo.filter(({ settledAt }) => settledAt !== null && settledAt >= since).length;
      const waiting = upTo.filter(({ settledAt }) => settledAt === null).length;
      return { waiting, delivered, expired: 0, unconfirmed: 0, failed: 0 };
    };
    kit.watch.onCheck = (watch, id) => watch.fail(id, 'wechatOut', { code: 'WECHAT_IP_NOT_LISTED', nextTryAt: null });
  });
  const mend = (): void => {
    kit.watch.onCheck = (watch, id) => legNames.forEach((leg) => watch.prove(id, leg, 'message'));
    kit.service.continue({ runId: kit.run().id, by: 'Ann' });
  };

  it('has waited too, and what went straight through meanwhile has not', async () => {
    take(3);
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run()).toMatchObject({ phase: 'asking', catchUp: { total: 3 } });
    take(10, kit.clock.now());
    take(2);
    await kit.pass(1_000);
    mend();
    await kit.pass(500);
    expect(kit.run()).toMatchObject({ catchUp: { total: 5, waiting: 5, delivered: 0 } });
    deliver();
    await kit.pass(5_000);
    expect(kit.run().phase).toBe('done');
    expect((await receipt()).catchUp).toMatchObject({ total: 5, delivered: 5, waiting: 0 });
  });

  it('is counted once, however often somebody goes on', async () => {
    take(1);
    kit.begin();
    await kit.pass(1_000);
    for (let time = 0; time < 12; time += 1) {
      take(1);
      kit.service.continue({ runId: kit.run().id, by: 'Ann' });
      await kit.pass(1_000);
      expect(kit.run().phase).toBe('asking');
    }
    mend();
    await kit.pass(500);
    deliver();
    await kit.pass(5_000);
    expect((await receipt()).catchUp).toMatchObject({ total: 13, delivered: 13, waiting: 0 });
  });

  it('is none of what was delivered before: that stays counted', async () => {
    take(4);
    kit.begin();
    await kit.pass(1_000);
    deliver();
    await kit.pass(1_000);
    take(2);
    await kit.pass(1_000);
    mend();
    await kit.pass(500);
    deliver();
    await kit.pass(5_000);
    expect((await receipt()).catchUp).toMatchObject({ total: 6, delivered: 6, waiting: 0 });
  });
});

describe('running many', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `channel-${index}`);

  it('works on eight at a time; those that wait for a person hold nobody up', async () => {
    kit = startReconnectKit(ids);
    let checking = 0;
    let most = 0;
    kit.watch.onCheck = async (watch, id) => {
      checking += 1;
      most = Math.max(most, checking);
      await new Promise<void>((resolve) => kit.clock.after(1_000, resolve));
      checking -= 1;
      watch.fail(id, 'cxoneOut', { code: 'CXONE_CREDENTIALS_REFUSED', nextTryAt: null });
    };
    kit.begin();
    await kit.pass(5_000);
    expect(most).toBe(8);
    expect(kit.service.runs().map(({ phase }) => phase)).toEqual(ids.map(() => 'asking'));
  });

  it('five hundred quiet ones: those that only wait for evidence hold nobody up, and the store is not asked at every turn', async () => {
    kit = startReconnectKit(Array.from({ length: 500 }, (_, index) => `channel-${index}`));
    let checking = 0;
    let most = 0;
    kit.watch.onCheck = async (watch, id) => {
      checking += 1;
      most = Math.max(most, checking);
      await new Promise<void>((resolve) => kit.clock.after(1_000, resolve));
      checking -= 1;
      for (const leg of ['wechatOut', 'cxoneOut'] as const) watch.prove(id, leg, 'own_check');
    };
    kit.begin();
    await kit.pass((500 / 8) * 1_500 + 25_000);
    expect(most).toBe(8);
    expect(kit.service.runs().filter(({ phase }) => phase !== 'done')).toEqual([]);
    // Each at its beginning and at its end, and together some forty times a second in between.
    expect(kit.store.asked).toBeLessThan(500 * 3 + 120 * 60);
  });

  it('one that fails for ever and one that throws do not touch the others', async () => {
    kit = startReconnectKit(ids);
    kit.watch.onCheck = (watch, id) => {
      if (id === 'channel-3') return new Promise(() => undefined);
      if (id === 'channel-4') throw new Error('a mistake of ours');
      legNames.forEach((leg) => watch.prove(id, leg, 'message'));
      return undefined;
    };
    kit.begin();
    await kit.pass(10_000);
    const phases = new Map(kit.service.runs().map(({ channelId, phase }) => [String(channelId), phase]));
    expect([...phases.values()].filter((phase) => phase === 'done')).toHaveLength(18);
    expect(phases.get('channel-3')).toBe('laddering');
  });

  it('begins none when one is unknown, and the same run once', () => {
    const unknown = ChannelId.parse('nobody');
    const known = ChannelId.parse('tulip');
    expect(() => kit.service.start({ channelIds: [known, unknown], by: 'Ann' })).toThrow(
      expect.objectContaining({ code: 'CHANNEL_UNKNOWN' }) as Error,
    );
    expect(kit.service.runs()).toEqual([]);
    const [first, again] = kit.service.start({ channelIds: [known, known], by: 'Ann' });
    expect(again).toBeUndefined();
    expect(kit.service.start({ channelIds: [known], by: 'Bob' })[0]?.id).toBe(first?.id);
  });
});

describe('cancelling', () => {
  it('ends the run where it stands, with a receipt, an audit line and a line in the incident', async () => {
    kit.begin();
    await kit.pass(1_000);
    const run = await kit.service.cancel({ runId: kit.run().id, by: 'Bob' });
    expect(run).toMatchObject({ phase: 'cancelled', endedAt: expect.any(Number) as number });
    expect(await receipt()).toMatchObject({ outcome: 'cancelled' });
    expect(kit.audit.map(({ action, by }) => `${action} ${by}`)).toEqual(['reconnect Ann', 'reconnect_cancel Bob']);
    expect(kit.events.map(({ kind }) => kind)).toEqual(['reconnect_started', 'reconnect_ended']);
    const checks = kit.watch.checks.length;
    await kit.pass(60_000);
    expect(kit.watch.checks).toHaveLength(checks);
    expect(kit.run().phase).toBe('cancelled');
  });

  it('is possible while it asks, while it waits for its turn, and not twice', async () => {
    kit = startReconnectKit(Array.from({ length: 9 }, (_, index) => `channel-${index}`));
    kit.watch.onCheck = () => new Promise(() => undefined);
    kit.begin();
    const runId = kit.run('channel-8').id;
    expect((await kit.service.cancel({ runId, by: 'Bob' })).phase).toBe('cancelled');
    await expect(kit.service.cancel({ runId, by: 'Bob' })).rejects.toMatchObject({ code: 'RECONNECT_NOT_POSSIBLE' });
    await expect(kit.service.cancel({ runId: 'other', by: 'Bob' })).rejects.toMatchObject({
      code: 'RECONNECT_NOT_FOUND',
    });
  });

  it('after which a new run may begin', async () => {
    kit.begin();
    await kit.pass(1_000);
    const { id } = await kit.service.cancel({ runId: kit.run().id, by: 'Bob' });
    kit.begin();
    await kit.pass(22_000);
    expect(kit.run()).toMatchObject({ phase: 'done' });
    expect(kit.run().id).not.toBe(id);
  });
});

describe('what is told and kept', () => {
  it('fits the contract, grows in revision, and comes five times a second at most', async () => {
    kit.store.waiting = 1_000;
    let waiting = 1_000;
    const timer = (): void => {
      waiting = Math.max(0, waiting - 5);
      kit.store.backlog = { waiting, delivered: 1_000 - waiting, expired: 0, unconfirmed: 0, failed: 0 };
      if (waiting > 0) kit.clock.after(50, timer);
    };
    timer();
    kit.begin();
    await kit.pass(25_000);
    expect(kit.told.length).toBeGreaterThan(10);
    for (const [index, { at, run }] of kit.told.entries()) {
      expect(ReconnectRun.safeParse(run).success).toBe(true);
      const before = kit.told[index - 1];
      if (before === undefined) continue;
      expect(at - before.at).toBeGreaterThanOrEqual(200);
      expect(run.revision).toBeGreaterThan(before.run.revision);
    }
    expect(kit.told.at(-1)?.run).toEqual(kit.run());
    expect(Receipt.safeParse(await receipt()).success).toBe(true);
  });

  it('holds the gaps since the fault began', async () => {
    const gap = { id: 'g', from: 1, until: 2, cause: 'computer_asleep', channelId: null } as const;
    kit.setGaps([gap]);
    kit.begin();
    await kit.pass(22_000);
    expect((await receipt()).gaps).toEqual([gap]);
    expect(await kit.receipts.ofChannel(ChannelId.parse('tulip'), 20)).toHaveLength(1);
  });

  it('is done without a receipt when the disk refuses it', async () => {
    kit.begin();
    await kit.pass(5_000);
    kit.store.broken = true;
    await kit.pass(20_000);
    expect(kit.run()).toMatchObject({ phase: 'done', receiptId: null });
  });

  it('is nothing any more when the relay stops', async () => {
    kit.begin();
    await kit.pass(1_000);
    kit.service.stop();
    const count = kit.told.length;
    await kit.pass(60_000);
    expect(kit.told).toHaveLength(count);
    expect(kit.store.kept.size).toBe(0);
  });
});

describe('a channel that is off', () => {
  it.each(['stopped', 'not_configured'] as const)('%s: asks, and checks nothing it must not', async (kind) => {
    kit.watch.setState('tulip', { kind, code: kind === 'stopped' ? 'CHANNEL_STOPPED' : 'CONFIG_INVALID' });
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('asking');
    if (kind === 'not_configured') expect(kit.watch.checks).toEqual([]);
  });

  it('paused: is checked and not called connected; what waits stays, and the receipt says both', async () => {
    kit.watch.setState('tulip', { kind: 'paused', code: 'CHANNEL_PAUSED' });
    kit.store.waiting = 5;
    kit.store.backlog = { waiting: 5, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
    kit.begin();
    await kit.pass(22_000);
    expect(kit.run()).toMatchObject({ phase: 'paused', catchUp: { waiting: 5, delivered: 0 } });
    expect(await receipt()).toMatchObject({ outcome: 'paused', catchUp: { waiting: 5 } });
    expect((await receipt()).proofs).toContainEqual({ leg: 'wechatIn', strength: null, at: 500_000 });
    expect(Receipt.safeParse(await receipt()).success).toBe(true);
    expect(kit.watch.verifications).toEqual([]);
  });

  it('paused, and refused by the other side: asks as ever, and ends as failing when nobody mends it', async () => {
    kit.watch.setState('tulip', { kind: 'paused', code: 'CHANNEL_PAUSED' });
    kit.watch.onCheck = (watch, id) => watch.fail(id, 'wechatOut', { code: 'WECHAT_IP_NOT_LISTED', nextTryAt: null });
    kit.begin();
    await kit.pass(1_000);
    expect(kit.run().phase).toBe('asking');
  });
});
