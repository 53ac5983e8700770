import type { RelayStore } from '../ports/relay-store.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import type { DailyFigures } from './texts/words.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;

/** The figures of the 24 hours before `now`, epoch ms. Rejects with what the store throws. */
export async function dayFigures({
  store,
  clocks,
  now,
}: {
  readonly store: Pick<RelayStore, 'minuteCounts' | 'stateCounts'>;
  /** Null where no clocks run. */
  readonly clocks: Pick<SlaFacts, 'missed'> | null;
  readonly now: number;
}): Promise<DailyFigures> {
  const toMinute = Math.floor(now / minuteMs);
  const minutes = await store.minuteCounts(toMinute - dayMinutes + 1, toMinute);
  const counts = await store.stateCounts();
  const sum = (key: 'inbound' | 'outbound' | 'failed'): number =>
    minutes.reduce((total, minute) => total + minute[key], 0);
  return {
    inbound: sum('inbound'),
    outbound: sum('outbound'),
    failed: sum('failed'),
    waiting: counts.pending,
    unconfirmed: counts.unconfirmed,
    deadLetters: counts.dead_letter,
    missed: clocks === null ? null : await clocks.missed(now - dayMinutes * minuteMs, now),
  };
}
