import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelState, Leg, LegStatus } from '#shared/domain/channel.ts';
import {
  initialState,
  legs,
  nextChannelState,
  retryBudgetMs,
  type Legs,
  type StateFacts,
} from '#relay/core/channel-state.ts';

const proven: LegStatus = { proof: { at: 1, strength: 'own_check' }, fault: null };

function failing(nextTryAt: number | null, since = 0): LegStatus {
  const fault = {
    since,
    at: since,
    code: 'WECHAT_UNREACHABLE',
    platformCode: null,
    value: null,
    count: 1,
    nextTryAt,
  } as const;
  return { proof: proven.proof, fault };
}

function legsWith(overrides: Partial<Legs> = {}): Legs {
  return { wechatIn: proven, wechatOut: proven, cxoneIn: proven, cxoneOut: proven, ...overrides };
}

function facts(overrides: Partial<StateFacts> = {}): StateFacts {
  return { legs: legsWith(), checked: true, checksPassedAt: 0, oldestWaitingAt: null, ...overrides };
}

const start = initialState(0);

describe('channel state', () => {
  it('is connecting until our checks have ended, and connected when every leg is proven', () => {
    expect(nextChannelState(start, facts({ checked: false }), 10).kind).toBe('connecting');
    expect(nextChannelState(start, facts(), 10).kind).toBe('connected');
  });

  it('is never called connected on a leg without proof, and names the leg', () => {
    const unproven: LegStatus = { proof: null, fault: null };
    const state = nextChannelState(start, facts({ legs: legsWith({ wechatIn: unproven }) }), 10);
    expect(state).toMatchObject({ kind: 'verifying', leg: 'wechatIn', code: 'NO_PROOF_YET', operatorMustAct: false });
  });

  it('asks the operator when the other side refused, and only then', () => {
    const refused = nextChannelState(start, facts({ legs: legsWith({ wechatOut: failing(null) }) }), 10);
    expect(refused).toMatchObject({ kind: 'action_required', leg: 'wechatOut', operatorMustAct: true });
    const passing = nextChannelState(start, facts({ legs: legsWith({ wechatOut: failing(99) }) }), 10);
    expect(passing).toMatchObject({ kind: 'retrying', operatorMustAct: false });
  });

  it('calls a passing fault down when its budget is spent', () => {
    const lasting = facts({ legs: legsWith({ cxoneOut: failing(99) }) });
    expect(nextChannelState(start, lasting, retryBudgetMs - 1).kind).toBe('retrying');
    expect(nextChannelState(start, lasting, retryBudgetMs)).toMatchObject({ kind: 'down', operatorMustAct: true });
  });

  it('verifies after a failure until the checks have passed and the backlog of the failure is delivered', () => {
    const failed = nextChannelState(start, facts({ legs: legsWith({ cxoneOut: failing(99) }) }), 10);
    const verifying = nextChannelState(failed, facts(), 100);
    expect(verifying.kind).toBe('verifying');
    expect(nextChannelState(verifying, facts({ checksPassedAt: 99 }), 200).kind).toBe('verifying');
    expect(nextChannelState(verifying, facts({ checksPassedAt: 150, oldestWaitingAt: 50 }), 200).kind).toBe(
      'verifying',
    );
    expect(nextChannelState(verifying, facts({ checksPassedAt: 150, oldestWaitingAt: 120 }), 200).kind).toBe(
      'connected',
    );
  });

  it('marks a new state as settling for thirty seconds', () => {
    const state = nextChannelState(start, facts(), 10);
    expect(state.settling).toBe(true);
    expect(nextChannelState(state, facts(), 10 + 30_000).settling).toBe(false);
  });

  it('never leaves a failure for connected without verifying, and never fails without naming leg and code', () => {
    const status = fc.constantFrom(proven, failing(99), failing(null), { proof: null, fault: null } as LegStatus);
    const step = fc.record({
      legs: fc.record(Object.fromEntries(legs.map((leg) => [leg, status])) as Record<Leg, typeof status>),
      checked: fc.boolean(),
      checksPassedAt: fc.option(fc.integer({ min: 0, max: 100_000 })),
      oldestWaitingAt: fc.option(fc.integer({ min: 0, max: 100_000 })),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (walk) => {
        let state: ChannelState = start;
        walk.forEach((seen, index) => {
          const next = nextChannelState(state, seen, (index + 1) * 1_000);
          const failed = ['retrying', 'down', 'action_required', 'degraded', 'unknown'].includes(state.kind);
          if (failed) expect(next.kind).not.toBe('connected');
          if (['retrying', 'down', 'action_required'].includes(next.kind)) {
            expect(next.leg).not.toBeNull();
            expect(next.code).not.toBeNull();
          }
          if (next.kind === 'connected') {
            for (const leg of legs) expect(seen.legs[leg]).toMatchObject({ proof: { at: 1 }, fault: null });
          }
          state = next;
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
