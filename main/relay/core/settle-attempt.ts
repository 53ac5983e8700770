import type { Chance } from '#shared/lib/clock.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { DeliveryResult } from '../ports/delivery-target.ts';
import type { PendingMessage, Settlement } from '../ports/relay-store.ts';
import { longestWaitMs, nextTry, windowRecheckMs } from './retry-policy.ts';

/**
 * What one attempt's result means for the leg as a whole. 'says_nothing': we turned the message away ourselves, so nothing
 * was seen of the leg.
 */
export type LegVerdict = 'works' | 'struggles' | 'refused' | 'says_nothing';

export interface AttemptDecision {
  readonly outcome: Settlement['outcome'];
  readonly leg: LegVerdict;
}

/**
 * Decides the state a message takes after an attempt. Toward a target that takes a stable id an unknown outcome is
 * repeated; toward one that does not it becomes unconfirmed, and nobody but an operator repeats it.
 */
export function settleAttempt(input: {
  readonly message: Pick<PendingMessage, 'direction' | 'attempts' | 'receivedAt'>;
  readonly result: DeliveryResult;
  readonly repeatable: boolean;
  readonly now: number;
  readonly chance: Chance;
}): AttemptDecision {
  const { message, result, now } = input;
  switch (result.kind) {
    case 'accepted':
      return {
        outcome: {
          kind: 'delivered',
          platformMessageId: result.platformMessageId,
          caseId: result.caseId,
          threadIds: result.threadIds,
        },
        leg: 'works',
      };
    case 'try_later':
      return {
        outcome: retryOrGiveUp(input, result.code, result.platformCode, result.retryAfterMs),
        leg: result.scope === 'leg' ? 'struggles' : answered(result),
      };
    case 'refused':
      if (result.scope === 'message') {
        return { outcome: { ...codes(result), kind: 'dead_letter' }, leg: answered(result) };
      }
      // The whole leg is refused: the message waits for the operator and its attempt is not counted.
      return {
        outcome: { ...codes(result), kind: 'retry', dueAt: now, windowClosed: false, counts: false },
        leg: 'refused',
      };
    case 'window_closed':
      if (now - message.receivedAt >= longestWaitMs)
        return { outcome: { ...codes(result), kind: 'expired' }, leg: 'works' };
      return {
        outcome: { ...codes(result), kind: 'retry', dueAt: now + windowRecheckMs, windowClosed: true, counts: true },
        leg: 'works',
      };
    case 'unknown':
      if (!input.repeatable) return { outcome: { ...codes(result), kind: 'unconfirmed' }, leg: 'struggles' };
      return { outcome: retryOrGiveUp(input, result.code, result.platformCode, null), leg: 'struggles' };
    default:
      return assertNever(result);
  }
}

/** An answer carries the other side's own code; what never left the house has none. */
function answered(result: { readonly platformCode: string | null }): LegVerdict {
  return result.platformCode === null ? 'says_nothing' : 'works';
}

function codes(result: Pick<Extract<DeliveryResult, { kind: 'unknown' }>, 'code' | 'platformCode'>) {
  return { code: result.code, platformCode: result.platformCode };
}

function retryOrGiveUp(
  input: Parameters<typeof settleAttempt>[0],
  code: Extract<DeliveryResult, { kind: 'unknown' }>['code'],
  platformCode: string | null,
  retryAfterMs: number | null,
): Settlement['outcome'] {
  const next = nextTry({
    direction: input.message.direction,
    failedAttempts: input.message.attempts + 1,
    acceptedAt: input.message.receivedAt,
    now: input.now,
    retryAfterMs,
    chance: input.chance,
  });
  return next.kind === 'exhausted'
    ? { kind: 'dead_letter', code, platformCode }
    : { kind: 'retry', dueAt: next.dueAt, code, platformCode, windowClosed: false, counts: true };
}
