import type { ChannelId } from '#shared/domain/ids.ts';
import { addSpan, blockMs, emptySpan, minuteMs, startOf, tallyOf, wideMs, type Span } from './span.ts';
import type { Tally } from './tally.ts';

const hourMs = 60 * minuteMs;
/** How far back each grain is kept, with room for the stretch under way. */
const minutesKeptMs = hourMs + blockMs;
const blocksKeptMs = 24 * hourMs + 2 * wideMs;
export const historyKeptMs = 8 * 24 * hourMs;

/** Both grains that count at one moment. */
export interface Tallies {
  readonly minute: Tally;
  readonly block: Tally;
}

/**
 * What passed, in three grains: minutes of the last hour, blocks of ten minutes of the last day, and stretches of two hours
 * before that. Minutes and blocks are counted side by side; blocks that grow old are put together.
 */
export class SpanShelf {
  readonly minutes = new Map<number, Span>();
  readonly blocks = new Map<number, Span>();
  readonly wides = new Map<number, Span>();
  /** Blocks that changed since they were last written. */
  readonly #changed = new Set<number>();
  #heldMinuteAt = -1;
  readonly #held = new Map<ChannelId, Tallies>();

  /** Where something of this moment is counted. */
  at(moment: number, channelId: ChannelId): Tallies {
    const minuteAt = startOf(moment, minuteMs);
    if (minuteAt !== this.#heldMinuteAt) {
      this.#heldMinuteAt = minuteAt;
      this.#held.clear();
    }
    const held = this.#held.get(channelId);
    if (held !== undefined) return held;
    const blockAt = startOf(moment, blockMs);
    this.#changed.add(blockAt);
    const tallies = {
      minute: tallyOf(spanIn(this.minutes, minuteAt), channelId),
      block: tallyOf(spanIn(this.blocks, blockAt), channelId),
    };
    this.#held.set(channelId, tallies);
    return tallies;
  }

  /** The relay ran from then until then. */
  cover(from: number, until: number): void {
    coverIn(this.minutes, from, until, minuteMs);
    coverIn(this.blocks, from, until, blockMs);
    for (let at = startOf(from, blockMs); at < until; at += blockMs) this.#changed.add(at);
  }

  /** Blocks to write, each told once until it changes again. */
  takeChanged(): readonly number[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    // What is counted from here on is a change again.
    this.#forget();
    return changed;
  }

  /** It could not be written. */
  changed(blockAt: number): void {
    this.#changed.add(blockAt);
  }

  /** What an earlier run had written. */
  takeBlock(span: Span): void {
    addSpan(spanIn(this.blocks, span.at), span);
  }

  takeMinute(span: Span): void {
    addSpan(spanIn(this.minutes, span.at), span);
  }

  /** The stretch of one block put together of its minutes. */
  minutesOf(blockAt: number): Span[] {
    return [...this.minutes.values()].filter(({ at }) => startOf(at, blockMs) === blockAt);
  }

  /** Everything that begins behind this moment was counted by a clock that was wrong. */
  dropAfter(moment: number): void {
    for (const spans of [this.minutes, this.blocks]) {
      for (const at of spans.keys()) if (at > moment) spans.delete(at);
    }
    for (const at of this.#changed) if (at > moment) this.#changed.delete(at);
    this.#forget();
  }

  /** Gives up what is too old for its grain. */
  age(now: number): void {
    for (const at of this.minutes.keys()) if (at < now - minutesKeptMs) this.minutes.delete(at);
    for (const [at, block] of this.blocks) {
      if (at >= startOf(now - blocksKeptMs, wideMs)) continue;
      this.blocks.delete(at);
      addSpan(spanIn(this.wides, startOf(at, wideMs)), block);
    }
    for (const at of this.wides.keys()) if (at < now - historyKeptMs - wideMs) this.wides.delete(at);
    this.#forget();
  }

  #forget(): void {
    this.#heldMinuteAt = -1;
    this.#held.clear();
  }
}

function spanIn(spans: Map<number, Span>, at: number): Span {
  const known = spans.get(at);
  if (known !== undefined) return known;
  const span = emptySpan(at);
  spans.set(at, span);
  return span;
}

function coverIn(spans: Map<number, Span>, from: number, until: number, lengthMs: number): void {
  for (let at = startOf(from, lengthMs); at < until; at += lengthMs) {
    spanIn(spans, at).coveredMs += Math.min(until, at + lengthMs) - Math.max(from, at);
  }
}
