import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelState, type Leg } from '#shared/domain/channel.ts';
import {
  initialHealth,
  isFailure,
  nextHealth,
  settleMs,
  unknownFrom,
  verifyFrom,
  type Health,
  type HealthFacts,
} from '#relay/core/channel-state.ts';
import { countsAsFlap, flapChanges, flapWindowMs } from '#relay/core/health/flapping.ts';
import { legs } from '#relay/core/health/verdict.ts';
import { isProven, unknownLeg } from '#relay/core/leg-book.ts';
import { at, failing, paused, proven, running, stopped, warned } from './health-facts.ts';

type Turn = 'none' | 'slept' | 'repaired';
interface Step {
  readonly now: number;
  readonly facts: HealthFacts;
  readonly turn: Turn;
}

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(proven()) },
  { weight: 1, arbitrary: fc.constant(unknownLeg) },
  { weight: 1, arbitrary: fc.constant(warned('ANSWERS_SLOW', 3)) },
  { weight: 1, arbitrary: fc.constant({ ...proven(), doubted: true }) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 2_000_000 }).map((since) => failing('CXONE_UNREACHABLE', since, true)),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 2_000_000 }).map((since) => failing('WECHAT_SECRET_INVALID', since, false)),
  },
);

/** Steps of up to three minutes; rounds and backlogs lie around the present. */
const step = fc
  .record({
    afterMs: fc.integer({ min: 1, max: 180_000 }),
    legs: fc.record(Object.fromEntries(legs.map((leg) => [leg, status])) as Record<Leg, typeof status>),
    control: fc.oneof(
      { weight: 8, arbitrary: fc.constant(running) },
      { weight: 1, arbitrary: fc.constantFrom(paused, stopped) },
    ),
    checked: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    round: fc.option(fc.record({ agoMs: fc.integer({ min: 0, max: 200_000 }), passed: fc.boolean() })),
    waitsMs: fc.option(fc.integer({ min: 0, max: 200_000 }), { freq: 2 }),
    turn: fc.oneof(
      { weight: 9, arbitrary: fc.constant<Turn>('none') },
      { weight: 1, arbitrary: fc.constantFrom<Turn>('slept', 'repaired') },
    ),
  })
  .map(({ afterMs, round, waitsMs, turn, ...seen }) => ({ afterMs, round, waitsMs, turn, seen }));

const walks = fc.array(step, { minLength: 1, maxLength: 40 }).map((steps): Step[] => {
  let now = 0;
  return steps.map(({ afterMs, round, waitsMs, turn, seen }) => {
    now += afterMs;
    const facts: HealthFacts = {
      ...seen,
      lastRound: round === null ? null : { beganAt: now - round.agoMs, passed: round.passed },
      awaitsCxone: false,
      oldestWaitingAt: waitsMs === null ? null : at(now - waitsMs).wall,
    };
    return { now, facts, turn };
  });
});

function turned(health: Health, turn: Turn, now: number): Health {
  if (turn === 'slept') return unknownFrom(health, at(now - 60_000).wall, at(now), 'COMPUTER_ASLEEP');
  return turn === 'repaired' ? verifyFrom(health, at(now)) : health;
}

/** Walks the machine and shows each step to the test. */
function eachStep(
  steps: readonly Step[],
  look: (before: Health, after: Health, step: Step) => void,
  mustVerify = false,
): void {
  let health = initialHealth(at(0), mustVerify);
  for (const one of steps) {
    const after = nextHealth(turned(health, one.turn, one.now), one.facts, at(one.now));
    look(health, after, one);
    health = after;
  }
}

const runs = { numRuns: 1_000 };

