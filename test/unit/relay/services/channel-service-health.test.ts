import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import type { ProbeResult } from '#shared/domain/health.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { StateChange } from '#relay/ports/channel-watch.ts';
import { ChannelService } from '#relay/services/channel-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import {
  CheckedTarget,
  configOf,
  ipRefused,
  keyRefused,
  secretRefused,
  wechatGone,
} from './channel-service-support.ts';

const config = configOf(['tulip', 'canal', 'bridge'], 2);
const [tulip, canal, bridge] = ['tulip', 'canal', 'bridge'].map((id) => ChannelId.parse(id)) as [
  ChannelId,
  ChannelId,
  ChannelId,
];
const running: ChannelControl = { mode: 'running', until: null, by: null, at: null, code: null };

describe('channel health', () => {
  let clock: HandClock;
  let seen: ChannelSnapshot[];
  let changes: StateChange[];
  let targets: Map<ChannelId, { wechatOut: CheckedTarget; cxoneOut: CheckedTarget }>;
  let controls: Map<ChannelId, ChannelControl>;
  let results: ProbeResult[];
  let probeRuns: ChannelId[];
  let maintenanceUntil: number | null;
  let backlogSince: number | null;
  let service: ChannelService;

  beforeEach(async () => {
    clock = new HandClock();
    [seen, changes, results, probeRuns] = [[], [], [], []];
    targets = new Map();
    controls = new Map();
    [maintenanceUntil, backlogSince] = [null, null];
    service = new ChannelService({
      store: {
        channelCounts: () => Promise.resolve([]),
        readFact: () => Promise.resolve(null),
        writeFact: () => Promise.resolve(),
      },
      clock,
      log: silentLogger,
      callbackUrl: (channelId) => `https://relay.example.com/wechat/${channelId}`,
      onChange: (snapshots) => seen.push(...snapshots),
      controls: { of: (channelId) => controls.get(channelId) ?? running },
      probes: () => ({
        results: () => results,
        runAll: (channelId) => {
          probeRuns.push(channelId);
          return Promise.resolve(results);
        },
      }),
      maintenanceUntil: () => maintenanceUntil,
      incidentId: () => null,
    });
    service.onState((change) => changes.push(change));
    for (const channel of config.channels) {
      const pair = { wechatOut: new CheckedTarget(), cxoneOut: new CheckedTarget() };
      targets.set(channel.id, pair);
      const lane = { probePassed: () => undefined, repaired: () => undefined, oldestWaitingAt: () => backlogSince };
      const integration = config.integrations.find(({ id }) => id === channel.integration);
      if (integration === undefined) throw new Error('the configuration above has it');
      await service.add({ config: channel, integration, targets: pair, lanes: { wechatOut: lane, cxoneOut: lane } });
    }
    service.start();
    await settled();
    for (const { id } of config.channels) {
      service.proof(id, 'wechatIn', 'message');
      service.proof(id, 'cxoneIn', 'other_side');
    }
    await clock.windSlowly(2_000, 1_000);
  });

  const kind = (id: ChannelId): ChannelStateKind | undefined => service.snapshot(id)?.state.kind;
  const of = (id: ChannelId) => {
    const pair = targets.get(id);
    if (pair === undefined) throw new Error('no such channel');
    return pair;
  };
  /** The kinds a channel went through, without repeats. */
  const kindsOf = (id: ChannelId): ChannelStateKind[] => {
    const kinds = changes.filter(({ channelId }) => channelId === id).map(({ to }) => to.kind);
    return kinds.filter((one, index) => one !== kinds[index - 1]);
  };

  it('tells each channel’s beginning and every change after it, whoever throws', async () => {
    service.onState(() => {
      throw new Error('a listener of somebody else');
    });
    of(tulip).wechatOut.result = ipRefused;
    await service.checkNow(tulip);
    await clock.windSlowly(32_000, 1_000);
    expect(kindsOf(tulip)).toEqual(['connecting', 'connected', 'action_required']);
    const refused = changes.filter(({ channelId, to }) => channelId === tulip && to.kind === 'action_required');
    expect(refused.map(({ to }) => to.settling)).toEqual([true, false]);
    const late: StateChange[] = [];
    service.onState((change) => late.push(change))();
    expect(late.map(({ channelId, to }) => [channelId, to.kind])).toContainEqual([tulip, 'action_required']);
  });

  it('knows no other channels', async () => {
    const nobody = ChannelId.parse('nobody');
    await expect(service.checkNow(nobody)).rejects.toMatchObject({ code: 'CHANNEL_UNKNOWN' });
    expect(service.snapshot(nobody)).toBeNull();
    expect(() => service.beginVerifying(nobody)).toThrow(expect.objectContaining({ code: 'CHANNEL_UNKNOWN' }) as Error);
  });

  it('runs the checks and the probes when asked, and leaves other channels alone', async () => {
    const before = of(canal).wechatOut.checks;
    await service.checkNow(tulip);
    expect(probeRuns).toEqual([tulip]);
    expect(of(canal).wechatOut.checks).toBe(before);
  });

  it('lets all who ask while a round is under way share the next', async () => {
    let end: () => void = () => undefined;
    of(tulip).wechatOut.until = new Promise((resolve) => (end = resolve));
    const before = of(tulip).wechatOut.checks;
    const asked = Promise.all([service.checkNow(tulip), service.checkNow(tulip), service.checkNow(tulip)]);
    await settled();
    end();
    of(tulip).wechatOut.until = null;
    await asked;
    expect(of(tulip).wechatOut.checks - before).toBe(2);
  });

  describe('warnings', () => {
    it('make it one that works in part, and their end is verified', async () => {
      service.warning(tulip, 'wechatOut', { code: 'WECHAT_QUOTA_LOW', platformCode: null, value: '900' });
      await clock.windSlowly(1_000, 1_000);
      expect(service.snapshot(tulip)?.state).toMatchObject({ kind: 'degraded', value: '900', owner: 'wechat_admin' });
      service.warningOver(tulip, 'wechatOut', 'WECHAT_QUOTA_LOW');
      await clock.windSlowly(6_000, 1_000);
      expect(kindsOf(tulip).slice(-3)).toEqual(['degraded', 'verifying', 'connected']);
    });
  });

  describe('a probe’s fault', () => {
    const failed = (at: number): ProbeResult => ({
      name: 'clock',
      leg: 'wechatIn',
      outcome: 'failed',
      at,
      durationMs: 1,
      code: 'CLOCK_WRONG',
      platformCode: null,
      value: '400',
      nextAt: null,
    });
    const report = () =>
      service.probeReporter.fault(tulip, 'wechatIn', {
        code: 'CLOCK_WRONG',
        platformCode: null,
        value: '400',
        retryable: false,
        nextTryAt: null,
      });

    it('lasts as long as the newest results say so, whatever messages pass', async () => {
      results = [failed(clock.now())];
      report();
      service.proof(tulip, 'wechatIn', 'message');
      await clock.windSlowly(5_000, 1_000);
      expect(kind(tulip)).toBe('action_required');
      results = [{ ...failed(clock.now()), outcome: 'passed', code: null }];
      await clock.windSlowly(6_000, 1_000);
      expect(kind(tulip)).toBe('connected');
    });

    it('ends when the probe says that it is over', async () => {
      report();
      await clock.windSlowly(1_000, 1_000);
      expect(kind(tulip)).toBe('action_required');
      service.probeReporter.warningOver(tulip, 'wechatIn', 'CLOCK_WRONG');
      await clock.windSlowly(6_000, 1_000);
      expect(kind(tulip)).toBe('connected');
    });
  });

  describe('what operators want', () => {
    it('is shown at once, and what is switched off is not called', async () => {
      controls.set(tulip, { ...running, mode: 'stopped', by: 'Ann', at: clock.now() });
      service.controlChanged(tulip);
      expect(kind(tulip)).toBe('stopped');
      const before = of(tulip).wechatOut.checks;
      await clock.windSlowly(300_000, 5_000);
      expect(of(tulip).wechatOut.checks).toBe(before);
      controls.delete(tulip);
      service.controlChanged(tulip);
      expect(kind(tulip)).toBe('verifying');
      await clock.windSlowly(3_000, 1_000);
      expect(kind(tulip)).toBe('connected');
      expect(of(tulip).wechatOut.checks).toBeGreaterThan(before);
    });

    it('waits after a pause until what was held has been delivered', async () => {
      controls.set(tulip, { ...running, mode: 'paused', until: clock.now() + 60_000 });
      await clock.windSlowly(10_000, 1_000);
      backlogSince = clock.now();
      await clock.windSlowly(10_000, 1_000);
      controls.delete(tulip);
      await clock.windSlowly(10_000, 1_000);
      expect(kind(tulip)).toBe('verifying');
      backlogSince = null;
      await clock.windSlowly(3_000, 1_000);
      expect(kind(tulip)).toBe('connected');
    });
  });

  describe('sleep and network', () => {
    it('is unknown since it fell asleep until every channel was checked, which begins at once', async () => {
      const [sleptAt] = [clock.now()];
      clock.setWall(clock.now() + 8 * 3_600_000);
      const before = of(canal).cxoneOut.checks;
      service.slept(sleptAt, clock.now());
      expect(service.snapshot(tulip)?.state).toMatchObject({
        kind: 'unknown',
        code: 'COMPUTER_ASLEEP',
        since: sleptAt,
      });
      expect(of(canal).cxoneOut.checks).toBe(before + 1);
      await clock.windSlowly(3_000, 1_000);
      for (const id of [tulip, canal, bridge]) {
        expect(kindsOf(id).slice(-3)).toEqual(['unknown', 'verifying', 'connected']);
      }
    });

    it('looks at a leg that fails after a wake often enough to see within ten seconds that it works', async () => {
      of(tulip).wechatOut.result = wechatGone;
      service.slept(clock.now() - 60_000, clock.now());
      await clock.windSlowly(12_000, 1_000);
      expect(kind(tulip)).toBe('retrying');
      of(tulip).wechatOut.result = { ok: true };
      await clock.windSlowly(10_000, 1_000);
      expect(kind(tulip)).toBe('connected');
      expect(probeRuns).toEqual([]);
    });

    it('names the missing network as the cause, and checks again at once when it is back', async () => {
      of(tulip).wechatOut.result = wechatGone;
      service.network(false);
      await clock.windSlowly(1_000, 500);
      expect(service.snapshot(tulip)?.state).toMatchObject({ kind: 'retrying', code: 'NETWORK_DOWN' });
      expect(kind(canal)).toBe('connected');
      of(tulip).wechatOut.result = { ok: true };
      service.network(true);
      expect(kind(tulip)).toBe('unknown');
      await clock.windSlowly(5_000, 1_000);
      expect(kindsOf(tulip).slice(-4)).toEqual(['retrying', 'unknown', 'verifying', 'connected']);
      expect(kindsOf(canal)).not.toContain('unknown');
      expect(probeRuns).toEqual([tulip]);
    });

    it('does not ask with a refused secret at every wake', async () => {
      of(tulip).wechatOut.result = secretRefused;
      await service.checkNow(tulip);
      const before = of(tulip).wechatOut.checks;
      for (let wake = 0; wake < 5; wake += 1) {
        service.slept(clock.now() - 20_000, clock.now());
        await clock.windSlowly(20_000, 1_000);
      }
      expect(of(tulip).wechatOut.checks).toBe(before);
      expect(kind(tulip)).toBe('action_required');
      await clock.windSlowly(300_000, 10_000);
      service.slept(clock.now() - 20_000, clock.now());
      await settled();
      expect(of(tulip).wechatOut.checks).toBe(before + 1);
    });
  });

  describe('a key that all channels of an integration share', () => {
    it('is checked on the others at once when it works again on one, and not on those of another integration', async () => {
      for (const id of [tulip, canal, bridge]) {
        of(id).cxoneOut.result = keyRefused;
        await service.checkNow(id);
      }
      for (const id of [tulip, canal, bridge]) of(id).cxoneOut.result = { ok: true };
      await service.checkNow(tulip);
      await settled();
      expect(service.faultOf(bridge, 'cxoneOut')).toBeNull();
      expect(service.faultOf(canal, 'cxoneOut')).toBe('CXONE_CREDENTIALS_REFUSED');
    });
  });

  describe('verification', () => {
    it('tells the strongest proof of each leg since a moment', async () => {
      await clock.windSlowly(10_000, 1_000);
      const since = clock.now();
      service.proof(tulip, 'wechatIn', 'end_to_end');
      service.proof(tulip, 'wechatIn', 'other_side');
      await service.checkNow(tulip);
      const byLeg = Object.fromEntries(service.verification(tulip, since).map((one) => [one.leg, one.strength]));
      expect(byLeg).toEqual({ wechatIn: 'end_to_end', wechatOut: 'own_check', cxoneIn: null, cxoneOut: 'own_check' });
    });

    it('takes a claimed repair of what checks cannot see for done only when real traffic proves it', async () => {
      const forbidden = {
        code: 'WECHAT_PERMISSION_MISSING',
        platformCode: '48001',
        value: null,
        retryable: false,
        nextTryAt: null,
      } as const;
      service.fault(tulip, 'wechatOut', forbidden);
      await clock.windSlowly(2_000, 1_000);
      expect(kind(tulip)).toBe('action_required');
      service.beginVerifying(tulip);
      expect(kind(tulip)).toBe('verifying');
      await clock.windSlowly(60_000, 1_000);
      expect(service.snapshot(tulip)?.state).toMatchObject({
        kind: 'verifying',
        leg: 'wechatOut',
        code: 'NO_PROOF_YET',
      });
      service.proof(tulip, 'wechatOut', 'message');
      await clock.windSlowly(2_000, 1_000);
      expect(kind(tulip)).toBe('connected');
    });
  });

  it('takes new parts for a channel, and concludes nothing from the old ones', async () => {
    let end: () => void = () => undefined;
    const old = of(tulip).wechatOut;
    old.until = new Promise((resolve) => (end = resolve));
    old.result = ipRefused;
    const asked = service.checkNow(tulip);
    await settled();
    const anew = { wechatOut: new CheckedTarget(), cxoneOut: new CheckedTarget() };
    const lane = { probePassed: () => undefined, repaired: () => undefined, oldestWaitingAt: () => null };
    service.replaceParts(tulip, { targets: anew, lanes: { wechatOut: lane, cxoneOut: lane } });
    end();
    await asked;
    await settled();
    expect(anew.wechatOut.checks).toBeGreaterThan(0);
    expect(service.faultOf(tulip, 'wechatOut')).toBeNull();
    expect(kind(tulip)).toBe('connected');
  });

  it('forgets a channel that is taken out, and what is still reported of it', async () => {
    service.remove(tulip);
    service.proof(tulip, 'wechatIn', 'message');
    await clock.windSlowly(5_000, 1_000);
    expect(service.snapshots().map(({ id }) => id)).toEqual([canal, bridge]);
  });

  it('shows when maintenance begins, with a new revision', async () => {
    const before = service.snapshot(tulip)?.revision ?? 0;
    maintenanceUntil = clock.now() + 60_000;
    await clock.windSlowly(1_000, 1_000);
    expect(service.snapshot(tulip)).toMatchObject({ maintenanceUntil });
    expect(service.snapshot(tulip)?.revision).toBeGreaterThan(before);
    expect(seen.at(-1)?.maintenanceUntil).toBe(maintenanceUntil);
  });
});

