import type { CaseStatus, SlaCaseFacts, SlaMoment } from '../domain/sla.ts';
import { isOver, type CaseEvent } from './case-events.ts';
import type { CaseStart } from './case-start.ts';
import { partAt, type PolicyPart } from './policy-timeline.ts';
import { beginRound, byCxone, endRound, holdRound, openRun, resumeRound, type Round } from './rounds.ts';

/**
 * From the request to Resolved. (CXone: ST starts with FRT and stops when an agent marks the case Resolved; what reopening
 * and Pending do is not published, so both are rules.) Which rule counts is asked when the thing it judges happens; a rule
 * that holds the clock is asked again when other settings come into force.
 */
export function solution(
  facts: SlaCaseFacts,
  events: readonly CaseEvent[],
  start: CaseStart | null,
  parts: readonly PolicyPart[],
): Round[] {
  if (start === null) return [];
  const request = facts.messages[start.requestIndex];
  let round = beginRound('solution', 0, start.at, start.by);
  const rounds = [round];
  let hasBegun = request === undefined;
  let status: CaseStatus | null = null;
  let awaitsCustomer = false;

  /** By what rule the clock stands; null: it runs. */
  function holder(moment: number): string | null {
    const { waitingForCustomer } = partAt(parts, moment).at.policy.rules;
    if (waitingForCustomer === 'pending_status') return status === 'pending' ? 'pending' : null;
    return waitingForCustomer === 'after_answer' && awaitsCustomer ? 'answered' : null;
  }

  function weigh(at: SlaMoment): void {
    if (round.end !== null) return;
    const by = holder(at.latest);
    if (by === null) resumeRound(round, at);
    else if (openRun(round) !== undefined) holdRound(round, at, by);
  }

  function reopen(at: SlaMoment): void {
    const { reopening } = partAt(parts, at.latest).at.policy.rules;
    if (reopening === 'keep_first') return;
    if (reopening === 'restart') {
      round = beginRound('solution', rounds.length, at, byCxone('status'));
      rounds.push(round);
      return;
    }
    round.end = null;
    const before = round.runs.at(-1);
    if (before !== undefined) before.heldBy ??= 'resolved';
  }

  for (const event of events) {
    if (event.kind === 'request') {
      awaitsCustomer = false;
      if (event.message === request) {
        hasBegun = true;
        // What the case was before the customer wrote says nothing about this request.
        status = null;
      }
    }
    // An answer of which nobody knows yet who wrote it holds too: better late to call a target missed than wrong.
    if (event.kind === 'answer') awaitsCustomer = true;
    if (event.kind === 'status') status = event.status;
    if (!hasBegun) continue;
    if (event.kind !== 'status') {
      if (event.kind !== 'assignment' && event.kind !== 'extension') weigh(event.at);
      continue;
    }
    if (event.status === 'resolved') {
      if (round.end === null) endRound(round, event.at, byCxone('status'), 'result');
    } else if (isOver(event.status)) {
      const { closedWithoutResolved } = partAt(parts, event.at.latest).at.policy.rules;
      const as = closedWithoutResolved === 'missed' ? 'missed' : 'result';
      if (round.end === null) endRound(round, event.at, byCxone('status'), as);
    } else {
      if (round.end !== null) reopen(event.at);
      weigh(event.at);
    }
  }
  return rounds;
}