describe('every walk of the state machine', { timeout: 60_000 }, () => {
  it('leaves a failure only for verifying, another failure, or by an operator', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        eachStep(steps, (before, after) => {
          if (!isFailure(before.state.kind) || isFailure(after.state.kind)) return;
          expect(['verifying', 'paused', 'stopped']).toContain(after.state.kind);
        });
      }),
      runs,
    );
  });

  it('calls nothing connected after a failure, pause or sleep but what a full round since has passed, with all legs proven and the backlog delivered', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        let began: number | null = null;
        eachStep(steps, (before, after, { now, facts, turn }) => {
          const { kind } = after.state;
          if (turn !== 'none') began = now;
          else if (isFailure(before.state.kind) || ['paused', 'stopped'].includes(before.state.kind)) {
            // Unknown is verified by the round that ended it, which began at its beginning.
            if (before.state.kind !== 'unknown') began = now;
          }
          if (kind !== 'connected') return;
          for (const leg of legs) {
            expect(isProven(facts.legs[leg])).toBe(true);
            expect(facts.legs[leg].faults).toEqual([]);
          }
          if (began === null) return;
          expect(facts.lastRound?.passed).toBe(true);
          expect(facts.lastRound?.beganAt).toBeGreaterThanOrEqual(before.verifyingFrom?.steady ?? Infinity);
          if (facts.oldestWaitingAt !== null) {
            expect(facts.oldestWaitingAt).toBeGreaterThanOrEqual(before.verifyingFrom?.wall ?? Infinity);
          }
          began = null;
        });
      }),
      runs,
    );
  });

  it('calls nothing connected after a start that found it failing but what was shown to be verified', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        let verified = false;
        eachStep(
          steps,
          (_before, after, { facts }) => {
            const { kind } = after.state;
            verified ||= kind === 'verifying';
            if (kind !== 'connected') return;
            expect(verified).toBe(true);
            expect(after.mustVerify).toBe(false);
            for (const leg of legs) expect(isProven(facts.legs[leg])).toBe(true);
          },
          true,
        );
      }),
      runs,
    );
  });

  it('always has evidence, a valid form, a reason where it fails, and somebody to act where somebody must', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        eachStep(steps, (_before, after) => {
          const { state } = after;
          expect(ChannelState.safeParse(state).success).toBe(true);
          expect(Number.isFinite(state.evidence.at)).toBe(true);
          if (state.operatorMustAct) expect(state.owner).not.toBe('nobody');
          if (['degraded', 'retrying', 'action_required', 'down'].includes(state.kind)) {
            expect(state.leg).not.toBeNull();
            expect(state.code).not.toBeNull();
            expect(['fault', 'warning']).toContain(state.evidence.kind);
            expect(state.evidence.leg).toBe(state.leg);
          }
        });
      }),
      runs,
    );
  });

  it('does what operators want, whatever was seen', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        eachStep(steps, (_before, after, { facts }) => {
          const { mode } = facts.control;
          if (mode === 'running') expect(['paused', 'stopped']).not.toContain(after.state.kind);
          else
            expect(after.state).toMatchObject({ kind: mode, operatorMustAct: false, evidence: { kind: 'operator' } });
        });
      }),
      runs,
    );
  });

  it('begins verifying when an operator lets it run again, unless a fault is seen right then', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        eachStep(steps, (before, after, { facts, now, turn }) => {
          const resumed = ['paused', 'stopped'].includes(before.state.kind) && facts.control.mode === 'running';
          const isFresh = legs.some((leg) => facts.legs[leg].faults.some(({ atSteady }) => atSteady >= now));
          if (resumed && turn === 'none' && !isFresh && (facts.lastRound?.beganAt ?? -1) < now) {
            expect(after.state.kind).toBe('verifying');
          }
        });
      }),
      runs,
    );
  });

  it('settles for thirty seconds after each change of kind, and its times never run backwards', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        eachStep(steps, (before, after, { now }) => {
          expect(after.state.since).toBeLessThanOrEqual(at(now).wall);
          expect(after.state.since).toBeGreaterThanOrEqual(before.state.since);
          expect(after.kindSince).toBeGreaterThanOrEqual(before.kindSince);
          expect(after.state.settling).toBe(now - after.kindSince < settleMs);
          if (before.state.kind === after.state.kind) expect(after.kindSince).toBe(before.kindSince);
        });
      }),
      runs,
    );
  });

  it('is flapping exactly when four changes that count lie in the last ten minutes', () => {
    fc.assert(
      fc.property(walks, (steps) => {
        const changes: number[] = [];
        eachStep(steps, (before, after, { now }) => {
          if (countsAsFlap(before.state.kind, after.state.kind, before.hasFallen)) changes.push(now);
          const lately = changes.filter((change) => now - change < flapWindowMs).length;
          expect(after.state.flapping).toBe(lately >= flapChanges);
        });
      }),
      runs,
    );
  });
});
