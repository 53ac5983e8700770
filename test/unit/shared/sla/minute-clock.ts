import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import type { SlaRules } from '#shared/domain/sla-settings.ts';
import { compileCalendar } from '#shared/sla/office-hours.ts';
import { minuteMs, standardTargets, type Change } from './sla-facts.ts';

/** What a person with a stopwatch would note. */
export interface Stopwatch {
  readonly breachedAt: number | null;
  readonly usedMs: number;
}

interface InForce {
  readonly from: number;
  readonly rules: Partial<SlaRules>;
  readonly targetMs: number;
  readonly isOpen: (at: number) => boolean;
}

/**
 * Walks through the first round of the solution clock minute by minute: an oracle that shares nothing with the arithmetic
 * but the question whether a minute is open. Everything lies on full minutes and is known exactly.
 */
export function walkSolution(
  facts: SlaCaseFacts,
  changes: readonly (Change & { readonly from: number })[],
  now: number,
): Stopwatch {
  const versions = changes.map(({ from, rules = {}, targets, calendar }): InForce => ({
    from,
    rules,
    targetMs: targets?.solution ?? standardTargets.solution,
    isOpen: calendar === undefined ? () => true : compileCalendar(calendar).isOpen.bind(compileCalendar(calendar)),
  }));
  const start = facts.messages[0]?.at ?? 0;
  let usedMs = 0;
  let breachedAt: number | null = null;
  let isPending = false;
  let isAnswered = false;
  let hasEnded = false;
  for (let at = start; at <= now; at += minuteMs) {
    const inForce = versions.findLast(({ from }) => from <= at) ?? versions[0];
    if (inForce === undefined) throw new Error('No settings');
    const { rules } = inForce;
    for (const message of facts.messages) {
      if (message.at !== at) continue;
      const counts =
        message.author === 'agent' ||
        (message.author === 'bot' && rules.botAnswersCount === true) ||
        (message.author === 'unknown' && rules.unknownAuthorCounts === true);
      if (message.kind === 'request') isAnswered = false;
      else if (counts) isAnswered = true;
    }
    for (const { status, at: moment } of facts.statuses) {
      if (moment.latest !== at) continue;
      isPending = status === 'pending';
      if (status === 'resolved' || status === 'closed') {
        // The rule that a close without Resolved is missed has tests of its own.
        hasEnded = true;
      } else if (hasEnded) {
        if (rules.reopening === 'restart') return { breachedAt, usedMs };
        if (rules.reopening === 'resume') hasEnded = false;
      }
    }
    const isHeld =
      (rules.waitingForCustomer === 'pending_status' && isPending) ||
      (rules.waitingForCustomer === 'after_answer' && isAnswered);
    if (hasEnded || isHeld) continue;
    if (usedMs >= inForce.targetMs) breachedAt ??= at;
    if (at < now && inForce.isOpen(at)) usedMs += minuteMs;
  }
  return { breachedAt, usedMs };
}
