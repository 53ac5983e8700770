import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import { forgottenAfterMs, repeatAfterMs } from '#relay/core/health/repeated-refusal.ts';
import { legs } from '#relay/core/health/verdict.ts';
import {
  isProven,
  rememberedLeg,
  strengths,
  strongestSince,
  unknownLeg,
  withFault,
  withProof,
  withRepairClaimed,
  withWarning,
  withoutFault,
  withoutWarning,
  type FaultSource,
  type LegRecord,
} from '#relay/core/leg-book.ts';
import { at, legsWith } from './health-facts.ts';

const seen = (code: ErrorCode, retryable: boolean) =>
  ({ code, platformCode: null, value: null, retryable, nextTryAt: null }) as const;

const unreachable = { ...seen('WECHAT_UNREACHABLE', true), nextTryAt: at(50).wall };
const forbidden = seen('WECHAT_PERMISSION_MISSING', false);
const notListed = seen('WECHAT_IP_NOT_LISTED', false);

describe('faults of a leg', () => {
  it('counts a row of the same failure from its first moment', () => {
    const twice = withFault(withFault(unknownLeg, unreachable, 'traffic', at(10)), unreachable, 'traffic', at(20));
    expect(twice.status.fault).toMatchObject({ since: at(10).wall, at: at(20).wall, count: 2, nextTryAt: at(50).wall });
  });

  it('shows nothing of what it keeps besides', () => {
    const { fault } = withFault(unknownLeg, unreachable, 'traffic', at(10)).status;
    expect(Object.keys(fault ?? {}).sort()).toEqual(
      ['at', 'code', 'count', 'nextTryAt', 'platformCode', 'since', 'value'].sort(),
    );
  });

  it('lets our own check disprove only what it can see', () => {
    const blocked = withFault(unknownLeg, forbidden, 'traffic', at(10));
    expect(withProof(blocked, 'own_check', at(20)).status.fault).not.toBeNull();
    expect(withProof(blocked, 'message', at(20)).status.fault).toBeNull();
    expect(withProof(blocked, 'answered', at(20)).status.fault).toBeNull();
    const broken = withFault(unknownLeg, unreachable, 'traffic', at(10));
    expect(withProof(broken, 'own_check', at(20)).status.fault).toBeNull();
  });

  it('gives a refusal no next try', () => {
    expect(withFault(unknownLeg, forbidden, 'check', at(10)).status.fault?.nextTryAt).toBeNull();
  });

  it('keeps a refusal in sight while the line is broken, and both end with a check that passes', () => {
    const refused = withFault(unknownLeg, notListed, 'check', at(10));
    const broken = withFault(refused, unreachable, 'check', at(20));
    expect(broken.status.fault).toMatchObject({ code: 'WECHAT_IP_NOT_LISTED', nextTryAt: null });
    expect(withProof(broken, 'own_check', at(30)).status.fault).toBeNull();
  });

  it('takes a check’s newer word for its older one, once the other side was heard', () => {
    const refused = withFault(unknownLeg, seen('CXONE_CREDENTIALS_REFUSED', false), 'check', at(10));
    const further = withFault(refused, seen('CXONE_SERVER_ERROR', true), 'check', at(20));
    expect(further.faults.map(({ code }) => code)).toEqual(['CXONE_SERVER_ERROR']);
    expect(further.status.fault?.since).toBe(at(10).wall);
  });

  it('leaves what a probe measured on this computer to the probe', () => {
    const clock = withFault(unknownLeg, seen('CLOCK_WRONG', false), 'probe', at(10));
    expect(withProof(clock, 'message', at(20)).status.fault?.code).toBe('CLOCK_WRONG');
    expect(withProof(clock, 'own_check', at(20)).status.fault?.code).toBe('CLOCK_WRONG');
    expect(withoutFault(clock, 'CLOCK_WRONG', 'probe').status.fault).toBeNull();
    const stale = withFault(unknownLeg, seen('CLOCK_WRONG', false), 'traffic', at(10));
    expect(withProof(stale, 'message', at(20)).status.fault).toBeNull();
  });

  it('keeps a handful of different ones, refusals before all', () => {
    const codes = ['WECHAT_BUSY', 'WECHAT_UNREACHABLE', 'WECHAT_RATE_LIMITED', 'WECHAT_QUOTA_EXHAUSTED'] as const;
    let leg = withFault(unknownLeg, forbidden, 'traffic', at(1));
    for (const [index, code] of [...codes, 'WECHAT_ANSWER_INVALID', 'INTERNAL', 'TARGET_REDIRECTED'].entries()) {
      leg = withFault(leg, seen(code as ErrorCode, true), 'traffic', at(10 + index));
    }
    expect(leg.faults).toHaveLength(6);
    expect(leg.status.fault?.code).toBe('WECHAT_PERMISSION_MISSING');
  });
});

