import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { addHistogram, type Histogram } from './histogram.ts';

/** What passed in one span of time over one channel, or over several put together. */
export interface Tally {
  inbound: number;
  outbound: number;
  delivered: number;
  retries: number;
  failed: number;
  /** When the oldest of those retried or failed was accepted, epoch ms. */
  troubleSince: number | null;
  readonly deliveryIn: Histogram;
  readonly deliveryOut: Histogram;
  readonly errors: Map<ErrorCode, number>;
}

export function emptyTally(): Tally {
  return {
    inbound: 0,
    outbound: 0,
    delivered: 0,
    retries: 0,
    failed: 0,
    troubleSince: null,
    deliveryIn: new Map(),
    deliveryOut: new Map(),
    errors: new Map(),
  };
}

export function addTally(into: Tally, from: Tally): void {
  into.inbound += from.inbound;
  into.outbound += from.outbound;
  into.delivered += from.delivered;
  into.retries += from.retries;
  into.failed += from.failed;
  if (from.troubleSince !== null) into.troubleSince = Math.min(into.troubleSince ?? Infinity, from.troubleSince);
  addHistogram(into.deliveryIn, from.deliveryIn);
  addHistogram(into.deliveryOut, from.deliveryOut);
  for (const [code, count] of from.errors) into.errors.set(code, (into.errors.get(code) ?? 0) + count);
}

/** Something went wrong with a message accepted at `receivedAt`. */
export function noteTrouble(tally: Tally, kind: 'retries' | 'failed', code: ErrorCode, receivedAt: number): void {
  tally[kind] += 1;
  tally.errors.set(code, (tally.errors.get(code) ?? 0) + 1);
  tally.troubleSince = Math.min(tally.troubleSince ?? Infinity, receivedAt);
}
