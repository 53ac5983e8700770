import type { SlaCaseFacts, SlaMoment } from '../domain/sla.ts';
import { isOver, type CaseEvent } from './case-events.ts';
import { partAt, type PolicyPart } from './policy-timeline.ts';
import { deadlineOf } from './reach.ts';
import { beginRound, byCxone, byMessage, endRound, exactly, type Round } from './rounds.ts';

interface Turn {
  readonly agent: string;
  readonly from: SlaMoment;
  /** The next agent, or nobody; null: still this one. */
  readonly until: SlaMoment | null;
}

/**
 * From each assignment to that agent's first message (CXone: agentFirstResponseTime). Another agent, or none, before an
 * answer ends it without a result. An answer in the very stretch in which the assignment changed counts for both agents:
 * nobody can say whose it was, so nobody is called late.
 */
export function agentFirst(facts: SlaCaseFacts, events: readonly CaseEvent[]): Round[] {
  const turns = turnsOf(facts);
  return turns.map((turn, index) => {
    const round = beginRound('agent_first_response', index, turn.from, byCxone('assignment'));
    for (const event of events) {
      if (event.at.latest < turn.from.earliest) continue;
      if (turn.until !== null && event.at.latest > turn.until.latest) break;
      if (event.kind === 'answer') {
        if (event.counts === 'yes') {
          endRound(round, event.at, byMessage(event.message), 'result');
          return round;
        }
        round.maybeEndAt ??= event.at.latest;
      }
      if (event.kind === 'status' && event.at.earliest >= turn.from.earliest) {
        if (!isOver(event.status) && event.status !== 'resolved') continue;
        endRound(round, event.at, byCxone('status'), 'no_reply');
        return round;
      }
    }
    if (turn.until !== null) endRound(round, turn.until, byCxone('assignment'), 'void');
    return round;
  });
}

function turnsOf(facts: SlaCaseFacts): Turn[] {
  const turns: Turn[] = [];
  const seen = facts.assignments.filter((one, index) => one.agent !== (facts.assignments[index - 1]?.agent ?? null));
  seen.forEach(({ agent, at }, index) => {
    if (agent !== null) turns.push({ agent, from: at, until: seen[index + 1]?.at ?? null });
  });
  return turns;
}

/**
 * From the customer's next message after an agent's answer to the agent's reply (CXone: agentFollowOnResponseTime; it
 * restarts whenever the customer writes, unless the rule counts from the first message without a reply). A restart does not
 * wipe out a target that was missed before it: then a new round begins.
 */
export function agentFollowUp(events: readonly CaseEvent[], parts: readonly PolicyPart[]): Round[] {
  const rounds: Round[] = [];
  let round: Round | null = null;
  let wasAnswered = false;

  function begin(event: CaseEvent & { kind: 'request' }): Round {
    const begun = beginRound('agent_follow_up', rounds.length, event.at, byMessage(event.message));
    rounds.push(begun);
    return begun;
  }

  for (const event of events) {
    if (event.kind === 'answer') {
      if (event.counts === 'yes') {
        wasAnswered = true;
        if (round !== null) endRound(round, event.at, byMessage(event.message), 'result');
        round = null;
      } else if (round !== null) {
        round.maybeEndAt ??= event.at.latest;
      }
    } else if (event.kind === 'request' && wasAnswered) {
      if (round === null) {
        round = begin(event);
      } else if (partAt(parts, event.at.latest).at.policy.rules.followUpFrom === 'last_message') {
        const deadline = deadlineOf(round, parts);
        if (deadline !== null && deadline < event.at.latest) {
          endRound(round, event.at, byMessage(event.message), 'void');
          round = begin(event);
        } else {
          restart(round, event);
        }
      }
    } else if (event.kind === 'status' && round !== null && (isOver(event.status) || event.status === 'resolved')) {
      endRound(round, event.at, byCxone('status'), 'no_reply');
      round = null;
    }
  }
  return rounds;
}

function restart(round: Round, event: CaseEvent & { kind: 'request' }): void {
  round.start = event.at;
  round.startedBy = byMessage(event.message);
  round.runs = [{ from: event.at, until: null, heldBy: null }];
  round.maybeEndAt = null;
}

/**
 * From the agent's first message since the customer's last one until the customer is taken for gone (CXone: customerIdleTime;
 * when it is over, the contact is taken from the agent). It is no target for people: 'breached' says that the time is over.
 * The customer's message, another agent or none, Resolved and Closed end it without a result. An extension sets it back,
 * as long as it is not over.
 */
export function customerIdle(events: readonly CaseEvent[], parts: readonly PolicyPart[]): Round[] {
  const rounds: Round[] = [];
  let round: Round | null = null;
  let agent: string | null = null;
  let mayBegin = true;
  for (const event of events) {
    switch (event.kind) {
      case 'answer':
        if (round !== null || !mayBegin || event.counts !== 'yes') break;
        round = beginRound('customer_idle', rounds.length, event.at, byMessage(event.message));
        rounds.push(round);
        break;
      case 'request':
        if (round !== null) endRound(round, event.at, byMessage(event.message), 'void');
        round = null;
        mayBegin = true;
        break;
      case 'assignment':
        if (round !== null && agent !== null && event.agent !== agent) {
          endRound(round, event.at, byCxone('assignment'), 'void');
          round = null;
        }
        agent = event.agent;
        break;
      case 'status':
        // A farewell after Resolved waits for nobody.
        mayBegin = !isOver(event.status) && event.status !== 'resolved';
        if (round === null || mayBegin) break;
        endRound(round, event.at, byCxone('status'), 'void');
        round = null;
        break;
      case 'extension':
        if (round !== null) extend(round, event.at.latest, parts);
        break;
      case 'policy':
        break;
    }
  }
  return rounds;
}

function extend(round: Round, at: number, parts: readonly PolicyPart[]): void {
  if (!partAt(parts, at).at.policy.mayExtendIdle || at < round.start.latest) return;
  const deadline = deadlineOf(round, parts);
  if (deadline !== null && deadline <= at) return;
  round.start = exactly(at);
  round.runs = [{ from: round.start, until: null, heldBy: null }];
}