describe('a wrong signature', () => {
  const mismatch = seen('WECHAT_SIGNATURE_MISMATCH', true);
  const refusedAt = (record: LegRecord, ...times: readonly number[]): LegRecord =>
    times.reduce((leg, time) => withFault(leg, mismatch, 'traffic', at(time)), record);
  const mustAct = ({ status }: LegRecord): boolean => status.fault?.nextTryAt === null;

  it('is a passing fault once, or in one burst: a stranger can do that', () => {
    expect(mustAct(refusedAt(unknownLeg, 0))).toBe(false);
    expect(mustAct(refusedAt(unknownLeg, 0, 1, 2, repeatAfterMs - 1))).toBe(false);
  });

  it('is the other side’s when it comes again, as WeChat’s repeats do, and nothing was accepted in between', () => {
    const twice = refusedAt(unknownLeg, 0, 5_000);
    expect(mustAct(twice)).toBe(true);
    expect(twice.status.fault).toMatchObject({ count: 2, since: at(0).wall });
    const accepted = withProof(refusedAt(unknownLeg, 0), 'message', at(2_000));
    expect(mustAct(refusedAt(accepted, 5_000))).toBe(false);
    expect(mustAct(refusedAt(accepted, 5_000, 10_000))).toBe(true);
  });

  it('is forgotten after half an hour, as far as it was a stray; what is known stays known', () => {
    expect(mustAct(refusedAt(unknownLeg, 0, forgottenAfterMs))).toBe(false);
    const known = refusedAt(unknownLeg, 0, 5_000);
    expect(mustAct(refusedAt(known, 5_000 + forgottenAfterMs))).toBe(true);
    expect(withProof(known, 'other_side', at(9_000_000)).faults).toEqual([]);
  });

  it('makes no difference to what only the other side can say', () => {
    const twice = withFault(withFault(unknownLeg, unreachable, 'check', at(0)), unreachable, 'check', at(5_000));
    expect(mustAct(twice)).toBe(false);
  });
});

describe('a repair that is claimed', () => {
  it('sets aside what checks cannot see, and takes only real traffic for a proof of it', () => {
    const blocked = withFault(rememberedLeg({ at: 1, strength: 'message' }), forbidden, 'traffic', at(10));
    const claimed = withRepairClaimed(blocked);
    expect(claimed.status.fault).toBeNull();
    expect(isProven(claimed)).toBe(false);
    expect(isProven(withProof(claimed, 'own_check', at(20)))).toBe(false);
    expect(isProven(withProof(claimed, 'other_side', at(20)))).toBe(true);
  });

  it('changes nothing where checks see the fault themselves', () => {
    const refused = withFault(unknownLeg, notListed, 'check', at(10));
    expect(withRepairClaimed(refused)).toBe(refused);
  });
});

describe('warnings', () => {
  it('are replaced by their code, from their first moment, and end by it', () => {
    const low = { code: 'WECHAT_QUOTA_LOW', platformCode: null, value: '900' } as const;
    const twice = withWarning(withWarning(unknownLeg, low, at(10)), { ...low, value: '800' }, at(20));
    expect(twice.warnings).toEqual([{ ...low, value: '800', since: at(10).wall, at: at(20).wall }]);
    expect(withoutWarning(twice, 'WECHAT_QUOTA_LOW').warnings).toEqual([]);
    expect(withoutWarning(twice, 'ANSWERS_SLOW')).toBe(twice);
  });
});

