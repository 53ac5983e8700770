import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Where a channel's token outlives a restart, so that a crash loop does not use up the day's quota. */
export interface TokenMemory {
  read(): Promise<string | null>;
  write(value: string): Promise<void>;
}

const RememberedToken = z.object({
  /** Ties the record to account and secret, so that a changed secret never meets an old token. */
  owner: z.string(),
  /** Null when only the forced refreshes are worth remembering. */
  token: z.string().nullable(),
  /** Wall clock, epoch ms. */
  obtainedAt: z.number(),
  expiresAt: z.number(),
  /** When the token was replaced by force, wall clock, newest last. */
  forcedAt: z.array(z.number()),
});
export type RememberedToken = z.infer<typeof RememberedToken>;

export function tokenOwner(appId: string, secret: string): string {
  return createHash('sha256').update(`${appId}\n${secret}`).digest('hex');
}

/** Reads what was remembered; null for nothing, for damage, and for another account or secret. */
export function parseRemembered(text: string | null, owner: string): RememberedToken | null {
  if (text === null) return null;
  try {
    const parsed = RememberedToken.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.owner === owner ? parsed.data : null;
  } catch {
    // Damaged: as good as nothing, a token can always be asked for again.
    return null;
  }
}
