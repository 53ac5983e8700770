import type { CasesTold } from './case-pages.ts';
import type { WorkSpec } from './work.ts';

/** How messages are offered. */
export type Pace =
  /** Every connection sends its next message as soon as the last one is answered. */
  | { readonly kind: 'saturated'; readonly seconds: number }
  /** At fixed times, whatever the answers do. */
  | { readonly kind: 'rate'; readonly perSecond: number; readonly seconds: number };

/** The load generator's work, message by message. Times of the common clock, milliseconds; NaN: it did not happen. */
export interface LoadResult {
  /** Of each message, by its place from `first`. When it was due, or left where nothing held it back. */
  readonly sentAt: Float64Array;
  readonly answeredAt: Float64Array;
  readonly conversation: Int32Array;
  /** Answers other than the expected one, by status; 0: the connection broke. */
  readonly refused: Readonly<Record<string, number>>;
}

export type ToLoad =
  | { readonly kind: 'prepare'; readonly port: number; readonly spec: WorkSpec; readonly pace: Pace }
  | { readonly kind: 'go' };
export type FromLoad = { readonly kind: 'prepared' } | { readonly kind: 'done'; readonly result: LoadResult };

/** What reached the target, by the message's place from `first`. */
export interface TargetResult {
  readonly times: Uint16Array;
  /** The common clock, milliseconds; NaN: never. */
  readonly arrivedAt: Float64Array;
  /** In which order they came, from 1. */
  readonly rank: Int32Array;
}

export type ToTarget =
  | { readonly kind: 'watch'; readonly first: number; readonly count: number }
  | { readonly kind: 'count' }
  | { readonly kind: 'report' }
  /** Which open cases CXone tells of; null: it refuses. */
  | { readonly kind: 'cases'; readonly cases: CasesTold | null }
  | { readonly kind: 'case_pages' }
  /** Nobody listens on its port, and what was connected is cut off. */
  | { readonly kind: 'down' }
  | { readonly kind: 'up' };
export type FromTarget =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'watching' }
  | { readonly kind: 'counted'; readonly arrived: number; readonly firstAt: number; readonly lastAt: number }
  | { readonly kind: 'reported'; readonly result: TargetResult }
  | { readonly kind: 'tells_cases' }
  | { readonly kind: 'case_pages_read'; readonly pages: number }
  | { readonly kind: 'is_down' }
  | { readonly kind: 'is_up' };
