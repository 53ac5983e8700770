import { describe, expect, it } from 'vitest';
import { cannotTell, failed, passed, warning } from '#relay/core/probe-findings.ts';
import type { LegReporter } from '#relay/ports/leg-reporter.ts';
import { probeRations } from '#relay/core/probe-ration.ts';
import { tellingRefusedSecrets } from '#relay/probes/refused-secrets.ts';
import { ProbeService, runAllLimitMs } from '#relay/probes/probe-service.ts';
import type { ProbeName } from '#shared/domain/health.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { RecordingProbeReporter, ScriptedProbe, tulip } from './probe-kit.ts';

const never = new AbortController().signal;
const minute = 60_000;

function serviceWith(names: readonly ProbeName[], chance = () => 0) {
  const clock = new HandClock();
  const reporter = new RecordingProbeReporter();
  const results: string[] = [];
  const service = new ProbeService({
    clock,
    chance,
    log: silentLogger,
    reporter,
    onResult: (channelId) => results.push(channelId),
  });
  const order: string[] = [];
  const probes = new Map(names.map((name) => [name, new ScriptedProbe(name, () => order.push(name))]));
  service.add(tulip, [...probes.values()]);
  const probe = (name: ProbeName): ScriptedProbe => {
    const found = probes.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const result = (name: ProbeName) => service.results(tulip).find((one) => one.name === name);
  return { clock, reporter, service, order, probe, result, results };
}

const unheard: LegReporter = {
  proof: () => undefined,
  fault: () => undefined,
  warning: () => undefined,
  warningOver: () => undefined,
  refusedRequest: () => undefined,
};

const wechatOut = ['wechat_quota', 'wechat_api', 'wechat_token', 'wechat_host'] as const;

describe('a secret that a message found refused', () => {
  const refused = { platformCode: '40125', value: null, retryable: false, nextTryAt: null } as const;

  it('is not tried again by the probes that run by themselves, and is when somebody asks', async () => {
    const { clock, service, probe, result } = serviceWith(wechatOut);
    service.start();
    await clock.windSlowly(10 * minute, 10_000);
    const told: string[] = [];
    const legs = tellingRefusedSecrets(
      { ...unheard, fault: (_channelId, leg, { code }) => told.push(`${leg} ${code}`) },
      () => service,
    );
    const asked = probe('wechat_token').runs;
    expect(asked).toBeGreaterThan(0);
    legs.fault(tulip, 'wechatOut', { ...refused, code: 'WECHAT_SECRET_INVALID' });
    await clock.windSlowly(60 * minute, 10_000);
    expect(probe('wechat_token').runs).toBe(asked);
    expect(told).toEqual(['wechatOut WECHAT_SECRET_INVALID']);
    expect(result('wechat_token')).toMatchObject({ outcome: 'failed', code: 'WECHAT_SECRET_INVALID' });

    await service.runAll(tulip, never);
    expect(probe('wechat_token').runs).toBe(asked + 1);
    service.stop();
  });

  it('is all that is told of: other faults leave the probes as they are', async () => {
    const { clock, service, probe } = serviceWith(wechatOut);
    service.start();
    await clock.windSlowly(10 * minute, 10_000);
    const asked = probe('wechat_token').runs;
    const legs = tellingRefusedSecrets(unheard, () => service);
    legs.fault(tulip, 'wechatOut', { ...refused, code: 'WECHAT_PERMISSION_MISSING' });
    await clock.windSlowly(20 * minute, 10_000);
    expect(probe('wechat_token').runs).toBeGreaterThan(asked);
    service.stop();
  });
});

describe('asked for all probes of a channel', () => {
  it('runs a leg in the order in which one depends on the other', async () => {
    const { service, order, result, results } = serviceWith(wechatOut);
    const found = await service.runAll(tulip, never);
    expect(order).toEqual(['wechat_host', 'wechat_token', 'wechat_api', 'wechat_quota']);
    expect(found.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(result('wechat_api')).toMatchObject({ leg: 'wechatOut', at: 1_767_225_600_000, code: null });
    expect(results).toHaveLength(4);
  });

  it('stops a leg at a refusal that only a person can lift, and no other leg', async () => {
    const { service, probe, result, reporter } = serviceWith([...wechatOut, 'cxone_host', 'cxone_channel']);
    await service.runAll(tulip, never);
    reporter.take();
    probe('wechat_token').finding = failed('WECHAT_IP_NOT_LISTED', { platformCode: '40164', value: '203.0.113.9' });
    await service.runAll(tulip, never);
    expect(result('wechat_token')).toMatchObject({
      outcome: 'failed',
      code: 'WECHAT_IP_NOT_LISTED',
      value: '203.0.113.9',
    });
    expect(result('wechat_api')).toMatchObject({ outcome: 'not_run', at: null, code: null });
    expect(result('wechat_quota')?.outcome).toBe('not_run');
    expect(result('cxone_channel')?.outcome).toBe('passed');
    expect(probe('wechat_api').runs).toBe(1);
    expect(reporter.take().sort()).toEqual([
      'tulip cxoneOut proof own_check',
      'tulip wechatOut fault WECHAT_IP_NOT_LISTED lasting',
    ]);
  });

  it('goes on after a fault that may pass, but not behind a host that is out of reach', async () => {
    const { service, probe, result } = serviceWith(wechatOut);
    probe('wechat_token').finding = failed('WECHAT_BUSY');
    await service.runAll(tulip, never);
    expect(result('wechat_quota')?.outcome).toBe('passed');
    probe('wechat_host').finding = failed('WECHAT_UNREACHABLE');
    await service.runAll(tulip, never);
    expect(result('wechat_token')?.outcome).toBe('not_run');
    expect(probe('wechat_token').runs).toBe(1);
  });

  it('ends within its budget, and blames nobody for what it broke off', async () => {
    const { service, probe, clock, result, reporter } = serviceWith(wechatOut);
    probe('wechat_token').isHeldUp = true;
    probe('wechat_token').finding = failed('WECHAT_UNREACHABLE');
    const asked = service.runAll(tulip, never);
    await settled();
    await clock.windSlowly(runAllLimitMs, 1_000);
    await asked;
    expect(result('wechat_token')).toMatchObject({ outcome: 'cannot_tell', code: 'CHECK_CANNOT_TELL' });
    expect(result('wechat_api')).toMatchObject({ outcome: 'not_run', at: null });
    expect(reporter.take()).toEqual([]);
  });

  it('lets two who ask during a round share the next one', async () => {
    const { service, probe } = serviceWith(['wechat_host']);
    probe('wechat_host').isHeldUp = true;
    const first = service.runAll(tulip, never);
    await settled();
    const later = [service.runAll(tulip, never), service.runAll(tulip, never)];
    probe('wechat_host').isHeldUp = false;
    probe('wechat_host').finish();
    await Promise.all([first, ...later]);
    expect(probe('wechat_host').runs).toBe(2);
  });

  it('stops waiting when the caller gives up', async () => {
    const { service, probe } = serviceWith(['wechat_host']);
    probe('wechat_host').isHeldUp = true;
    const caller = new AbortController();
    const asked = service.runAll(tulip, caller.signal);
    await settled();
    caller.abort();
    expect(await asked).toMatchObject([{ name: 'wechat_host', outcome: 'not_run' }]);
    service.stop();
  });

  it('takes a probe that throws for one that cannot tell', async () => {
    const { service, probe, result, reporter } = serviceWith(['wechat_host']);
    probe('wechat_host').run = () => Promise.reject(new Error('a mistake of ours'));
    await service.runAll(tulip, never);
    expect(result('wechat_host')).toMatchObject({ outcome: 'cannot_tell', code: 'INTERNAL' });
    expect(reporter.take()).toEqual([]);
  });

  it('never has more than four under way over all channels', async () => {
    const { service, clock } = serviceWith([]);
    const probes = Array.from({ length: 12 }, () => new ScriptedProbe('wechat_host'));
    let most = 0;
    const busy = () => probes.reduce((sum, { underWay }) => sum + underWay, 0);
    const asked = probes.map((probe, index) => {
      const id = ChannelId.parse(`channel-${index}`);
      probe.isHeldUp = true;
      service.add(id, [probe]);
      return service.runAll(id, never);
    });
    for (let round = 0; round < 12; round += 1) {
      await settled();
      most = Math.max(most, busy());
      for (const probe of probes) probe.finish();
    }
    await Promise.all(asked);
    expect(most).toBe(4);
    expect(probes.every(({ runs }) => runs === 1)).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('knows nothing of a channel it was not given', async () => {
    const { service } = serviceWith([]);
    expect(await service.runAll(ChannelId.parse('nobody'), never)).toEqual([]);
    service.noteCheck(ChannelId.parse('nobody'), 'wechatOut', { ok: true });
  });
});

describe('by themselves', () => {
  it('probes run at once after the start and then at their ration, never more often', async () => {
    const { service, probe, clock, result } = serviceWith(['wechat_quota', 'wechat_callback_check', 'wechat_host']);
    service.start();
    await clock.windSlowly(60 * minute, 1_000);
    expect(probe('wechat_quota').runs).toBe(4);
    expect(probe('wechat_callback_check').runs).toBe(6);
    expect(probe('wechat_host').runs).toBe(12);
    const { at, nextAt } = result('wechat_quota') ?? {};
    expect((nextAt ?? 0) - (at ?? 0)).toBe(probeRations.wechat_quota.everyMs);
    service.stop();
  });

  it('chance only ever makes the pause longer', async () => {
    const { service, probe, clock } = serviceWith(['wechat_callback_check'], () => 0.99);
    service.start();
    // Without chance it would be six times.
    await clock.windSlowly(55 * minute, 1_000);
    expect(probe('wechat_callback_check').runs).toBe(5);
    service.stop();
  });

  it('what fails is looked at sooner again, but not what WeChat counts', async () => {
    const { service, probe, clock } = serviceWith(['wechat_host', 'wechat_quota', 'wechat_callback_check']);
    probe('wechat_host').finding = failed('WECHAT_UNREACHABLE');
    probe('wechat_quota').finding = failed('WECHAT_QUOTA_EXHAUSTED');
    probe('wechat_callback_check').finding = warning('WECHAT_CALLBACK_UNREACHABLE');
    service.start();
    await clock.windSlowly(10 * minute, 1_000);
    expect(probe('wechat_host').runs).toBeGreaterThanOrEqual(19);
    expect(probe('wechat_quota').runs).toBe(1);
    expect(probe('wechat_callback_check').runs).toBe(1);
    service.stop();
  });

  it('a refused secret is not asked for again by themselves until a check of the channel passes', async () => {
    const { service, probe, clock } = serviceWith(wechatOut);
    service.noteCheck(tulip, 'wechatOut', {
      ok: false,
      code: 'WECHAT_SECRET_INVALID',
      platformCode: '40125',
      value: null,
      retryable: false,
    });
    service.start();
    await clock.windSlowly(60 * minute, 1_000);
    expect(probe('wechat_token').runs + probe('wechat_api').runs + probe('wechat_quota').runs).toBe(0);
    expect(probe('wechat_host').runs).toBeGreaterThan(0);
    service.noteCheck(tulip, 'wechatOut', { ok: true });
    await clock.windSlowly(16 * minute, 1_000);
    expect(probe('wechat_token').runs).toBeGreaterThan(0);
    expect(probe('wechat_quota').runs).toBeGreaterThan(0);
    service.stop();
  });

  it('nothing runs any more after the stop, and what ends late is not told', async () => {
    const { service, probe, clock, reporter, result } = serviceWith(['wechat_host']);
    service.start();
    probe('wechat_host').isHeldUp = true;
    probe('wechat_host').finding = failed('WECHAT_UNREACHABLE');
    await clock.windSlowly(1_000);
    expect(probe('wechat_host').underWay).toBe(1);
    service.stop();
    await clock.windSlowly(10 * minute, 1_000);
    expect(probe('wechat_host').runs).toBe(1);
    expect(result('wechat_host')?.outcome).toBe('not_run');
    expect(reporter.take()).toEqual([]);
  });

  it('new parts of a channel take over what is known; a channel taken out runs no more', async () => {
    const { service, probe, clock, result } = serviceWith(['wechat_host']);
    await service.runAll(tulip, never);
    const other = new ScriptedProbe('wechat_host');
    service.add(tulip, [other]);
    expect(result('wechat_host')?.outcome).toBe('passed');
    service.start();
    await clock.windSlowly(6 * minute, 1_000);
    expect([probe('wechat_host').runs, other.runs]).toEqual([1, 1]);
    service.remove(tulip);
    await clock.windSlowly(10 * minute, 1_000);
    expect(other.runs).toBe(1);
    expect(service.results(tulip)).toEqual([]);
    service.stop();
  });

  it('five hundred channels come to their turn, four at a time', async () => {
    const clock = new HandClock();
    let seed = 1;
    const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const service = new ProbeService({ clock, chance, log: silentLogger, reporter: new RecordingProbeReporter() });
    const probes = Array.from({ length: 500 }, (_, index) => {
      const one = new ScriptedProbe('wechat_host');
      service.add(ChannelId.parse(`channel-${index}`), [one, new ScriptedProbe('wechat_pushes')]);
      return one;
    });
    service.start();
    let mostAtOnce = 0;
    let before = 0;
    for (let second = 0; second < 130; second += 1) {
      await clock.windSlowly(1_000, 1_000);
      const runs = probes.reduce((sum, one) => sum + one.runs, 0);
      mostAtOnce = Math.max(mostAtOnce, runs - before);
      before = runs;
    }
    expect(probes.every(({ runs }) => runs >= 1)).toBe(true);
    expect(mostAtOnce).toBeLessThan(30);
    service.stop();
  });
});

describe("a channel's own checks", () => {
  it('set the results of token and call without another call', async () => {
    const { service, probe, result, reporter } = serviceWith([...wechatOut, 'cxone_token', 'cxone_channel']);
    service.noteCheck(tulip, 'wechatOut', { ok: true });
    expect(result('wechat_token')).toMatchObject({ outcome: 'passed', durationMs: null });
    expect(result('wechat_api')?.outcome).toBe('passed');
    const refused = { ok: false, platformCode: null, value: null, retryable: false } as const;
    service.noteCheck(tulip, 'cxoneOut', { ...refused, code: 'CXONE_CHANNEL_MISSING' });
    expect(result('cxone_token')?.outcome).toBe('passed');
    expect(result('cxone_channel')).toMatchObject({ outcome: 'failed', code: 'CXONE_CHANNEL_MISSING' });
    service.noteCheck(tulip, 'cxoneOut', { ...refused, code: 'CXONE_CREDENTIALS_REFUSED' });
    expect(result('cxone_token')).toMatchObject({ outcome: 'failed', code: 'CXONE_CREDENTIALS_REFUSED' });
    expect(result('cxone_channel')?.outcome).toBe('not_run');
    expect(reporter.take()).toEqual([]);
    await service.runAll(tulip, never);
    expect([probe('wechat_token').runs, probe('wechat_api').runs, probe('wechat_quota').runs]).toEqual([0, 0, 1]);
    expect([probe('cxone_token').runs, probe('cxone_channel').runs]).toEqual([0, 0]);
  });

  it('are out of date a few seconds later', async () => {
    const { service, probe, clock } = serviceWith(wechatOut);
    service.noteCheck(tulip, 'wechatOut', { ok: true });
    clock.wind(5_000);
    await service.runAll(tulip, never);
    expect(probe('wechat_token').runs).toBe(1);
  });

  it('that fail on the way have the host looked at, not at each of them', async () => {
    const { service, probe, clock } = serviceWith(['wechat_host']);
    service.start();
    await clock.windSlowly(10_000, 1_000);
    expect(probe('wechat_host').runs).toBe(1);
    const failure = {
      ok: false,
      code: 'WECHAT_UNREACHABLE',
      platformCode: null,
      value: null,
      retryable: true,
    } as const;
    await clock.windSlowly(10_000, 1_000);
    for (let second = 0; second < 20; second += 1) {
      service.noteCheck(tulip, 'wechatOut', failure);
      await clock.windSlowly(1_000, 1_000);
    }
    expect(probe('wechat_host').runs).toBe(3);
    service.stop();
  });
});

describe('what the legs are told', () => {
  it('a warning, its end, and a proof only by what proves the leg', async () => {
    const { service, probe, reporter } = serviceWith(['wechat_quota', 'wechat_token', 'wechat_api']);
    probe('wechat_quota').finding = warning('WECHAT_QUOTA_LOW', { value: '7' });
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual(['tulip wechatOut proof own_check', 'tulip wechatOut warning WECHAT_QUOTA_LOW 7']);
    probe('wechat_quota').finding = failed('WECHAT_QUOTA_EXHAUSTED', { value: '0' });
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual([
      'tulip wechatOut proof own_check',
      'tulip wechatOut over WECHAT_QUOTA_LOW',
      'tulip wechatOut fault WECHAT_QUOTA_EXHAUSTED passing',
    ]);
    probe('wechat_quota').finding = passed('500000');
    await service.runAll(tulip, never);
    // The call works all the while, but proves nothing beside a fault that is known.
    expect(reporter.take()).toEqual(['tulip wechatOut over WECHAT_QUOTA_EXHAUSTED']);
  });

  it('a warning that two give is over when neither gives it', async () => {
    const { service, probe, reporter } = serviceWith(['wechat_callback_check', 'callback_reach']);
    const unreachable = warning('WECHAT_CALLBACK_UNREACHABLE');
    probe('wechat_callback_check').finding = unreachable;
    probe('callback_reach').finding = unreachable;
    await service.runAll(tulip, never);
    reporter.take();
    probe('wechat_callback_check').finding = passed();
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual(['tulip wechatIn warning WECHAT_CALLBACK_UNREACHABLE']);
    probe('callback_reach').finding = cannotTell();
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual(['tulip wechatIn over WECHAT_CALLBACK_UNREACHABLE']);
  });

  it('nothing by a probe that cannot tell; a fault it told before stays', async () => {
    const { service, probe, reporter } = serviceWith(['own_certificate']);
    probe('own_certificate').finding = cannotTell();
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual([]);
    probe('own_certificate').finding = failed('OWN_CERTIFICATE_EXPIRED');
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual([
      'tulip wechatIn fault OWN_CERTIFICATE_EXPIRED lasting',
      'tulip cxoneIn fault OWN_CERTIFICATE_EXPIRED lasting',
    ]);
    probe('own_certificate').finding = cannotTell();
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual([]);
    probe('own_certificate').finding = passed();
    await service.runAll(tulip, never);
    expect(reporter.take()).toEqual([
      'tulip wechatIn over OWN_CERTIFICATE_EXPIRED',
      'tulip cxoneIn over OWN_CERTIFICATE_EXPIRED',
    ]);
  });

  it('pushes that stopped have the callback looked at, as soon as its ration allows', async () => {
    const { service, probe, clock } = serviceWith(['wechat_pushes', 'wechat_callback_check', 'callback_reach']);
    service.start();
    await clock.windSlowly(5_000, 1_000);
    expect([probe('wechat_callback_check').runs, probe('callback_reach').runs]).toEqual([1, 1]);
    probe('wechat_pushes').finding = warning('WECHAT_PUSHES_STOPPED');
    await clock.windSlowly(25_000, 1_000);
    expect([probe('wechat_callback_check').runs, probe('callback_reach').runs]).toEqual([1, 2]);
    service.stop();
  });
});