describe('five hundred channels', () => {
  it('are told of only when something changed, and their backlogs are looked up only where that decides', async () => {
    const many = configOf(
      Array.from({ length: 500 }, (_, index) => `channel${index}`),
      5,
    );
    const clock = new HandClock();
    let told = 0;
    let looks = 0;
    const service = new ChannelService({
      store: {
        channelCounts: () => Promise.resolve([]),
        readFact: () => Promise.resolve(null),
        writeFact: () => Promise.resolve(),
      },
      clock,
      log: silentLogger,
      callbackUrl: () => null,
      onChange: (snapshots) => {
        told += snapshots.length;
      },
    });
    const lane = {
      probePassed: () => undefined,
      repaired: () => undefined,
      oldestWaitingAt: () => {
        looks += 1;
        return null;
      },
    };
    for (const channel of many.channels) {
      const integration = many.integrations.find(({ id }) => id === channel.integration);
      if (integration === undefined) throw new Error('the configuration above has it');
      const pair = { wechatOut: new CheckedTarget(), cxoneOut: new CheckedTarget() };
      await service.add({ config: channel, integration, targets: pair, lanes: { wechatOut: lane, cxoneOut: lane } });
      service.proof(channel.id, 'wechatIn', 'message');
      service.proof(channel.id, 'cxoneIn', 'other_side');
    }
    service.start();
    await clock.windSlowly(35_000, 1_000);
    [told, looks] = [0, 0];
    await clock.windSlowly(20_000, 1_000);
    expect(told).toBe(0);
    expect(looks).toBe(0);
    await service.stop();
  });
});
