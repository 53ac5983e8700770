import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { ChannelService } from '#relay/services/channel-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { CheckedTarget, config, ipRefused } from './channel-service-support.ts';

describe('channel service', () => {
  let clock: HandClock;
  let facts: Map<string, string>;
  let seen: ChannelSnapshot[];
  let targets: CheckedTarget[];
  let probes: number;
  let waitingSince: number | null;
  let service: ChannelService;

  async function start(oldestWaiting: number | null = null): Promise<void> {
    targets = [];
    probes = 0;
    waitingSince = oldestWaiting;
    service = new ChannelService({
      store: {
        channelCounts: () => Promise.resolve([]),
        readFact: (name) => Promise.resolve(facts.get(name) ?? null),
        writeFact: (name, value) => {
          facts.set(name, value);
          return Promise.resolve();
        },
      },
      clock,
      log: silentLogger,
      callbackUrl: (channelId) => `https://relay.example.com/wechat/${channelId}`,
      onChange: (snapshots) => seen.push(...snapshots),
    });
    const [integration] = config.integrations;
    if (integration === undefined) throw new Error('the configuration above has one');
    const lane = {
      probePassed: () => {
        probes += 1;
      },
      repaired: () => undefined,
      oldestWaitingAt: () => waitingSince,
    };
    for (const channel of config.channels) {
      const [wechatOut, cxoneOut] = [new CheckedTarget(), new CheckedTarget()];
      targets.push(wechatOut, cxoneOut);
      await service.add({
        config: channel,
        integration,
        targets: { wechatOut, cxoneOut },
        lanes: { wechatOut: lane, cxoneOut: lane },
      });
    }
    service.start();
    await settled();
  }

  const state = (id: string) => service.snapshots().find((channel) => channel.id === id)?.state;
  const proveIn = (id: 'tulip' | 'canal') => {
    const channel = config.channels.find((one) => one.id === id);
    if (channel === undefined) return;
    service.proof(channel.id, 'wechatIn', 'message');
    service.proof(channel.id, 'cxoneIn', 'other_side');
  };

  beforeEach(async () => {
    clock = new HandClock();
    facts = new Map();
    seen = [];
    await start();
  });

  it('checks its own legs at the start and is connected only when the other side has called too', async () => {
    await clock.windSlowly(2_000);
    expect(state('tulip')).toMatchObject({ kind: 'verifying', leg: 'wechatIn', code: 'NO_PROOF_YET' });
    proveIn('tulip');
    await clock.windSlowly(5_000);
    expect(state('tulip')?.kind).toBe('connected');
    expect(state('canal')?.kind).toBe('verifying');
  });

  it('tells the refused address and that the operator must act, and other channels are not affected', async () => {
    proveIn('tulip');
    proveIn('canal');
    const [tulip] = targets;
    if (tulip !== undefined) tulip.result = ipRefused;
    await clock.windSlowly(70_000, 1_000);
    expect(state('tulip')).toMatchObject({ kind: 'action_required', leg: 'wechatOut', operatorMustAct: true });
    const snapshot = service.snapshots().find((channel) => channel.id === 'tulip');
    expect(snapshot?.legs.wechatOut.fault).toMatchObject({ value: '203.0.113.9', nextTryAt: null });
    expect(state('canal')?.kind).toBe('connected');
  });

  it('recovers through verifying only', async () => {
    proveIn('tulip');
    const [tulip] = targets;
    if (tulip === undefined) throw new Error('no target');
    tulip.result = ipRefused;
    await clock.windSlowly(70_000, 1_000);
    tulip.result = { ok: true };
    seen = [];
    await clock.windSlowly(100_000, 1_000);
    const kinds = seen.filter((channel) => channel.id === 'tulip').map((channel) => channel.state.kind);
    const recovered = kinds.filter((kind, index) => kind !== kinds[index - 1] && kind !== 'action_required');
    expect(recovered).toEqual(['verifying', 'connected']);
    expect(probes).toBeGreaterThan(0);
  });

  it('does not ask again by itself with a secret that was refused', async () => {
    const [tulip] = targets;
    const [channel] = config.channels;
    if (tulip === undefined || channel === undefined) throw new Error('no target');
    tulip.result = { ok: false, code: 'WECHAT_SECRET_INVALID', platformCode: '40125', value: null, retryable: false };
    await service.checkNow(channel.id);
    const before = tulip.checks;
    await clock.windSlowly(3_600_000, 10_000);
    expect(tulip.checks).toBe(before);
    tulip.result = { ok: true };
    const after = await service.checkNow(channel.id);
    expect(after.legs.wechatOut.fault).toBeNull();
  });

  it('does not call a leg proven after a restart when real traffic failed as no check can show', async () => {
    const refused = (code: 'WECHAT_SIGNATURE_MISMATCH' | 'WECHAT_IP_NOT_LISTED' | 'WECHAT_QUOTA_EXHAUSTED') =>
      ({ code, platformCode: null, value: null, retryable: false, nextTryAt: null }) as const;
    const [tulip, canal] = config.channels;
    if (tulip === undefined || canal === undefined) throw new Error('two channels');
    for (const id of ['tulip', 'canal'] as const) proveIn(id);
    await clock.windSlowly(10_000, 1_000);
    expect([state('tulip')?.kind, state('canal')?.kind]).toEqual(['connected', 'connected']);
    service.fault(tulip.id, 'wechatIn', refused('WECHAT_SIGNATURE_MISMATCH'));
    service.fault(canal.id, 'wechatOut', refused('WECHAT_IP_NOT_LISTED'));
    service.fault(canal.id, 'wechatOut', refused('WECHAT_QUOTA_EXHAUSTED'));
    await clock.windSlowly(20_000, 1_000);
    await service.stop();
    await start();
    await clock.windSlowly(10_000, 1_000);
    expect(state('tulip')).toMatchObject({ kind: 'verifying', leg: 'wechatIn', code: 'NO_PROOF_YET' });
    expect(state('canal')?.kind).toBe('connected');
    service.proof(tulip.id, 'wechatIn', 'message');
    await clock.windSlowly(2_000, 1_000);
    expect(state('tulip')?.kind).toBe('connected');
  });

  it('checks a quiet line once a minute, not a busy one', async () => {
    await clock.windSlowly(1_000);
    const [quiet, , busy] = targets;
    const before = [quiet?.checks ?? 0, busy?.checks ?? 0];
    const canal = config.channels[1];
    for (let second = 0; second < 300; second += 1) {
      if (canal !== undefined) {
        service.proof(canal.id, 'wechatOut', 'message');
        service.proof(canal.id, 'cxoneOut', 'message');
      }
      await clock.windSlowly(1_000, 1_000);
    }
    expect((quiet?.checks ?? 0) - (before[0] ?? 0)).toBeGreaterThanOrEqual(4);
    expect((quiet?.checks ?? 0) - (before[0] ?? 0)).toBeLessThanOrEqual(6);
    expect((busy?.checks ?? 0) - (before[1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('remembers proofs over a restart, with their real age, and forgets faults', async () => {
    proveIn('tulip');
    const provedAt = clock.now();
    await clock.windSlowly(15_000, 1_000);
    await service.stop();
    clock.wind(3_600_000);
    await start();
    const snapshot = service.snapshots().find((channel) => channel.id === 'tulip');
    expect(snapshot?.legs.wechatIn).toEqual({ proof: { at: provedAt, strength: 'message' }, fault: null });
  });

  it('verifies after a restart what failed before it, and calls it connected when the backlog is delivered', async () => {
    for (const id of ['tulip', 'canal'] as const) proveIn(id);
    await clock.windSlowly(10_000, 1_000);
    const [tulip] = targets;
    if (tulip === undefined) throw new Error('the configuration above has channels');
    tulip.result = { ok: false, code: 'WECHAT_IP_NOT_LISTED', platformCode: '40164', value: null, retryable: false };
    await clock.windSlowly(70_000, 1_000);
    expect([state('tulip')?.kind, state('canal')?.kind]).toEqual(['action_required', 'connected']);
    const acceptedAt = clock.now();
    await service.stop();
    clock.wind(60_000);
    seen = [];
    await start(acceptedAt);
    await clock.windSlowly(10_000, 1_000);
    expect([state('tulip')?.kind, state('canal')?.kind]).toEqual(['verifying', 'connected']);
    waitingSince = null;
    await clock.windSlowly(2_000, 1_000);
    expect(state('tulip')?.kind).toBe('connected');
    const kinds = seen.filter(({ id }) => id === 'tulip').map(({ state: { kind } }) => kind);
    expect(kinds.filter((one, index) => one !== kinds[index - 1])).toEqual(['connecting', 'verifying', 'connected']);
    // Found whole: the next start need not.
    await service.stop();
    await start(acceptedAt);
    await clock.windSlowly(2_000, 1_000);
    expect(state('tulip')?.kind).toBe('connected');
  });

  it('shows that it verifies after such a restart, though nothing waits', async () => {
    await service.stop();
    facts.set(
      'proofs:tulip',
      JSON.stringify({
        wechatIn: { at: 1, strength: 'message' },
        cxoneIn: { at: 1, strength: 'message' },
        mustVerify: true,
      }),
    );
    facts.set(
      'proofs:canal',
      JSON.stringify({ wechatIn: { at: 1, strength: 'message' }, cxoneIn: { at: 1, strength: 'message' } }),
    );
    seen = [];
    await start();
    await clock.windSlowly(3_000, 1_000);
    const kindsOf = (name: string) => seen.filter(({ id }) => id === name).map(({ state: { kind } }) => kind);
    expect(new Set(kindsOf('tulip'))).toEqual(new Set(['connecting', 'verifying', 'connected']));
    expect(kindsOf('canal')).not.toContain('verifying');
  });

  it('goes on checking when the wall clock is set back a day', async () => {
    await clock.windSlowly(2_000);
    const before = targets[0]?.checks ?? 0;
    clock.setWall(clock.now() - 86_400_000);
    await clock.windSlowly(65_000, 1_000);
    expect(targets[0]?.checks ?? 0).toBeGreaterThan(before);
  });

  it('looks often at a failing leg at first while messages wait for it, and seldom when none do', async () => {
    const [tulip] = targets;
    const { id } = service.snapshots()[0] ?? {};
    if (tulip === undefined || id === undefined) throw new Error('the configuration above has channels');
    await clock.windSlowly(2_000);
    tulip.result = { ok: false, code: 'WECHAT_UNREACHABLE', platformCode: null, value: null, retryable: true };
    const fault = {
      code: 'WECHAT_UNREACHABLE',
      platformCode: null,
      value: null,
      retryable: true,
      nextTryAt: 0,
    } as const;
    const checksIn = async (ms: number): Promise<number> => {
      const before = tulip.checks;
      await clock.windSlowly(ms, 250);
      return tulip.checks - before;
    };
    service.fault(id, 'wechatOut', fault);
    expect(await checksIn(13_000)).toBeLessThanOrEqual(1);
    waitingSince = clock.now();
    tulip.result = { ok: true };
    await clock.windSlowly(40_000);
    tulip.result = { ok: false, code: 'WECHAT_UNREACHABLE', platformCode: null, value: null, retryable: true };
    service.fault(id, 'wechatOut', fault);
    expect(await checksIn(5_000)).toBeGreaterThanOrEqual(4);
    await clock.windSlowly(60_000, 1_000);
    expect(await checksIn(60_000)).toBeLessThanOrEqual(3);
  });
});
