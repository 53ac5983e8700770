import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** Anybody who knows the account's public id can bring these about. */
const byAnybody: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['WECHAT_SIGNATURE_MISMATCH']);

/** WeChat: repeats come 5 s apart. What comes faster is one burst, and says no more than its first. */
export const repeatAfterMs = 4_000;
/** Strays this far apart have nothing to do with one another. */
export const forgottenAfterMs = 30 * 60_000;

/** Refusals of one kind with nothing accepted in between. Steady times, milliseconds. */
export interface RefusalRow {
  readonly firstAt: number;
  readonly lastAt: number;
}

/** `before`: the row so far, or null when something was accepted since. */
export function withRefusal(before: RefusalRow | null, at: number): RefusalRow {
  const goesOn = before !== null && at - before.lastAt < forgottenAfterMs;
  return { firstAt: goesOn ? before.firstAt : at, lastAt: at };
}

/** True for a refusal that a stranger may have caused, so that one of them says little about the channel. */
export function mayBeAStrangers(code: ErrorCode): boolean {
  return byAnybody.has(code);
}

/**
 * The other side repeats what was refused, and other customers write: the next refusal, with nothing accepted in between,
 * is taken for the platform's word.
 */
export function isRepeated({ firstAt, lastAt }: RefusalRow): boolean {
  return lastAt - firstAt >= repeatAfterMs;
}
