import type { ChannelId } from '#shared/domain/ids.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import type { BreachBook } from './breach-book.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseView } from './case-view.ts';
import { isOfClock, type KeptCase } from './kept-case.ts';

export interface SlaFactsDeps {
  readonly book: Pick<CaseBook, 'find'>;
  readonly desk: { viewNow(kept: KeptCase, mayBeMs: number): CaseView };
  readonly breaches: Pick<BreachBook, 'since'>;
  readonly timeline: () => PolicyTimeline;
  readonly now: () => number;
  readonly nameOf: (channelId: ChannelId) => string;
}

/** Clocks as whoever tells people asks for them. A clock that stands by a rule waits for nobody: nothing is told of it. */
export function createSlaFacts({ book, desk, breaches, timeline, now, nameOf }: SlaFactsDeps): SlaFacts {
  return {
    current(slaCaseId, metric) {
      const kept = book.find(slaCaseId);
      if (kept === null || kept.overAt !== null) return null;
      const clock = desk.viewNow(kept, 0).clocks.find((one) => one.metric === metric);
      if (clock === undefined || clock.endedAt !== null || clock.state === 'held') return null;
      const breach = kept.breaches.find((one) => isOfClock(one, clock));
      const deadlineAt = breach?.at ?? clock.deadlineAt;
      // Missed, and not recorded yet: that is told as soon as its cause is known.
      if (deadlineAt === null || (clock.breachedAt !== null && breach === undefined)) return null;
      const { channelId, endUser } = kept;
      const at = now();
      return {
        slaCaseId,
        channelId,
        channelName: nameOf(channelId),
        endUser,
        metric,
        deadlineAt,
        cause: breach?.cause ?? null,
        officeOpen: timeline().at(channelId, at).hours.isOpen(at),
      };
    },
    missed(from, until) {
      const since = breaches.since(from);
      const after = breaches.since(until);
      return Promise.resolve({ people: since.people - after.people, outage: since.outage - after.outage });
    },
  };
}
