import { describe, expect, it } from 'vitest';
import {
  initialHealth,
  nextHealth,
  settleMs,
  unknownFrom,
  verifyFrom,
  wantsRound,
  type Health,
  type HealthFacts,
} from '#relay/core/channel-state.ts';
import { freshMs, partialAfterMs, retryBudgetMs } from '#relay/core/health/verdict.ts';
import { unknownLeg, withFault, withProof } from '#relay/core/leg-book.ts';
import { at, facts, failing, legsWith, paused, proven, stopped, warned } from './health/health-facts.ts';

const start = initialHealth(at(0));

function walk(health: Health, ...steps: (readonly [steady: number, seen: Partial<HealthFacts>])[]): Health {
  return steps.reduce((before, [steady, seen]) => nextHealth(before, facts(seen), at(steady)), health);
}

const connected = walk(start, [10, {}]);

describe('channel state at the start', () => {
  it('is connecting until our checks have ended, and connected when every leg is proven', () => {
    expect(walk(start, [10, { checked: false, lastRound: null }]).state).toMatchObject({
      kind: 'connecting',
      owner: 'nobody',
    });
    expect(connected.state).toMatchObject({ kind: 'connected', evidence: { kind: 'proof', at: at(0).wall } });
  });

  it('is never called connected on a leg without proof, and names the leg', () => {
    const { state } = walk(start, [10, { legs: legsWith({ wechatIn: unknownLeg }) }]);
    expect(state).toMatchObject({ kind: 'verifying', leg: 'wechatIn', code: 'NO_PROOF_YET', operatorMustAct: false });
  });

  it('stays verifying however well our checks pass, while CXone has never called: no check sees the address entered there', () => {
    const quiet = { legs: legsWith({ cxoneIn: unknownLeg }) };
    const { state } = walk(start, [10, quiet], [600_000, { ...quiet, lastRound: { beganAt: 599_000, passed: true } }]);
    expect(state).toMatchObject({
      kind: 'verifying',
      leg: 'cxoneIn',
      code: 'BOX_NOT_CALLED_YET',
      owner: 'cxone_admin',
    });
    expect(walk(start, [10, quiet], [20, {}]).state.kind).toBe('connected');
  });

  it('calls a quiet line that was proven before connected on our checks alone, and says so', () => {
    const { state } = walk(start, [86_400_000, { lastRound: { beganAt: 86_399_000, passed: true } }]);
    expect(state).toMatchObject({ kind: 'connected', evidence: { kind: 'proof', at: at(0).wall } });
  });

  it('has the start for evidence while nothing was seen', () => {
    const none = { wechatIn: unknownLeg, wechatOut: unknownLeg, cxoneIn: unknownLeg, cxoneOut: unknownLeg };
    expect(walk(start, [10, { legs: none }]).state.evidence).toMatchObject({ kind: 'start', at: at(0).wall });
  });
});

