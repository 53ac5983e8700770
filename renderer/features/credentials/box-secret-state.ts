import type { BoxSecret } from '#shared/domain/credential.ts';

const day = 24 * 60 * 60_000;
/** The relay lets this many count at a time. */
const countAtMost = 2;

export type BoxStep = 'paste' | 'watch' | 'end';

export interface BoxSecretState {
  /** Those CXone may sign in with, newest first. */
  readonly counting: readonly BoxSecret[];
  readonly full: boolean;
  /** Two count: what is to be done next. Null when there is nothing to do. */
  readonly step: BoxStep | null;
  /** The older one was not used for a day, and the newer one was: it can be ended without harm. */
  readonly oldIsIdle: boolean;
}

/** Where an integration stands between one Box secret and the next. */
export function boxSecretState(secrets: readonly BoxSecret[], now: number): BoxSecretState {
  const counting = secrets.filter((one) => one.endedAt === null);
  const [newest, older] = counting;
  const base = { counting, full: counting.length >= countAtMost };
  if (newest === undefined || older === undefined) return { ...base, step: null, oldIsIdle: false };
  if (newest.lastUsedAt === null) return { ...base, step: 'paste', oldIsIdle: false };
  // Not before the new one has been there for a day: CXone may sign in seldom, and from more than one place.
  const lastNeed = Math.max(older.lastUsedAt ?? 0, newest.createdAt ?? newest.lastUsedAt);
  const oldIsIdle = now - lastNeed >= day;
  return { ...base, step: oldIsIdle ? 'end' : 'watch', oldIsIdle };
}
