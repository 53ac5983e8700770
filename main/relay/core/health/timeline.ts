import type { ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import type { LegUptime, StateSpan } from '#shared/domain/health.ts';

/** More spans than this say nothing more on a strip; beyond it the short ones are put together. */
export const mostSpans = 2_000;
/** Spans shorter than this part of the period are put together when there are too many. */
const finestParts = 900;

/** up: it worked. down: a fault stood. off: paused, stopped, under maintenance or not in use yet. unknown: not watched. */
export type LegCondition = 'up' | 'down' | 'off' | 'unknown';

/** A span as it was written down; `until` null while it went on. */
export interface Kept<T> {
  readonly from: number;
  readonly until: number | null;
  readonly value: T;
}

export interface SpanValue {
  readonly kind: ChannelStateKind;
  readonly leg: Leg | null;
  readonly code: StateSpan['code'];
}

/** A piece of the period: pieces follow one another without gaps. */
interface Piece<T> {
  readonly from: number;
  readonly until: number;
  readonly value: T;
}

const unwatched: SpanValue = { kind: 'unknown', leg: null, code: null };

/** When several states are put together, the gravest is told. */
const gravity: readonly ChannelStateKind[] = [
  'action_required',
  'down',
  'retrying',
  'degraded',
  'unknown',
  'verifying',
  'connecting',
  'not_configured',
  'stopped',
  'paused',
  'connected',
];

/** The period in pieces: what was written down, cut to the period; where nothing was, `missing`. Where two overlap, the later beginning counts. */
export function piecesOf<T>(kept: readonly Kept<T>[], from: number, until: number, missing: T): readonly Piece<T>[] {
  const inOrder = [...kept].sort((first, second) => first.from - second.from);
  const pieces: Piece<T>[] = [];
  let reached = from;
  const add = (end: number, value: T): void => {
    if (end > reached) pieces.push({ from: reached, until: end, value });
    reached = Math.max(reached, end);
  };
  inOrder.forEach((span, index) => {
    const next = inOrder[index + 1]?.from ?? until;
    const begins = Math.min(Math.max(span.from, from), until);
    const ends = Math.min(span.until ?? until, next, until);
    if (ends <= begins) return;
    add(begins, missing);
    add(ends, span.value);
  });
  add(until, missing);
  return pieces;
}

/** The strip of a channel's states. Without gaps; the last one goes on, so its end is null. */
export function stripOf(kept: readonly Kept<SpanValue>[], from: number, until: number): StateSpan[] {
  const all = joined(piecesOf(kept, from, until, unwatched), sameState);
  const few = all.length <= mostSpans ? all : joined(coarser(all, (until - from) / finestParts), sameState);
  return few.map(({ from: begins, until: ends, value }) => ({
    from: begins,
    until: ends === until ? null : ends,
    kind: value.kind,
    leg: value.leg,
    code: value.code,
  }));
}

/** How long a leg was in each condition. The four add up to the period exactly. */
export function uptimeOf(kept: readonly Kept<LegCondition>[], from: number, until: number): LegUptime {
  const ms: Record<LegCondition, number> = { up: 0, down: 0, off: 0, unknown: 0 };
  for (const piece of piecesOf<LegCondition>(kept, from, until, 'unknown')) {
    ms[piece.value] += piece.until - piece.from;
  }
  return { upMs: ms.up, downMs: ms.down, offMs: ms.off, unknownMs: ms.unknown };
}

/** Neighbours with the same value become one. */
function joined<T>(pieces: readonly Piece<T>[], same: (first: T, second: T) => boolean): Piece<T>[] {
  const result: Piece<T>[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && same(last.value, piece.value))
      result[result.length - 1] = { ...last, until: piece.until };
    else result.push(piece);
  }
  return result;
}

/** Runs of pieces shorter than `leastMs` become pieces of about that length, which tell the gravest state in them. */
function coarser(pieces: readonly Piece<SpanValue>[], leastMs: number): Piece<SpanValue>[] {
  const result: Piece<SpanValue>[] = [];
  let growing: Piece<SpanValue> | null = null;
  const end = (): void => {
    if (growing !== null) result.push(growing);
    growing = null;
  };
  for (const piece of pieces) {
    if (piece.until - piece.from >= leastMs) {
      end();
      result.push(piece);
      continue;
    }
    growing =
      growing === null ? piece : { from: growing.from, until: piece.until, value: graver(growing.value, piece.value) };
    if (growing.until - growing.from >= leastMs) end();
  }
  end();
  return result;
}

function graver(first: SpanValue, second: SpanValue): SpanValue {
  return gravity.indexOf(second.kind) < gravity.indexOf(first.kind) ? second : first;
}

function sameState(first: SpanValue, second: SpanValue): boolean {
  return first.kind === second.kind && first.leg === second.leg && first.code === second.code;
}
