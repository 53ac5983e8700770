import type { Chance } from '#shared/lib/clock.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { MessagePart } from '#shared/domain/message.ts';
import type { DeliveryResult } from '../ports/delivery-target.ts';
import type { PendingMessage, Settlement, StatusReportDraft } from '../ports/relay-store.ts';
import { deliveredReport, failedReport, mayHaveArrivedReport, type AgentLanguage } from './agent-report.ts';
import { longestWaitMs, nextTry, windowRecheckMs } from './retry-policy.ts';

/**
 * What one attempt's result means for the leg as a whole. 'says_nothing': we turned the message away ourselves, so nothing
 * was seen of the leg; or the leg refuses this message and works for others.
 */
export type LegVerdict = 'works' | 'struggles' | 'refused' | 'says_nothing';

export interface AttemptDecision {
  readonly outcome: Settlement['outcome'];
  readonly leg: LegVerdict;
  /** What CXone is to be told of it. Null for inbound messages, and while the outcome is not known. */
  readonly report: StatusReportDraft | null;
}

/** What a channel's configuration says of replies whose outcome is not known, and in which words agents are told. */
export interface OutcomeRules {
  readonly agentLanguage: AgentLanguage;
  readonly unconfirmed: {
    readonly rule: 'ask' | 'send_again' | 'give_up';
    readonly report: 'nothing' | 'failed';
  };
}

interface AttemptFacts {
  readonly message: Pick<PendingMessage, 'direction' | 'attempts' | 'receivedAt'>;
  readonly result: DeliveryResult;
  readonly repeatable: boolean;
  /** The leg has worked for others since it first refused this message: a refusal of the leg is one of the message. */
  readonly isRefusedAlone: boolean;
  readonly rules: OutcomeRules;
  /** The parts of the message as they stand after the attempt; empty when it goes in one piece. */
  readonly parts: readonly MessagePart[];
  /** An earlier attempt was not answered, so that a reply that fails now may have arrived all the same. */
  readonly mayHaveArrived: boolean;
  /** The 48 hours of trying count from here: acceptance, or when an operator sent it again. Epoch ms. */
  readonly tryingSince: number;
  readonly now: number;
  readonly chance: Chance;
}

/**
 * Decides the state a message takes after an attempt. Toward a target that takes a stable id an unknown outcome is
 * repeated; toward one that does not it becomes unconfirmed, and nobody but an operator, or the channel's rule, repeats it.
 */
export function settleAttempt(input: AttemptFacts): AttemptDecision {
  const { outcome, leg } = decide(input);
  return { outcome, leg, report: reportOf(input, outcome) };
}

function decide(input: AttemptFacts): Omit<AttemptDecision, 'report'> {
  const { result, now } = input;
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
      if (input.isRefusedAlone) {
        return { outcome: retryOrGiveUp(input, result.code, result.platformCode, null), leg: 'says_nothing' };
      }
      // The whole leg is refused: the message waits for the operator and its attempt is not counted.
      return {
        outcome: { ...codes(result), kind: 'retry', dueAt: now, windowClosed: false, counts: false },
        leg: 'refused',
      };
    case 'window_closed':
      if (now - input.tryingSince >= longestWaitMs)
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

/**
 * CXone is told what is known. Of an unknown outcome nothing, unless the channel says so; the rules that decide at once
 * make a report of their own.
 */
function reportOf(input: AttemptFacts, outcome: Settlement['outcome']): StatusReportDraft | null {
  if (input.message.direction === 'inbound') return null;
  const { agentLanguage, unconfirmed } = input.rules;
  switch (outcome.kind) {
    case 'delivered':
      return deliveredReport;
    case 'retry':
      return null;
    case 'unconfirmed':
      return unconfirmedReport(agentLanguage, unconfirmed);
    case 'dead_letter':
    case 'expired':
      return failedReport(agentLanguage, {
        code: outcome.code,
        platformCode: outcome.platformCode,
        value: 'value' in input.result ? input.result.value : null,
        parts: input.parts,
        mayHaveArrived: input.mayHaveArrived,
      });
  }
}

/** While it is not known what became of a reply. */
export function unconfirmedReport(
  language: AgentLanguage,
  { rule, report }: OutcomeRules['unconfirmed'],
): StatusReportDraft | null {
  return rule === 'ask' && report === 'failed' ? mayHaveArrivedReport(language) : null;
}

/** An answer carries the other side's own code; what never left the house has none. */
function answered(result: { readonly platformCode: string | null }): LegVerdict {
  return result.platformCode === null ? 'says_nothing' : 'works';
}

function codes(result: Pick<Extract<DeliveryResult, { kind: 'unknown' }>, 'code' | 'platformCode'>) {
  return { code: result.code, platformCode: result.platformCode };
}

function retryOrGiveUp(
  input: AttemptFacts,
  code: Extract<DeliveryResult, { kind: 'unknown' }>['code'],
  platformCode: string | null,
  retryAfterMs: number | null,
): Settlement['outcome'] {
  const next = nextTry({
    direction: input.message.direction,
    failedAttempts: input.message.attempts + 1,
    acceptedAt: input.tryingSince,
    now: input.now,
    retryAfterMs,
    chance: input.chance,
  });
  return next.kind === 'exhausted'
    ? { kind: 'dead_letter', code, platformCode }
    : { kind: 'retry', dueAt: next.dueAt, code, platformCode, windowClosed: false, counts: true };
}
