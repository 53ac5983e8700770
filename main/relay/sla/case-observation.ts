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

/** What is to be asked of CXone by itself. */
export interface WantedCases {
  /** Open cases of ours that may have left the list. */
  readonly caseIds: readonly string[];
  /** Answers whose author is not known. */
  readonly messageIds: readonly string[];
  /** A case is open as far as we know, one that CXone has not named yet included. */
  readonly hasOpen: boolean;
}

/** What the poller tells, and what it asks. Nothing here rejects or throws. */
export interface CaseReports {
  observed(observation: CaseObservation): void;
  authors(seen: AuthorsSeen): void;
  /** CXone cannot be asked about cases of this integration, or the round failed. Ended by the next `observed`. */
  impossible(integrationId: IntegrationId, code: ErrorCode): void;
  wanted(integrationId: IntegrationId): WantedCases;
}
