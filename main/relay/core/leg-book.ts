import type { Leg, LegStatus, ProofStrength } from '#shared/domain/channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { LegFault } from '../ports/leg-reporter.ts';

/** Faults that a passed check of ours disproves; others are disproved only by a real message or call. */
const curedByCheck: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_UNREACHABLE',
  'WECHAT_BUSY',
  'WECHAT_TOKEN_REFUSED',
  'WECHAT_TOKEN_CONFLICT',
  'WECHAT_SECRET_INVALID',
  'WECHAT_SECRET_FROZEN',
  'WECHAT_APPID_INVALID',
  'WECHAT_IP_NOT_LISTED',
  'WECHAT_IP_CONFIRM_PENDING',
  'WECHAT_IP_CONFIRM_REFUSED',
  'WECHAT_ACCOUNT_FROZEN',
  'CXONE_UNREACHABLE',
  'CXONE_CREDENTIALS_REFUSED',
  'CXONE_TOKEN_REFUSED',
  'CXONE_CHANNEL_MISSING',
  'TARGET_FORBIDDEN',
  'TARGET_REDIRECTED',
  'RELAY_NOT_REACHABLE',
]);

export type FaultSource = 'check' | 'traffic';

/** What is known of one leg, with where its fault was seen. */
export interface LegRecord {
  readonly status: LegStatus;
  readonly faultSource: FaultSource | null;
}

export const unknownLeg: LegRecord = { status: { proof: null, fault: null }, faultSource: null };

export function withProof(record: LegRecord, strength: ProofStrength, at: number): LegRecord {
  const { fault } = record.status;
  const stays =
    fault !== null && strength === 'own_check' && record.faultSource === 'traffic' && !curedByCheck.has(fault.code);
  return {
    status: { proof: { at, strength }, fault: stays ? fault : null },
    faultSource: stays ? record.faultSource : null,
  };
}

export function withFault(record: LegRecord, seen: LegFault, source: FaultSource, at: number): LegRecord {
  const before = record.status.fault;
  const goesOn = before !== null && before.code === seen.code;
  return {
    status: {
      proof: record.status.proof,
      fault: {
        since: before?.since ?? at,
        at,
        code: seen.code,
        platformCode: seen.platformCode,
        value: seen.value,
        count: goesOn ? before.count + 1 : 1,
        nextTryAt: seen.retryable ? (seen.nextTryAt ?? at) : null,
      },
    },
    faultSource: source,
  };
}

export type LegRecords = Readonly<Record<Leg, LegRecord>>;
