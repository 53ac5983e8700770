interface Plan {
  readonly channels: number;
  /** Epoch ms, or null while it is not whole. */
  readonly from: number | null;
  readonly until: number | null;
}

/** What keeps a maintenance from being planned, or null. */
export function planProblem({ channels, from, until }: Plan, now: number): 'channels' | 'times' | 'order' | null {
  if (channels === 0) return 'channels';
  if (from === null || until === null) return 'times';
  return until <= from || until <= now ? 'order' : null;
}
