import type { SlaCaseFacts, SlaMoment } from '../domain/sla.ts';
import { partAt, type PolicyPart } from './policy-timeline.ts';
import { byCxone, byMessage, exactly, type RoundMark } from './rounds.ts';

/** Where the first response and the solution are counted from. */
export interface CaseStart {
  readonly at: SlaMoment;
  readonly by: RoundMark;
  /** Place of the request among the messages; -1 for a case that was seen at CXone only. */
  readonly requestIndex: number;
}

/**
 * Null while there is nothing to time: a case that the brand began and the customer never answered, or one that the rules
 * leave out.
 */
export function caseStart(facts: SlaCaseFacts, parts: readonly PolicyPart[]): CaseStart | null {
  const requestIndex = facts.messages.findIndex((message) => message.kind === 'request');
  const request = facts.messages[requestIndex];
  if (request === undefined) {
    if (facts.beganBy === 'brand' || facts.createdAt === null) return null;
    return { at: exactly(facts.createdAt), by: byCxone('case'), requestIndex };
  }
  const { rules } = partAt(parts, request.at).at.policy;
  if (facts.beganBy === 'brand' && rules.brandBegan === 'not_timed') return null;
  // CXone created a case of the brand before the customer wrote: that is no request.
  if (rules.requestFrom === 'case_created' && facts.beganBy === 'customer' && facts.createdAt !== null) {
    return { at: exactly(facts.createdAt), by: byCxone('case'), requestIndex };
  }
  return { at: exactly(request.at), by: byMessage(request), requestIndex };
}