describe('a fault', () => {
  it('that the other side explained asks for a person, and says which', () => {
    const refused = { legs: legsWith({ wechatOut: failing('WECHAT_IP_NOT_LISTED', 20, false) }) };
    expect(walk(connected, [30, refused]).state).toMatchObject({
      kind: 'action_required',
      leg: 'wechatOut',
      code: 'WECHAT_IP_NOT_LISTED',
      value: 'v',
      owner: 'wechat_admin',
      operatorMustAct: true,
      until: null,
      since: at(20).wall,
      evidence: { kind: 'fault', at: at(20).wall, platformCode: '1' },
    });
  });

  it('that may pass is retried by itself, with the time of the next try', () => {
    const broken = { legs: legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 20, true) }) };
    expect(walk(connected, [30, broken]).state).toMatchObject({
      kind: 'retrying',
      owner: 'nobody',
      operatorMustAct: false,
      until: at(30_020).wall,
    });
    expect(walk(connected, [40_000, broken]).state.until).toBeNull();
  });

  it('of one direction is told as working in part after three minutes, while the other has fresh proof', () => {
    const legs = legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 0, true) }, partialAfterMs);
    expect(walk(connected, [partialAfterMs - 1, { legs }]).state.kind).toBe('retrying');
    expect(walk(connected, [partialAfterMs, { legs }]).state).toMatchObject({ kind: 'degraded', leg: 'cxoneOut' });
    const stale = legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 0, true) }, 0);
    expect(walk(connected, [freshMs + 1, { legs: stale }]).state.kind).toBe('retrying');
  });

  it('of both directions is never told as working in part', () => {
    const legs = legsWith(
      { cxoneOut: failing('CXONE_UNREACHABLE', 0, true), wechatOut: failing('WECHAT_UNREACHABLE', 0, true) },
      partialAfterMs,
    );
    expect(walk(connected, [partialAfterMs, { legs }]).state.kind).toBe('retrying');
  });

  it('is down when its budget is spent, and somebody has to act even where the code names nobody', () => {
    const legs = legsWith({ cxoneOut: failing('CXONE_SERVER_ERROR', 0, true) });
    expect(walk(connected, [retryBudgetMs, { legs }]).state).toMatchObject({
      kind: 'down',
      operatorMustAct: true,
      owner: 'operator',
    });
  });

  it('that ends at a set time is never down: replies wait for WeChat’s new day, and that is known at once', () => {
    const quota = (provenAt: number) => legsWith({ wechatOut: failing('WECHAT_QUOTA_EXHAUSTED', 0, true) }, provenAt);
    expect(walk(connected, [1_000, { legs: quota(0) }]).state.kind).toBe('degraded');
    expect(walk(connected, [retryBudgetMs * 2, { legs: quota(retryBudgetMs * 2) }]).state.kind).toBe('degraded');
  });

  it('that a stranger may have caused once never takes a quiet line down; when it comes again a person has to act', () => {
    const once = failing('WECHAT_SIGNATURE_MISMATCH', 0, true);
    const stray = legsWith({ wechatIn: once }, retryBudgetMs);
    expect(walk(connected, [retryBudgetMs, { legs: stray }]).state).toMatchObject({
      kind: 'degraded',
      leg: 'wechatIn',
    });
    const again = legsWith({ wechatIn: failing('WECHAT_SIGNATURE_MISMATCH', 5_000, true, once) });
    expect(walk(connected, [100, { legs: stray }], [5_000, { legs: again }]).state).toMatchObject({
      kind: 'action_required',
      code: 'WECHAT_SIGNATURE_MISMATCH',
      owner: 'operator',
      operatorMustAct: true,
    });
  });

  it('counts its age by steady time: a clock set on by a day makes nothing down', () => {
    const legs = legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 0, true) });
    const later = { wall: at(0).wall + 86_400_000, steady: 1_000 };
    expect(nextHealth(connected, facts({ legs }), later).state.kind).toBe('retrying');
  });
});

describe('a warning', () => {
  it('makes a channel that works one that works in part, and back through verifying', () => {
    const seen = { legs: legsWith({ wechatOut: warned('WECHAT_QUOTA_LOW', 20) }) };
    const degraded = walk(connected, [30, seen], [40, seen], [50, seen]);
    expect(degraded.state).toMatchObject({
      kind: 'degraded',
      code: 'WECHAT_QUOTA_LOW',
      value: '7',
      operatorMustAct: false,
      evidence: { kind: 'warning', at: at(20).wall },
    });
    const over = walk(degraded, [60, {}]);
    expect(over.state.kind).toBe('verifying');
    expect(walk(over, [70, { lastRound: { beganAt: 59, passed: true } }]).state.kind).toBe('verifying');
    expect(walk(over, [80, { lastRound: { beganAt: 61, passed: true } }]).state.kind).toBe('connected');
  });

  it('does not shorten the verification of a fault', () => {
    const warning = warned('WECHAT_QUOTA_LOW', 20);
    const failed = walk(connected, [
      30,
      { legs: legsWith({ wechatOut: warning, cxoneOut: failing('CXONE_UNREACHABLE', 25, true) }) },
    ]);
    const seen = { legs: legsWith({ wechatOut: warning }) };
    const verifying = walk(failed, [40, seen], [50, seen]);
    expect(verifying.state.kind).toBe('verifying');
    expect(walk(verifying, [60, { ...seen, lastRound: { beganAt: 45, passed: true } }]).state.kind).toBe('degraded');
  });
});

