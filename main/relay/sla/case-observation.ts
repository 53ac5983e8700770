import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { AnswerAuthor } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { SeenCase } from '../ports/case-source.ts';

export type { SeenCase };

/** One round of polling. */
export interface CaseObservation {
  readonly integrationId: IntegrationId;
  /** Request begun and last answer read, by our clock. What CXone knew before `askedAt` is in it. */
  readonly askedAt: number;
  readonly readAt: number;
  /** All cases that are not resolved, closed or trashed. */
  readonly open: readonly SeenCase[];
  /** Asked for by themselves because they left the list. */
  readonly gone: readonly (SeenCase | { readonly caseId: string; readonly missing: true })[];
  /** Channels the list covered. */
  readonly channelIds: readonly ChannelId[];
}

/** Who wrote our answers, by the id we gave them or CXone's own: `SlaMessage.messageId`. */
export interface AuthorsSeen {
  readonly authors: ReadonlyMap<string, Exclude<AnswerAuthor, 'asking'>>;
}

/** What the poller tells, and what it asks. Nothing here rejects or throws. */
export interface CaseReports {
  observed(observation: CaseObservation): void;
  authors(seen: AuthorsSeen): void;
  /** CXone cannot be asked about cases of this integration, or the round failed. Ended by the next `observed`. */
  impossible(integrationId: IntegrationId, code: ErrorCode): void;
  /** What to ask for by itself: open cases of ours that may have left the list, and answers whose author is not known. */
  wanted(integrationId: IntegrationId): { readonly caseIds: readonly string[]; readonly messageIds: readonly string[] };
}
