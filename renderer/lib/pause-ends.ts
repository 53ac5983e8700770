const minute = 60_000;

export interface PauseEnd {
  readonly key: string;
  /** For a length from the moment of pressing; null for a time of day. */
  readonly lengthMs: number | null;
  /** @param now epoch ms. */
  readonly at: (now: number) => number;
}

/** 18:00 in this computer's zone, today or, when that is over or nearly so, tomorrow. */
function eveningAfter(now: number): number {
  const evening = new Date(now);
  evening.setHours(18, 0, 0, 0);
  if (evening.getTime() - now < 5 * minute) evening.setDate(evening.getDate() + 1);
  return evening.getTime();
}

const forLength = (key: string, lengthMs: number): PauseEnd => ({ key, lengthMs, at: (now) => now + lengthMs });

/** The ends offered for a pause that is begun at `now`. */
export function pauseEnds(now: number): readonly [PauseEnd, PauseEnd, PauseEnd] {
  const evening = eveningAfter(now);
  return [
    forLength('15', 15 * minute),
    forLength('60', 60 * minute),
    { key: 'evening', lengthMs: null, at: () => evening },
  ];
}
