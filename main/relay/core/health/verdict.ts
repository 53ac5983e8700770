import type { Leg } from '#shared/domain/channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { byGravity, isProven, type LegRecord, type LegRecords, type SeenFault, type SeenWarning } from '../leg-book.ts';
import { endsByItself } from './curable.ts';
import type { Moment } from './moment.ts';
import { mayBeAStrangers } from './repeated-refusal.ts';

/** In the order in which they are named when several are alike. */
export const legs: readonly Leg[] = ['wechatOut', 'cxoneOut', 'wechatIn', 'cxoneIn'];

/** A passing fault of one direction that lasts this long, while the other works, is told as working in part. */
export const partialAfterMs = 3 * 60_000;
/** A passing fault that lasts this long with no known cause is not called passing any more. */
export const retryBudgetMs = 30 * 60_000;
/** Our calls of a direction that works were seen to work within this time; a quiet line is checked every minute. */
export const freshMs = 5 * 60_000;

/** Replies wait and customers' messages pass: that is known at once, so nobody need wait to hear it. */
const partialAtOnce: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['WECHAT_QUOTA_EXHAUSTED', 'WECHAT_RATE_LIMITED']);

const inbound = ['cxoneOut', 'wechatIn'] as const satisfies readonly Leg[];
const outbound = ['wechatOut', 'cxoneIn'] as const satisfies readonly Leg[];
type Direction = typeof inbound | typeof outbound;

/** What the legs alone say, without what was before. */
export type Verdict =
  | {
      readonly kind: 'action_required' | 'down' | 'retrying' | 'degraded';
      readonly leg: Leg;
      readonly fault: SeenFault;
    }
  | { readonly kind: 'unproven'; readonly leg: Leg }
  | { readonly kind: 'whole' };

/** `seenFrom`: faults last seen before this (steady) are not believed at present; they are being looked at again. */
export function judge(records: LegRecords, now: Moment, seenFrom = Number.NEGATIVE_INFINITY): Verdict {
  const faultOf = (leg: Leg): SeenFault | null => gravest(records[leg], seenFrom);
  for (const leg of legs) {
    const fault = faultOf(leg);
    if (fault?.nextTryAt === null) return { kind: 'action_required', leg, fault };
  }
  const failing = legs.flatMap((leg) => {
    const fault = faultOf(leg);
    return fault === null ? [] : [{ leg, fault }];
  });
  const [first] = failing;
  if (first === undefined) {
    const unproven = legs.find((leg) => !isProven(records[leg]));
    return unproven === undefined ? { kind: 'whole' } : { kind: 'unproven', leg: unproven };
  }
  const spent = failing.find(({ fault }) => ageOf(fault, now) >= retryBudgetMs && mayGoDown(fault));
  if (spent !== undefined) return { kind: 'down', ...spent };
  return { kind: worksInPart(records, failing, now) ? 'degraded' : 'retrying', ...first };
}

/** The oldest warning, and its leg. */
export function warningOf(records: LegRecords): { readonly leg: Leg; readonly warning: SeenWarning } | null {
  let found: { readonly leg: Leg; readonly warning: SeenWarning } | null = null;
  for (const leg of legs) {
    const [warning] = records[leg].warnings;
    if (warning !== undefined && (found === null || warning.since < found.warning.since)) found = { leg, warning };
  }
  return found;
}

function gravest({ faults }: LegRecord, seenFrom: number): SeenFault | null {
  if (faults.length === 0) return null;
  const believed = faults.filter(({ atSteady }) => atSteady >= seenFrom);
  return believed.sort(byGravity)[0] ?? null;
}

/** A stray of a stranger's on a quiet line takes nothing down. */
function mayGoDown({ code }: SeenFault): boolean {
  return !endsByItself.has(code) && !mayBeAStrangers(code);
}

function ageOf({ sinceSteady }: SeenFault, now: Moment): number {
  return now.steady - sinceSteady;
}

function worksInPart(
  records: LegRecords,
  failing: readonly { readonly leg: Leg; readonly fault: SeenFault }[],
  now: Moment,
): boolean {
  const fails = (direction: Direction): boolean =>
    failing.some(({ leg }) => (direction as readonly Leg[]).includes(leg));
  const [inFails, outFails] = [fails(inbound), fails(outbound)];
  if (inFails && outFails) return false;
  const isOld = failing.some(({ fault }) => ageOf(fault, now) >= partialAfterMs || partialAtOnce.has(fault.code));
  const other = inFails ? outbound : inbound;
  return isOld && other.every((leg) => isProven(records[leg])) && isFresh(records[other[0]], now);
}

function isFresh({ provenSteady }: LegRecord, now: Moment): boolean {
  return provenSteady !== null && now.steady - provenSteady <= freshMs;
}