describe('the strongest proof since a moment', () => {
  it('is found though weaker ones came later', () => {
    const leg = withProof(withProof(unknownLeg, 'message', at(10)), 'own_check', at(20));
    expect(strongestSince(leg, at(10).wall)).toEqual({ strength: 'message', at: at(10).wall });
    expect(strongestSince(leg, at(11).wall)).toEqual({ strength: 'own_check', at: at(20).wall });
    expect(strongestSince(leg, at(21).wall)).toBeNull();
    expect(leg.status.proof).toEqual({ at: at(20).wall, strength: 'own_check' });
  });

  it('agrees with a look at every proof', () => {
    const proofs = fc.array(fc.tuple(fc.constantFrom(...strengths), fc.nat(50)), { maxLength: 30 });
    fc.assert(
      fc.property(proofs, fc.nat(1_500), (events, since) => {
        let now = 0;
        let leg: LegRecord = unknownLeg;
        const all: { strength: ProofStrength; at: number }[] = [];
        for (const [strength, after] of events) {
          now += after;
          leg = withProof(leg, strength, at(now));
          all.push({ strength, at: at(now).wall });
        }
        const later = all.filter((one) => one.at >= at(since).wall);
        const [best] = later.sort(
          (one, other) => strengths.indexOf(one.strength) - strengths.indexOf(other.strength) || other.at - one.at,
        );
        expect(strongestSince(leg, at(since).wall)).toEqual(best ?? null);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('events of the same moment', () => {
  type Event = { readonly leg: Leg; readonly step: (record: LegRecord) => LegRecord; readonly name: string };
  const now = at(100);
  const event = (leg: Leg, name: string, step: (record: LegRecord) => LegRecord): Event => ({ leg, name, step });
  const codes = ['WECHAT_UNREACHABLE', 'WECHAT_IP_NOT_LISTED', 'WECHAT_SECRET_INVALID', 'WECHAT_BUSY'] as const;
  const source = fc.constantFrom<FaultSource>('check', 'probe', 'traffic');
  const fault = fc
    .record({ leg: fc.constantFrom(...legs), code: fc.constantFrom(...codes), source })
    .map(({ leg, code, source: from }) =>
      event(leg, `${leg} ${code}`, (record) =>
        withFault(record, seen(code, !code.includes('IP') && !code.includes('SECRET')), from, now),
      ),
    );
  const warning = fc
    .record({ leg: fc.constantFrom(...legs), code: fc.constantFrom('ANSWERS_SLOW', 'WECHAT_QUOTA_LOW') })
    .map(({ leg, code }) =>
      event(leg, `${leg} ${code}`, (record) => withWarning(record, { code, platformCode: null, value: null }, now)),
    );
  const applied = (events: readonly Event[]) => {
    const records = { ...legsWith() };
    for (const { leg, step } of events) records[leg] = step(records[leg]);
    return Object.fromEntries(
      legs.map((leg) => [leg, { status: records[leg].status, warnings: records[leg].warnings }]),
    );
  };

  it('may come in any order: different faults and warnings of one leg, and whatever different legs see', () => {
    const events = fc.uniqueArray(fc.oneof(fault, warning), { selector: ({ name }) => name, maxLength: 10 });
    const shuffled = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([first, second]) => {
        expect(applied(second)).toEqual(applied(first));
      }),
      { numRuns: 1_000 },
    );
  });

  it('may come in any order: proofs of one leg, of which the strongest is told', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...strengths], { minLength: 1 }), (all) => {
        const leg = all.reduce((record, strength) => withProof(record, strength, now), unknownLeg);
        const best = strengths.find((strength) => all.includes(strength));
        expect(leg.status.proof).toEqual({ at: now.wall, strength: best });
      }),
      { numRuns: 1_000 },
    );
  });
});
