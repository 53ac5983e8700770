import { describe, expect, it } from 'vitest';
import {
  initialHealth,
  nextHealth,
  unknownFrom,
  wantsRound,
  type Health,
  type HealthFacts,
} from '#relay/core/channel-state.ts';
import { conditionOf } from '#relay/core/health/leg-condition.ts';
import { retryBudgetMs } from '#relay/core/health/verdict.ts';
import { unknownLeg } from '#relay/core/leg-book.ts';
import { at, facts, failing, legsWith, paused, proven, stopped, warned } from './health-facts.ts';

const noCxone = { cxoneIn: unknownLeg, cxoneOut: unknownLeg };
const awaited = { awaitsCxone: true, legs: legsWith(noCxone) };
const minute = 60_000;

function walk(...steps: (readonly [steady: number, seen: Partial<HealthFacts>])[]): Health {
  return steps.reduce((health, [steady, seen]) => nextHealth(health, facts(seen), at(steady)), initialHealth(at(0)));
}

const waits = {
  kind: 'not_configured',
  leg: 'cxoneOut',
  code: 'CHANNEL_WAITS_FOR_CXONE',
  owner: 'operator',
  operatorMustAct: true,
  until: null,
};

describe('a channel that does not exist in CXone yet', () => {
  it.each<[string, Partial<HealthFacts>]>([
    ['at the start', { ...awaited, checked: false, lastRound: null }],
    ['once WeChat was checked', awaited],
    ['while WeChat has not come in yet', { awaitsCxone: true, legs: legsWith({ ...noCxone, wechatIn: unknownLeg }) }],
    ['with messages that wait', { ...awaited, oldestWaitingAt: at(1).wall }],
    [
      'whatever was seen of CXone before',
      { awaitsCxone: true, legs: legsWith({ cxoneOut: failing('CXONE_CHANNEL_MISSING', 5, false) }) },
    ],
    [
      'though CXone calls with a wrong secret',
      { awaitsCxone: true, legs: legsWith({ ...noCxone, cxoneIn: failing('BOX_CREDENTIALS_WRONG', 5, false) }) },
    ],
    [
      'whatever is about to happen at WeChat',
      { awaitsCxone: true, legs: legsWith({ ...noCxone, wechatOut: warned('WECHAT_QUOTA_LOW', 5) }) },
    ],
  ])('says what it waits for: %s', (_case, seen) => {
    expect(walk([10, seen]).state).toMatchObject(waits);
    // For as long as it takes.
    expect(walk([10, seen], [retryBudgetMs * 100, seen]).state).toMatchObject({ ...waits, since: at(10).wall });
  });

  it('shows what WeChat proved as its evidence', () => {
    const seen = { awaitsCxone: true, legs: legsWith({ ...noCxone, wechatIn: proven(400) }) };
    expect(walk([500, seen]).state.evidence).toMatchObject({ kind: 'proof', leg: 'wechatIn', at: at(400).wall });
  });

  it.each([
    ['WECHAT_SECRET_INVALID', 'wechatOut', 'action_required'],
    ['WECHAT_SIGNATURE_MISMATCH', 'wechatIn', 'action_required'],
  ] as const)('is broken where WeChat is: %s', (code, leg, kind) => {
    const broken = { awaitsCxone: true, legs: legsWith({ ...noCxone, [leg]: failing(code, 20, false) }) };
    expect(walk([10, awaited], [30, broken]).state).toMatchObject({ kind, leg, code });
    expect(walk([10, awaited], [30, broken], [40, awaited]).state).toMatchObject(waits);
  });

  it('goes down when WeChat is out of reach for half an hour, as any other', () => {
    const gone = {
      awaitsCxone: true,
      legs: legsWith({ ...noCxone, wechatOut: failing('WECHAT_UNREACHABLE', 20, true) }),
    };
    expect(walk([10, awaited], [30, gone]).state.kind).toBe('retrying');
    expect(walk([10, awaited], [30, gone], [20 + retryBudgetMs, gone]).state.kind).toBe('down');
  });

  it.each([
    ['paused', paused],
    ['stopped', stopped],
  ] as const)('is %s when an operator says so', (kind, control) => {
    expect(walk([10, { ...awaited, control }]).state.kind).toBe(kind);
    expect(walk([10, { ...awaited, control }], [20, awaited]).state).toMatchObject(waits);
  });

  it('is unknown after a sleep until WeChat was checked', () => {
    const slept = unknownFrom(walk([10, awaited]), at(20).wall, at(minute), 'COMPUTER_ASLEEP');
    const woken = nextHealth(slept, facts(awaited), at(minute + 1));
    expect(woken.state.kind).toBe('unknown');
    const round = { beganAt: minute + 2, passed: true };
    expect(nextHealth(woken, facts({ ...awaited, lastRound: round }), at(minute + 3)).state).toMatchObject(waits);
  });
});

describe('a channel that was made in CXone', () => {
  const made = { legs: legsWith({ ...noCxone, cxoneOut: unknownLeg }) };

  it('is verified before it is called connected: both ways out anew, all legs, and what waited', () => {
    const waiting = walk([10, { ...awaited, lastRound: { beganAt: 5, passed: true } }]);
    const first = nextHealth(waiting, facts({ ...made, lastRound: { beganAt: 5, passed: true } }), at(1_000));
    expect(first.state).toMatchObject({ kind: 'verifying', leg: 'cxoneOut' });
    expect(wantsRound(first, { beganAt: 5, passed: true })).toBe(true);

    const round = { beganAt: 1_001, passed: true };
    const checked = { legs: legsWith({ cxoneIn: unknownLeg }), lastRound: round };
    const second = nextHealth(first, facts({ ...checked, oldestWaitingAt: at(20).wall }), at(1_100));
    expect(second.state).toMatchObject({ kind: 'verifying', leg: 'cxoneIn', code: 'BOX_NOT_CALLED_YET' });
    const answered = nextHealth(second, facts({ lastRound: round, oldestWaitingAt: at(20).wall }), at(1_200));
    expect(answered.state.kind).toBe('verifying');
    expect(nextHealth(answered, facts({ lastRound: round }), at(1_300)).state.kind).toBe('connected');
  });

  it('that CXone does not have after all is broken from then on', () => {
    const missing = {
      legs: legsWith({ cxoneIn: unknownLeg, cxoneOut: failing('CXONE_CHANNEL_MISSING', 1_001, false) }),
    };
    expect(walk([10, awaited], [1_000, made], [1_010, missing]).state).toMatchObject({
      kind: 'action_required',
      code: 'CXONE_CHANNEL_MISSING',
    });
  });
});

describe('the figures of a channel that waits', () => {
  it('count CXone’s legs as off and WeChat’s as they are', () => {
    const { state } = walk([10, awaited]);
    const leg = { proof: { at: 1, strength: 'own_check' as const }, fault: null };
    const snapshot = {
      state,
      legs: { wechatIn: leg, wechatOut: leg, cxoneIn: leg, cxoneOut: leg },
      maintenanceUntil: null,
    };
    const conditions = (['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'] as const).map((one) =>
      conditionOf(snapshot, one),
    );
    expect(conditions).toEqual(['up', 'up', 'off', 'off']);
  });
});
