import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** Connections of others since an activation. Our own trials are not among them. */
export interface WatchCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly silent: number;
}

export type WatchVerdict = Extract<ErrorCode, 'DESK_REFUSED_BY_CALLERS' | 'DESK_WENT_SILENT'>;

const fewRefused = 3;
const fewSilent = 8;
const manyRefused = 5;

/**
 * Whether what is in use since an activation has failed. Some callers always break off: while others go on to a call, only a
 * clear majority of refusals counts, and silence says nothing.
 */
export function watchVerdict({ accepted, refused, silent }: WatchCounts): WatchVerdict | null {
  if (refused >= fewRefused && accepted === 0) return 'DESK_REFUSED_BY_CALLERS';
  if (refused >= manyRefused && refused > 2 * accepted) return 'DESK_REFUSED_BY_CALLERS';
  return silent >= fewSilent && accepted === 0 ? 'DESK_WENT_SILENT' : null;
}
