import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import { newCase, type KeptCase } from '#relay/sla/kept-case.ts';

/** The case as a relay would keep it; all of its messages have reached CXone. */
export function keptOf(facts: SlaCaseFacts): KeptCase {
  const beganAt = facts.messages[0]?.at ?? facts.createdAt ?? 0;
  return {
    ...newCase({ ...facts, beganAt, openId: null }),
    caseId: facts.caseId,
    createdAt: facts.createdAt,
    messages: facts.messages.map((message) => ({ ...message, doneAt: message.acceptedAt })),
    statuses: [...facts.statuses],
    assignments: [...facts.assignments],
    knownUntil: facts.knownUntil,
    changedAt: facts.messages.at(-1)?.at ?? beganAt,
  };
}
