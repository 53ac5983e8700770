import type { MessagePart } from '#shared/domain/message.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { PendingMessage } from './relay-store.ts';

/** What came of one attempt to bring one message to the other side. Connectors never throw vendor errors. */
export type DeliveryResult =
  | {
      readonly kind: 'accepted';
      readonly platformMessageId: string | null;
      readonly caseId: string | null;
      readonly threadIds: readonly string[];
    }
  /** Certainly not sent or not taken; a later attempt may succeed. 'leg': the whole leg is affected, not this message. */
  | {
      readonly kind: 'try_later';
      readonly scope: 'message' | 'leg';
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly retryAfterMs: number | null;
      readonly value: string | null;
    }
  /** Refused for good. 'message': this one becomes a dead letter. 'leg': only an operator can help; nothing is emptied into dead letters. */
  | {
      readonly kind: 'refused';
      readonly scope: 'message' | 'leg';
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly value: string | null;
    }
  /** WeChat's reply window is closed or its count used up: waits until the end user writes again. */
  | { readonly kind: 'window_closed'; readonly code: ErrorCode; readonly platformCode: string | null }
  /** The request went out and no valid answer was read. */
  | { readonly kind: 'unknown'; readonly code: ErrorCode; readonly platformCode: string | null };

/** A passed or failed check of our calls to one platform for one channel. */
export type CheckResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly value: string | null;
      /** False when only an operator can help. */
      readonly retryable: boolean;
    };

/** One call as the connector that made it saw it: secrets taken out, bodies cut (see core/exchange-text.ts), files null. */
export type ExchangeDraft = Omit<Exchange, 'attempt' | 'part'>;

/**
 * Told of each call that was made for a message, when it has ended. `describe` is called later and at most once, and only
 * for what is kept: at high rates nothing is, and nothing is written down for it.
 */
export type NoteExchange = (describe: () => ExchangeDraft) => void;

/** Where a target notes what it does. */
export interface PartJournal {
  /** Of a message in several parts: to be awaited before any byte of the part leaves. Rejects when it cannot be written. */
  begin(part: Pick<MessagePart, 'no' | 'of' | 'kind'>): Promise<void>;
  /** Rejects when it cannot be written. */
  end(part: MessagePart): Promise<void>;
  /** A call to the other side. Never throws. May be called without its object. */
  readonly exchanged: NoteExchange;
}

/** One channel's way out to one platform: the WeChat out leg, or the CXone out leg. */
export interface DeliveryTarget {
  /** True when the platform takes a stable id, so that a repeat after an unknown outcome does no harm. */
  readonly repeatable: boolean;
  /** Never rejects. Ends within the connector's own time limits; `signal` ends it sooner. */
  deliver(message: PendingMessage, signal: AbortSignal, journal: PartJournal): Promise<DeliveryResult>;
  /** A cheap proof that calls work, without touching any end user. Never rejects. */
  check(signal: AbortSignal): Promise<CheckResult>;
}