describe('the way back', () => {
  const broken = { legs: legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 20, true) }) };
  const verifying = walk(connected, [30, broken], [100, {}]);

  it('is verifying until a full round that began since has passed and the backlog of the failure is delivered', () => {
    expect(verifying.state.kind).toBe('verifying');
    const step = (seen: Partial<HealthFacts>) => walk(verifying, [200, seen]).state.kind;
    expect(step({ lastRound: { beganAt: 99, passed: true } })).toBe('verifying');
    expect(step({ lastRound: { beganAt: 150, passed: false } })).toBe('verifying');
    expect(step({ lastRound: { beganAt: 150, passed: true }, oldestWaitingAt: at(50).wall })).toBe('verifying');
    expect(step({ lastRound: { beganAt: 150, passed: true }, oldestWaitingAt: at(120).wall })).toBe('connected');
  });

  it('says that it wants a round as long as none has passed', () => {
    expect(wantsRound(verifying, { beganAt: 99, passed: true })).toBe(true);
    expect(wantsRound(verifying, { beganAt: 100, passed: false })).toBe(true);
    expect(wantsRound(verifying, { beganAt: 100, passed: true })).toBe(false);
    expect(wantsRound(connected, null)).toBe(false);
  });

  it('does not take new messages for the backlog when the clock was set back meanwhile', () => {
    const back = { wall: at(200).wall - 3_600_000, steady: 200 };
    const seen = facts({ lastRound: { beganAt: 150, passed: true }, oldestWaitingAt: back.wall });
    expect(nextHealth(verifying, seen, back).state).toMatchObject({ kind: 'connected', since: back.wall });
  });
});

describe('what an operator wants', () => {
  it('is shown whatever the legs say, with its end', () => {
    const legs = legsWith({ wechatOut: failing('WECHAT_SECRET_INVALID', 20, false) });
    expect(walk(connected, [30, { legs, control: paused }]).state).toMatchObject({
      kind: 'paused',
      code: 'CHANNEL_PAUSED',
      owner: 'nobody',
      until: paused.until,
      operatorMustAct: false,
      evidence: { kind: 'operator', at: paused.at },
    });
    expect(walk(connected, [30, { legs, control: stopped }]).state).toMatchObject({
      kind: 'stopped',
      code: 'CHANNEL_STOPPED',
      until: null,
    });
    const removed = { ...stopped, code: 'CHANNEL_REMOVED_IN_CXONE' } as const;
    expect(walk(connected, [30, { control: removed }]).state).toMatchObject({
      code: 'CHANNEL_REMOVED_IN_CXONE',
      owner: 'cxone_admin',
    });
  });

  it('ends in verifying, and faults from before are believed again only when a check has ended', () => {
    const legs = legsWith({ wechatOut: failing('WECHAT_SECRET_INVALID', 20, false) });
    const resumed = walk(connected, [30, { legs, control: stopped }], [100, { legs }]);
    expect(resumed.state.kind).toBe('verifying');
    expect(walk(resumed, [110, { legs, lastRound: { beganAt: 99, passed: true } }]).state.kind).toBe('verifying');
    expect(walk(resumed, [120, { legs, lastRound: { beganAt: 101, passed: false } }]).state.kind).toBe(
      'action_required',
    );
    expect(walk(resumed, [120, { lastRound: { beganAt: 101, passed: true } }]).state.kind).toBe('connected');
    const fresh = legsWith({ wechatOut: failing('WECHAT_SECRET_INVALID', 105, false) });
    expect(walk(resumed, [110, { legs: fresh }]).state.kind).toBe('action_required');
  });
});

describe('after a time in which nothing was watched', () => {
  it('is unknown since then, until a check has ended, and then verified', () => {
    const asleep = unknownFrom(connected, at(50).wall, at(1_000), 'COMPUTER_ASLEEP');
    const unknown = walk(asleep, [1_001, {}]);
    expect(unknown.state).toMatchObject({
      kind: 'unknown',
      code: 'COMPUTER_ASLEEP',
      since: at(50).wall,
      settling: true,
      evidence: { kind: 'relay_lost' },
    });
    const checked = { lastRound: { beganAt: 1_000, passed: true } };
    expect(walk(unknown, [1_500, checked]).state.kind).toBe('verifying');
    expect(walk(unknown, [1_500, checked], [1_600, checked]).state.kind).toBe('connected');
  });

  it('does not hide a fault that is seen meanwhile', () => {
    const asleep = unknownFrom(connected, at(50).wall, at(1_000), 'COMPUTER_ASLEEP');
    const legs = legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 1_100, true) });
    expect(walk(asleep, [1_200, { legs }]).state.kind).toBe('retrying');
  });
});

