import type { Random } from '../kit/random.ts';

interface Issued {
  userId: number;
  expiresAt: number;
}

/** Tokens for the action pages: each works once, within its life. */
export interface OneTimeTokens {
  issue(userId: number, now: number, lifeMs: number): string;
  /** True exactly once for a token and its user. */
  redeem(token: string, userId: number, now: number): boolean;
}

export function createOneTimeTokens(random: Random): OneTimeTokens {
  const issued = new Map<string, Issued>();
  return {
    issue(userId, now, lifeMs) {
      const token = random.hex(40);
      issued.set(token, { userId, expiresAt: now + lifeMs });
      return token;
    },
    redeem(token, userId, now) {
      const entry = issued.get(token);
      if (!entry || entry.userId !== userId) return false;
      issued.delete(token);
      return entry.expiresAt > now;
    },
  };
}
