import type { ChannelId } from '#shared/domain/ids.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';

export const minuteMs = 60_000;
export const blockMs = 10 * minuteMs;
export const wideMs = 2 * 60 * minuteMs;

/** What passed in a stretch of time, by channel. */
export interface Span {
  /** Its beginning, epoch ms. */
  readonly at: number;
  /** For how much of it the relay ran, milliseconds. */
  coveredMs: number;
  readonly channels: Map<ChannelId, Tally>;
}

export const emptySpan = (at: number): Span => ({ at, coveredMs: 0, channels: new Map() });

export function tallyOf(span: Span, channelId: ChannelId): Tally {
  const known = span.channels.get(channelId);
  if (known !== undefined) return known;
  const tally = emptyTally();
  span.channels.set(channelId, tally);
  return tally;
}

export function addSpan(into: Span, from: Span): void {
  into.coveredMs += from.coveredMs;
  for (const [channelId, tally] of from.channels) addTally(tallyOf(into, channelId), tally);
}

/** The beginning of the stretch of this length that holds a moment. */
export const startOf = (at: number, lengthMs: number): number => Math.floor(at / lengthMs) * lengthMs;
