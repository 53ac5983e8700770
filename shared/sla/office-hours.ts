import type { OfficeCalendar, OfficeSpan } from '../domain/sla-settings.ts';
import { dayNoOf, latestMoment, offsetStretches, weekdayOf, withinTime } from './zone-time.ts';

export { isKnownZone } from './zone-time.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** How far ahead an answer is looked for. */
const horizonMs = 3_653 * dayMs;

/** Open at `from`, closed at `until`; epoch ms. */
export interface OpenStretch {
  readonly from: number;
  readonly until: number;
}

/**
 * Office hours on the line of time, epoch ms. A minute is open when the wall clock of the calendar's zone shows a time inside a
 * span of that day: what the clock shows twice counts twice, what it skips counts never. Moments outside 1970 to 2199
 * are taken as the nearest inside.
 */
export interface OfficeHours {
  /** Open ms within [from, until); 0 when until <= from. */
  openMs(from: number, until: number): number;
  /** The first moment x >= from with openMs(from, x) === ms; for ms 0 `from` itself. Null when not reached within 10 years. */
  addOpen(from: number, ms: number): number | null;
  isOpen(at: number): boolean;
  /** Next moment after `at` at which it opens or closes; null within 10 years. */
  nextChange(at: number): number | null;
  /** Open stretches that touch [from, until), cut to it, merged, oldest first, at most `limit`. */
  stretches(from: number, until: number, limit: number): readonly OpenStretch[];
}

/** A piece of a day's wall clock, ms after its midnight; `until` may lie on the next day. */
interface WallSpan {
  readonly from: number;
  readonly until: number;
}

function wallMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * minuteMs;
}

function wallSpans(spans: readonly OfficeSpan[] | undefined): readonly WallSpan[] {
  return (spans ?? []).map((span) => {
    const from = wallMs(span.from);
    const until = wallMs(span.until);
    return { from, until: until <= from ? until + dayMs : until };
  });
}

/** Some thirteen months of open stretches: three flat lists, searched by halving. */
interface Block {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Open ms of the block before the stretch at the same place. */
  readonly before: Float64Array;
  readonly totalMs: number;
}

const blockMs = 400 * dayMs;
/** Blocks kept for each calendar: more than the ten years ahead, and some past. A block takes some 15 kB. */
const mostBlocks = 16;

class CompiledCalendar implements OfficeHours {
  readonly #timeZone: string;
  readonly #week: readonly (readonly WallSpan[])[];
  readonly #exceptions: ReadonlyMap<number, readonly WallSpan[]>;
  readonly #blocks = new Map<number, Block>();
  /** Sums outlive their blocks, so that a long way back costs one number a block. */
  readonly #totals = new Map<number, number>();

  constructor(calendar: OfficeCalendar) {
    this.#timeZone = calendar.timeZone;
    this.#week = Array.from({ length: 7 }, (_, weekday) => wallSpans(calendar.week[weekday]));
    this.#exceptions = new Map(
      calendar.exceptions.flatMap((exception) => {
        const day = dayNoOf(exception.date);
        return day === null ? [] : [[day, wallSpans(exception.spans)] as const];
      }),
    );
    // An unknown zone is told now, not at the first question.
    offsetStretches(this.#timeZone, 0, 1);
  }

