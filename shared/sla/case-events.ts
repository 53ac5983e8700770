import type { CaseStatus, SlaCaseFacts, SlaMessage, SlaMoment } from '../domain/sla.ts';
import { partAt, type PolicyPart } from './policy-timeline.ts';
import { exactly } from './rounds.ts';

/** Something that a clock may start, stand or end by. */
export type CaseEvent =
  | { readonly kind: 'request'; readonly at: SlaMoment; readonly message: SlaMessage }
  | { readonly kind: 'answer'; readonly at: SlaMoment; readonly message: SlaMessage; readonly counts: Counts }
  | { readonly kind: 'status'; readonly at: SlaMoment; readonly status: CaseStatus }
  | { readonly kind: 'assignment'; readonly at: SlaMoment; readonly agent: string | null }
  | { readonly kind: 'extension'; readonly at: SlaMoment }
  | { readonly kind: 'policy'; readonly at: SlaMoment };

/** Whether an answer counts as one; asking: that depends on what CXone will say about its author. */
export type Counts = 'yes' | 'no' | 'asking';

/**
 * Everything that happened to a case, in order. What is known roughly only takes its place by its latest moment: an answer
 * and a status seen after it in the same poll then stand in the order an agent works in.
 */
export function caseEvents(facts: SlaCaseFacts, parts: readonly PolicyPart[]): CaseEvent[] {
  const events: CaseEvent[] = [];
  for (const message of facts.messages) {
    if (message.kind === 'request') {
      events.push({ kind: 'request', at: exactly(message.at), message });
      continue;
    }
    const { rules } = partAt(parts, message.at).at.policy;
    const at = rules.answeredWhen === 'agent_sent' ? message.at : message.acceptedAt;
    if (at === null) continue;
    const counts = countsAsAnswer(message, rules, facts.asked);
    if (counts !== 'no') events.push({ kind: 'answer', at: exactly(at), message, counts });
  }
  for (const { status, at } of facts.statuses) events.push({ kind: 'status', at, status });
  for (const { agent, at } of facts.assignments) events.push({ kind: 'assignment', at, agent });
  for (const { at } of facts.extensions) events.push({ kind: 'extension', at: exactly(at) });
  for (let index = 1; index < parts.length; index += 1) {
    const part = parts[index];
    if (part !== undefined) events.push({ kind: 'policy', at: exactly(part.from) });
  }
  return sortedByLatest(events);
}

/** Where CXone cannot be asked, nobody will ever say who wrote it. */
function countsAsAnswer(
  message: SlaMessage,
  rules: { readonly botAnswersCount: boolean; readonly unknownAuthorCounts: boolean },
  asked: boolean,
): Counts {
  switch (message.author) {
    case 'agent':
      return 'yes';
    case 'bot':
      return rules.botAnswersCount ? 'yes' : 'no';
    case 'asking':
      if (rules.botAnswersCount && rules.unknownAuthorCounts) return 'yes';
      if (asked) return 'asking';
      return rules.unknownAuthorCounts ? 'yes' : 'no';
    case 'unknown':
    case null:
      return rules.unknownAuthorCounts ? 'yes' : 'no';
  }
}

/** Insertion sort: the lists are short and in order already, one after another. Stable. */
function sortedByLatest(events: CaseEvent[]): CaseEvent[] {
  for (let index = 1; index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined) continue;
    let place = index;
    for (let before = events[place - 1]; before !== undefined && before.at.latest > event.at.latest;) {
      events[place] = before;
      place -= 1;
      before = events[place - 1];
    }
    events[place] = event;
  }
  return events;
}

export function isOver(status: CaseStatus): boolean {
  return status === 'closed' || status === 'trashed';
}