describe('a repair', () => {
  it('is verified: what checks cannot see stays unproven until real traffic proves it', () => {
    const seen = {
      code: 'WECHAT_PERMISSION_MISSING',
      platformCode: '48001',
      value: null,
      retryable: false,
      nextTryAt: null,
    } as const;
    const refused = withFault(proven(), seen, 'traffic', at(20));
    const failed = walk(connected, [30, { legs: legsWith({ wechatOut: refused }) }]);
    expect(failed.state.kind).toBe('action_required');
    const doubted = { ...refused, faults: [], status: { ...refused.status, fault: null }, doubted: true };
    const begun = verifyFrom(failed, at(100));
    const round = { lastRound: { beganAt: 101, passed: true } };
    const waiting = walk(begun, [110, { legs: legsWith({ wechatOut: doubted }), ...round }]);
    expect(waiting.state).toMatchObject({ kind: 'verifying', leg: 'wechatOut', code: 'NO_PROOF_YET' });
    const sent = withProof(doubted, 'message', at(200));
    expect(walk(waiting, [210, { legs: legsWith({ wechatOut: sent }), ...round }]).state.kind).toBe('connected');
  });
});

describe('settling', () => {
  it('lasts thirty seconds from the beginning of the kind, not of its reason', () => {
    const one = { legs: legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 1_000, true) }) };
    const other = { legs: legsWith({ cxoneOut: failing('CXONE_SERVER_ERROR', 1_000, true) }) };
    expect(walk(connected, [1_000, one], [1_000 + settleMs - 1, one]).state.settling).toBe(true);
    const late = walk(connected, [1_000, one], [1_000 + settleMs, other]);
    expect(late.state).toMatchObject({ settling: false, since: at(1_000 + settleMs).wall });
  });
});

describe('flapping', () => {
  const broken = { legs: legsWith({ cxoneOut: failing('CXONE_UNREACHABLE', 0, true) }) };
  const outage = (health: Health, from: number): Health =>
    walk(
      health,
      [from, broken],
      [from + 1_000, {}],
      [from + 2_000, { lastRound: { beganAt: from + 1_500, passed: true } }],
    );

  it('is the second outage within ten minutes, and not the first', () => {
    const once = outage(connected, 1_000);
    expect(once.state).toMatchObject({ kind: 'connected', flapping: false });
    expect(outage(once, 60_000).state).toMatchObject({ kind: 'connected', flapping: true });
    expect(outage(once, 700_000).state).toMatchObject({ kind: 'connected', flapping: false });
  });

  it('is neither the first rise after a start nor the one after an operator switched it off and on', () => {
    const passed = (beganAt: number) => ({ lastRound: { beganAt, passed: true } });
    const unproven = { legs: legsWith({ wechatIn: unknownLeg }), ...passed(100) };
    let health = walk(initialHealth(at(0)), [1_000, unproven], [2_000, passed(100)]);
    expect(health.state).toMatchObject({ kind: 'connected', flapping: false });
    for (const from of [3_000, 6_000]) {
      health = walk(health, [from, { control: stopped }], [from + 1_000, {}], [from + 2_000, passed(from + 1_500)]);
      expect(health.state).toMatchObject({ kind: 'connected', flapping: false });
    }
    expect(outage(health, 10_000).state).toMatchObject({ kind: 'connected', flapping: false });
    expect(outage(outage(health, 10_000), 20_000).state).toMatchObject({ kind: 'connected', flapping: true });
  });

  it('is a fall and its rise, though an operator switched it off and on in between', () => {
    const switched = (from: number, health: Health): Health =>
      walk(
        health,
        [from, broken],
        [from + 1_000, { control: stopped }],
        [from + 2_000, {}],
        [from + 3_000, { lastRound: { beganAt: from + 2_500, passed: true } }],
      );
    const twice = switched(10_000, switched(1_000, connected));
    expect(twice.state).toMatchObject({ kind: 'connected', flapping: true });
  });

  it('is not one fault that is found not to be mended while it is verified', () => {
    let health = connected;
    for (const from of [1_000, 3_000, 5_000, 7_000]) health = walk(health, [from, broken], [from + 1_000, {}]);
    expect(health.state).toMatchObject({ kind: 'verifying', flapping: false });
    expect(outage(health, 9_000).state).toMatchObject({ kind: 'connected', flapping: false });
  });

  it('ends ten minutes after the last change but three', () => {
    const twice = outage(outage(connected, 1_000), 60_000);
    const round = { lastRound: { beganAt: 100_000, passed: true } };
    expect(walk(twice, [600_999, round]).state.flapping).toBe(true);
    expect(walk(twice, [601_000, round]).state.flapping).toBe(false);
  });
});
