import type { AnswerAuthor, CaseStatus, CxoneSlaRaw } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** A case as CXone showed it (DE 3.0, contacts). */
export interface SeenCase {
  /** CXone's contact number. */
  readonly caseId: string;
  /** CXone's own id of the channel. */
  readonly cxoneChannelId: string;
  /** threadIdOnExternalPlatform: ours, or that of a conversation we never saw. */
  readonly threadId: string | null;
  readonly status: CaseStatus;
  /** CXone's own stamps, epoch ms; null when it gave none that can be read. */
  readonly statusAt: number | null;
  readonly createdAt: number | null;
  /** Name, else id; null: not assigned, or to a bot. */
  readonly agent: string | null;
  readonly assignedAt: number | null;
  readonly beganBy: 'customer' | 'brand';
  /** As CXone gave it, not checked. */
  readonly detailUrl: string | null;
  readonly raw: CxoneSlaRaw | null;
}

/** Who wrote an answer, as CXone says. */
export type SeenAuthor = Exclude<AnswerAuthor, 'asking'>;

/** Why CXone could not be asked about cases. */
export interface CaseFailure {
  /** CXONE_CASES_NOT_ALLOWED: by permission, or it has no such call. CXONE_CASES_UNREADABLE: it said something else. */
  readonly code: ErrorCode;
  /** 'HTTP 503', 'ECONNREFUSED' … */
  readonly platformCode: string | null;
  readonly retryAfterMs: number | null;
}

export type CaseAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CaseFailure };

export interface CasePage {
  readonly cases: readonly SeenCase[];
  /** For the next page; null at the end. */
  readonly next: string | null;
  /** How many there are on all pages, as CXone says. */
  readonly hits: number | null;
  /** Entries that could not be read, and were left out. */
  readonly unreadable: number;
}

/**
 * One integration's cases at CXone. Each question is one request, and none is repeated by itself (but once under a new
 * token). Never rejects.
 */
export interface CaseSource {
  /** A page of the cases of these channels that are new, open, pending or escalated. */
  listOpen(
    cxoneChannelIds: readonly string[],
    scrollToken: string | null,
    signal: AbortSignal,
  ): Promise<CaseAnswer<CasePage>>;
  /** One case in whatever status; null when there is none of that number. */
  one(caseId: string, signal: AbortSignal): Promise<CaseAnswer<SeenCase | null>>;
  /** Who wrote these messages, by the ids we gave them. Those that CXone does not know are left out. */
  authors(messageIds: readonly string[], signal: AbortSignal): Promise<CaseAnswer<ReadonlyMap<string, SeenAuthor>>>;
}
