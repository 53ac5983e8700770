import type { CxoneRules } from './rules.ts';

/** Digital Engagement API: limits per hour and tenant, and the bucket of one contact. */
const perHour = { storeInbound: 360_000, updateContact: 1_000_000, getContact: 120_000 } as const;
const contactBurst = 250;
const contactRefillPerMinute = 17;

export type LimitedAction = keyof typeof perHour;

export interface RateLimits {
  /** Seconds to wait when the tenant is over its limit, otherwise undefined and the call is counted. */
  overTenantLimit(action: LimitedAction, now: number): number | undefined;
  /** The same for one contact. */
  overContactLimit(contactNumber: string, now: number): number | undefined;
}

export function createRateLimits(rules: () => CxoneRules): RateLimits {
  const used = new Map<LimitedAction, { hour: number; count: number }>();
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    overTenantLimit(action, now) {
      const { limitFactor } = rules();
      if (limitFactor === 0) return undefined;
      const hour = Math.floor(now / 3_600_000);
      let use = used.get(action);
      if (!use || use.hour !== hour) {
        use = { hour, count: 0 };
        used.set(action, use);
      }
      if (use.count >= perHour[action] * limitFactor) return Math.ceil(((hour + 1) * 3_600_000 - now) / 1000);
      use.count += 1;
      return undefined;
    },
    overContactLimit(contactNumber, now) {
      const { limitFactor } = rules();
      if (limitFactor === 0) return undefined;
      const full = contactBurst * limitFactor;
      const refillPerMs = (contactRefillPerMinute * limitFactor) / 60_000;
      const bucket = buckets.get(contactNumber) ?? { tokens: full, at: now };
      const tokens = Math.min(full, bucket.tokens + (now - bucket.at) * refillPerMs);
      if (tokens < 1) {
        buckets.set(contactNumber, { tokens, at: now });
        return Math.max(1, Math.ceil((1 - tokens) / refillPerMs / 1000));
      }
      buckets.set(contactNumber, { tokens: tokens - 1, at: now });
      if (buckets.size > 100_000) buckets.clear();
      return undefined;
    },
  };
}
