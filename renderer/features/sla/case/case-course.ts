import type { CaseStatus, SlaCaseFacts, SlaMoment } from '#shared/domain/sla.ts';

export type CourseEvent =
  | { readonly kind: 'status'; readonly at: SlaMoment; readonly status: CaseStatus }
  | { readonly kind: 'assignment'; readonly at: SlaMoment; readonly agent: string | null }
  | { readonly kind: 'extension'; readonly at: SlaMoment; readonly by: string };

/** What is known of a case besides its messages, newest first. */
export function caseCourse(
  facts: Pick<SlaCaseFacts, 'statuses' | 'assignments' | 'extensions'>,
): readonly CourseEvent[] {
  const events: readonly CourseEvent[] = [
    ...facts.statuses.map(({ status, at }) => ({ kind: 'status', at, status }) as const),
    ...facts.assignments.map(({ agent, at }) => ({ kind: 'assignment', at, agent }) as const),
    ...facts.extensions.map(({ at, by }) => ({ kind: 'extension', at: { earliest: at, latest: at }, by }) as const),
  ];
  return events.toSorted((a, b) => b.at.latest - a.at.latest || b.at.earliest - a.at.earliest);
}
