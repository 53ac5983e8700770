import type { SlaCaseFacts } from '../domain/sla.ts';
import { isOver, type CaseEvent } from './case-events.ts';
import type { CaseStart } from './case-start.ts';
import { partAt, type PolicyPart } from './policy-timeline.ts';
import { beginRound, byCxone, byMessage, endRound, exactly, holdRound, resumeRound, type Round } from './rounds.ts';

/**
 * From the request to the first answer that counts. (CXone: FRT starts when the request is created and stops when an agent
 * replies; a case closed without a reply is a class of its own, as its search option calculateClosedFrtNoReply suggests.)
 * While a case without an answer is resolved, nobody waits for one: the clock stands. A case seen at CXone only has none:
 * its answers may have passed before we looked.
 */
export function firstResponse(
  facts: SlaCaseFacts,
  events: readonly CaseEvent[],
  start: CaseStart | null,
  parts: readonly PolicyPart[],
): Round | null {
  if (start === null) return brandWithoutCustomer(facts);
  const request = facts.messages[start.requestIndex];
  if (request === undefined) return null;
  const round = beginRound('first_response', 0, start.at, start.by);
  let hasBegun = false;
  for (const event of events) {
    if (event.kind === 'request' && event.message === request) hasBegun = true;
    if (!hasBegun) continue;
    if (event.kind === 'answer') {
      if (event.counts === 'yes') {
        endRound(round, event.at, byMessage(event.message), 'result');
        return round;
      }
      round.maybeEndAt ??= event.at.latest;
    }
    if (event.kind !== 'status') continue;
    if (isOver(event.status)) {
      const { closedWithoutAnswer } = partAt(parts, event.at.latest).at.policy.rules;
      endRound(round, event.at, byCxone('status'), closedWithoutAnswer);
      return round;
    }
    if (event.status === 'resolved') holdRound(round, event.at, 'resolved');
    else resumeRound(round, event.at);
  }
  return round;
}

/** Ended, and there was nobody to answer: shown as such once the case is over. */
function brandWithoutCustomer(facts: SlaCaseFacts): Round | null {
  if (facts.beganBy !== 'brand' || facts.messages.some((message) => message.kind === 'request')) return null;
  const over = facts.statuses.find(({ status }) => isOver(status));
  const from = facts.createdAt ?? facts.messages[0]?.at;
  if (over === undefined || from === undefined) return null;
  const round = beginRound('first_response', 0, exactly(from), byCxone('case'));
  holdRound(round, exactly(from), 'brand');
  endRound(round, over.at, byCxone('status'), 'void');
  return round;
}