  openMs(from: number, until: number): number {
    const begin = withinTime(from);
    const end = withinTime(until);
    if (!(begin < end)) return 0;
    const first = Math.floor(begin / blockMs);
    const last = Math.floor(end / blockMs);
    let sumMs = openBefore(this.#block(last), end) - openBefore(this.#block(first), begin);
    for (let index = first; index < last; index += 1) sumMs += this.#totalOf(index);
    return sumMs;
  }

  addOpen(from: number, ms: number): number | null {
    if (!(ms > 0)) return from;
    const begin = withinTime(from);
    const horizon = Math.min(begin + horizonMs, latestMoment);
    let index = Math.floor(begin / blockMs);
    // Counted from the beginning of the block.
    let rest = ms + openBefore(this.#block(index), begin);
    for (; index * blockMs < horizon; index += 1) {
      const totalMs = this.#totalOf(index);
      if (rest <= totalMs) {
        const reachedAt = momentOf(this.#block(index), rest);
        return reachedAt <= horizon ? reachedAt : null;
      }
      rest -= totalMs;
    }
    return null;
  }

  isOpen(at: number): boolean {
    const moment = withinTime(at);
    const block = this.#block(Math.floor(moment / blockMs));
    const place = firstEndingAfter(block, moment);
    return place < block.starts.length && numberAt(block.starts, place) <= moment;
  }

  nextChange(at: number): number | null {
    const moment = withinTime(at);
    const horizon = Math.min(moment + horizonMs, latestMoment);
    const wasOpen = this.isOpen(moment);
    for (let index = Math.floor(moment / blockMs); index * blockMs < horizon; index += 1) {
      const changedAt = this.#changeIn(index, moment, wasOpen);
      if (changedAt !== null) return changedAt <= horizon ? changedAt : null;
    }
    return null;
  }

  /** The first change after `at` in this block, when all between was as at `at`. */
  #changeIn(index: number, at: number, wasOpen: boolean): number | null {
    const block = this.#block(index);
    const place = firstEndingAfter(block, at);
    const start = place < block.starts.length ? numberAt(block.starts, place) : null;
    if (!wasOpen) return start;
    const blockStart = index * blockMs;
    if (start === null || start > Math.max(at, blockStart)) return blockStart;
    const end = numberAt(block.ends, place);
    return end < blockStart + blockMs ? end : null;
  }

  stretches(from: number, until: number, limit: number): readonly OpenStretch[] {
    const begin = withinTime(from);
    const end = withinTime(until);
    const found: OpenStretch[] = [];
    for (let index = Math.floor(begin / blockMs); index * blockMs < end; index += 1) {
      const block = this.#block(index);
      for (let place = firstEndingAfter(block, begin); place < block.starts.length; place += 1) {
        const stretch = {
          from: Math.max(numberAt(block.starts, place), begin),
          until: Math.min(numberAt(block.ends, place), end),
        };
        if (stretch.from >= stretch.until) break;
        const last = found.at(-1);
        // Only the end of a block cuts a stretch in two.
        if (last?.until === stretch.from) found[found.length - 1] = { from: last.from, until: stretch.until };
        else if (found.length < limit) found.push(stretch);
        else return found;
      }
    }
    return found;
  }

  #totalOf(index: number): number {
    return this.#totals.get(index) ?? this.#block(index).totalMs;
  }

  #block(index: number): Block {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const block = this.#compile(index * blockMs, (index + 1) * blockMs);
    const oldest = this.#blocks.keys().next();
    if (this.#blocks.size >= mostBlocks && oldest.done !== true) this.#blocks.delete(oldest.value);
    this.#blocks.set(index, block);
    this.#totals.set(index, block.totalMs);
    return block;
  }

  #compile(from: number, until: number): Block {
    const stretches: OpenStretch[] = [];
    for (const offset of offsetStretches(this.#timeZone, from, until)) {
      const firstDay = Math.floor((offset.from + offset.offsetMs) / dayMs);
      const lastDay = Math.floor((offset.until + offset.offsetMs - 1) / dayMs);
      // From the day before, for its night shift.
      for (let day = firstDay - 1; day <= lastDay; day += 1) {
        const midnight = day * dayMs - offset.offsetMs;
        for (const span of this.#exceptions.get(day) ?? this.#week[weekdayOf(day)] ?? []) {
          const open = Math.max(midnight + span.from, offset.from);
          const close = Math.min(midnight + span.until, offset.until);
          if (open < close) stretches.push({ from: open, until: close });
        }
      }
    }
    return blockOf(merged(stretches));
  }
}

function merged(stretches: OpenStretch[]): OpenStretch[] {
  const result: OpenStretch[] = [];
  for (const stretch of stretches.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || stretch.from > last.until) result.push(stretch);
    else if (stretch.until > last.until) result[result.length - 1] = { from: last.from, until: stretch.until };
  }
  return result;
}

function blockOf(stretches: readonly OpenStretch[]): Block {
  const starts = Float64Array.from(stretches, (stretch) => stretch.from);
  const ends = Float64Array.from(stretches, (stretch) => stretch.until);
  const before = new Float64Array(stretches.length);
  let totalMs = 0;
  for (const [place, stretch] of stretches.entries()) {
    before[place] = totalMs;
    totalMs += stretch.until - stretch.from;
  }
  return { starts, ends, before, totalMs };
}

/** The lists are as long as the places asked for. */
function numberAt(list: Float64Array, place: number): number {
  return list[place] ?? Number.NaN;
}

/** How many numbers of a growing list are at most `limit`. */
function countUpTo(list: Float64Array, limit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberAt(list, middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstEndingAfter(block: Block, at: number): number {
  return countUpTo(block.ends, at);
}

/** Open ms of the block before `at`, which lies in it. */
function openBefore(block: Block, at: number): number {
  const place = countUpTo(block.starts, at) - 1;
  if (place < 0) return 0;
  return numberAt(block.before, place) + Math.min(at, numberAt(block.ends, place)) - numberAt(block.starts, place);
}

/** The first moment of the block before which `ms` of it were open; ms lies above 0 and is at most the block's total. */
function momentOf(block: Block, ms: number): number {
  let low = 0;
  let high = block.before.length - 1;
  // The last stretch that begins with less than `ms` open before it.
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (numberAt(block.before, middle) < ms) low = middle;
    else high = middle - 1;
  }
  return numberAt(block.starts, low) + ms - numberAt(block.before, low);
}

/**
 * The calendar's hours, worked out block by block when asked for and kept. Repeated questions cost two searches by halving.
 * Overlapping spans are counted once, dates that do not exist are passed over. Throws a RangeError for an unknown zone.
 */
export function compileCalendar(calendar: OfficeCalendar): OfficeHours {
  return new CompiledCalendar(calendar);
}

/** Round the clock. */
export const alwaysOpen: OfficeHours = {
  openMs: (from, until) => Math.max(0, withinTime(until) - withinTime(from)),
  addOpen: (from, ms) => (ms > 0 ? withinHorizon(withinTime(from), ms) : from),
  isOpen: () => true,
  nextChange: () => null,
  stretches: (from, until, limit) => {
    const stretch = { from: withinTime(from), until: withinTime(until) };
    return stretch.from < stretch.until && limit > 0 ? [stretch] : [];
  },
};

function withinHorizon(from: number, ms: number): number | null {
  return from + ms <= Math.min(from + horizonMs, latestMoment) ? from + ms : null;
}
