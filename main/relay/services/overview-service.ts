import type { Clock } from '#shared/lib/clock.ts';
import type { MinuteCount, Overview } from '#shared/domain/overview.ts';
import type { LatencyMeter } from '../core/latency-meter.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const minutesShown = 60;

export interface OverviewSources {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly acknowledgements: LatencyMeter;
  readonly duplicatesDropped: () => number;
  readonly refusedRequests: () => number;
  readonly clockOffsetMs: () => number;
}

/** The figures last taken, for a store that cannot even be read. */
const lastTaken = new WeakMap<RelayStore, Overview>();

/** The figures of the overview, taken now; those of the last time with today's word on the store when it cannot be read. */
export async function takeOverview(sources: OverviewSources): Promise<Overview> {
  const { store, clock } = sources;
  const at = clock.now();
  try {
    const overview = await readOverview(sources, at);
    lastTaken.set(store, overview);
    return overview;
  } catch (thrown) {
    const last = lastTaken.get(store);
    const storage = store.storage();
    if (last === undefined || storage.writable) throw thrown;
    return { ...last, at, storage };
  }
}

async function readOverview(sources: OverviewSources, at: number): Promise<Overview> {
  const { store, clock } = sources;
  const lastMinute = Math.floor(at / 60_000);
  const firstMinute = lastMinute - minutesShown + 1;
  const [counted, counts] = await Promise.all([store.minuteCounts(firstMinute, lastMinute), store.stateCounts()]);
  return {
    at,
    minutes: withEmptyMinutes(counted, firstMinute),
    counts,
    acknowledgement: sources.acknowledgements.percentiles(clock.monotonic()),
    duplicatesDropped: sources.duplicatesDropped(),
    refusedRequests: sources.refusedRequests(),
    missingRecords: store.missingRecords(),
    storage: store.storage(),
    clockOffsetMs: sources.clockOffsetMs(),
  };
}

function withEmptyMinutes(counted: readonly MinuteCount[], firstMinute: number): MinuteCount[] {
  const byMinute = new Map(counted.map((count) => [count.minute, count]));
  return Array.from({ length: minutesShown }, (_, index) => {
    const minute = firstMinute + index;
    return byMinute.get(minute) ?? { minute, inbound: 0, outbound: 0, failed: 0 };
  });
}

const noticeEveryMs = 1_000;

/** Tells the figures once a second while somebody listens. Returns a function that stops it. */
export function startOverviewTicker(
  sources: OverviewSources,
  isListening: () => boolean,
  onOverview: (overview: Overview) => void,
): () => void {
  let cancel: (() => void) | null = null;
  let stopped = false;
  const tick = async (): Promise<void> => {
    // A store that cannot be read now is told by its own errors; the next second tries again.
    if (isListening()) await takeOverview(sources).then(onOverview, () => undefined);
    if (!stopped) cancel = sources.clock.after(noticeEveryMs, () => void tick());
  };
  cancel = sources.clock.after(noticeEveryMs, () => void tick());
  return () => {
    stopped = true;
    cancel?.();
  };
}
