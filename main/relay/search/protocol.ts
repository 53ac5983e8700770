import type { LogFields } from '#shared/lib/logger.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { CustomerFigures } from '../ports/customer-figures.ts';
import type { CustomerNames } from '../ports/customer-names.ts';
import type { ExportPiece } from '../ports/message-export.ts';
import type { PieceQuestion } from '../storage/sqlite/search/exporter.ts';
import type { FindQuestion, FoundPiece } from '../storage/sqlite/search/finder.ts';
import type { FoundPage, PageQuestion } from '../storage/sqlite/search/search-engine.ts';

/** What the search is started with. Never written to the log, nor given as an argument or in the environment. */
export interface SearchStart {
  readonly dataDir: string;
  /** 32 bytes. */
  readonly storeKey: Uint8Array;
}

export type SearchQuestion =
  | { readonly kind: 'page'; readonly question: PageQuestion }
  | { readonly kind: 'customer'; readonly contactNo: number }
  | { readonly kind: 'export'; readonly question: PieceQuestion }
  | { readonly kind: 'found'; readonly question: FindQuestion }
  | { readonly kind: 'purge' };

export type SearchAnswer = FoundPage | FoundPiece | CustomerFigures | ExportPiece | null;

export type ToSearch =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: SearchQuestion;
      /** True when a person waits for the answer: questions of programs stand still meanwhile. */
      readonly goesFirst: boolean;
    }
  /** The answer is not wanted any more. */
  | { readonly kind: 'take_back'; readonly id: number }
  | { readonly kind: 'names'; readonly names: readonly CustomerNames[] }
  /** Closes its files and says so. */
  | { readonly kind: 'stop' };

export type FromSearch =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: SearchAnswer }
  | { readonly kind: 'refused'; readonly id: number; readonly code: ErrorCode; readonly detail: string }
  | {
      readonly kind: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly event: string;
      readonly fields: LogFields;
    }
  | { readonly kind: 'opened' }
  | { readonly kind: 'stopped' };

/** The relay's end of the line to the search: a thread of its own, or the same thread. */
export interface SearchLine {
  post(message: ToSearch): void;
  onMessage(listener: (message: FromSearch) => void): void;
  /** It ended, asked or not. Told once. */
  onEnd(listener: (detail: string) => void): void;
  /** Ends it at once. */
  end(): Promise<void>;
}
