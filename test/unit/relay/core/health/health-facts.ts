import type { Leg } from '#shared/domain/channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { HealthFacts } from '#relay/core/channel-state.ts';
import type { Moment } from '#relay/core/health/moment.ts';
import {
  unknownLeg,
  withFault,
  withProof,
  withWarning,
  type LegRecord,
  type LegRecords,
} from '#relay/core/leg-book.ts';

/** Wall and steady time apart, so that a mix-up of the two shows. */
export function at(steady: number): Moment {
  return { wall: 1_000_000_000 + steady, steady };
}

export const running = { mode: 'running', until: null, by: null, at: null, code: null } as const;
export const paused = { mode: 'paused', until: at(900_000).wall, by: 'Ann', at: at(5).wall, code: null } as const;
export const stopped = { mode: 'stopped', until: null, by: 'Ann', at: at(5).wall, code: null } as const;

export function proven(steady = 0): LegRecord {
  return withProof(unknownLeg, 'other_side', at(steady));
}

export function failing(code: ErrorCode, steady: number, retryable: boolean, record = proven()): LegRecord {
  const seen = { code, platformCode: '1', value: 'v', retryable, nextTryAt: at(steady + 30_000).wall };
  return withFault(record, seen, 'traffic', at(steady));
}

export function warned(code: ErrorCode, steady: number): LegRecord {
  return withWarning(proven(), { code, platformCode: null, value: '7' }, at(steady));
}

export function legsWith(overrides: Partial<Record<Leg, LegRecord>> = {}, provenAt = 0): LegRecords {
  const fine = proven(provenAt);
  return { wechatIn: fine, wechatOut: fine, cxoneIn: fine, cxoneOut: fine, ...overrides };
}

export function facts(overrides: Partial<HealthFacts> = {}): HealthFacts {
  return {
    legs: legsWith(),
    control: running,
    checked: true,
    lastRound: { beganAt: 0, passed: true },
    oldestWaitingAt: null,
    awaitsCxone: false,
    ...overrides,
  };
}
