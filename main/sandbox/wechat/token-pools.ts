import { ApiRefusal } from './errors.ts';
import { alphanumeric } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';

/** WeChat: overlap of an old and a new token, and how early the stable token is renewed. */
const overlapMs = 300_000;
const forceSpacingMs = 30_000;
const forcedPerDay = 20;

interface IssuedToken {
  appId: string;
  expiresAt: number;
  /** Set when a newer token took its place at once. */
  isReplaced: boolean;
}

interface AppTokens {
  classic: string | undefined;
  stable: string | undefined;
  forcedAt: number;
  forcedToday: { day: number; count: number };
}

export type TokenCheck = { kind: 'good'; appId: string } | { kind: 'unknown' | 'replaced' | 'expired'; appId?: string };

export interface TokenAnswer {
  access_token: string;
  expires_in: number;
}

export interface TokenPools {
  /** `/cgi-bin/token`: a new token each time; the previous one lives for five more minutes. */
  issueClassic(appId: string, now: number, lifeSeconds: number): TokenAnswer;
  /** `/cgi-bin/stable_token`: the same token until five minutes before its end. Throws ApiRefusal on forcing too often. */
  issueStable(appId: string, now: number, lifeSeconds: number, force: boolean): TokenAnswer;
  check(token: string, now: number): TokenCheck;
  /** Another system refreshed: all tokens handed out so far are refused as "not latest". */
  replaceAll(appId: string): void;
  /** All tokens handed out so far are over. */
  expireAll(appId: string, now: number): void;
  state(appId: string, now: number): { stableLeftSeconds: number | null; forcedToday: number };
}

/** Two pools that know nothing of each other (WeChat: the endpoints use isolated token pools). */
export function createTokenPools(random: Random): TokenPools {
  const issued = new Map<string, IssuedToken>();
  const apps = new Map<string, AppTokens>();

  const tokensOf = (appId: string): AppTokens => {
    const known = apps.get(appId);
    if (known) return known;
    const fresh: AppTokens = {
      classic: undefined,
      stable: undefined,
      forcedAt: -Infinity,
      forcedToday: { day: 0, count: 0 },
    };
    apps.set(appId, fresh);
    return fresh;
  };

  const issue = (appId: string, now: number, lifeSeconds: number): string => {
    const token = `${random.int(80, 99)}_${random.text(120, alphanumeric)}`;
    issued.set(token, { appId, expiresAt: now + lifeSeconds * 1000, isReplaced: false });
    if (issued.size > 5_000) forgetOld(issued, now);
    return token;
  };

  const retire = (token: string | undefined, endsAt: number): void => {
    const entry = token === undefined ? undefined : issued.get(token);
    if (entry) entry.expiresAt = Math.min(entry.expiresAt, endsAt);
  };

  const replace = (token: string | undefined): void => {
    const entry = token === undefined ? undefined : issued.get(token);
    if (entry) entry.isReplaced = true;
  };

  const countForced = (tokens: AppTokens, now: number): void => {
    const day = chinaDay(now);
    if (tokens.forcedToday.day !== day) tokens.forcedToday = { day, count: 0 };
    // The real code for these two refusals is unpublished; this text is the simulator's own.
    if (now - tokens.forcedAt < forceSpacingMs) throw new ApiRefusal(45009, 'force refresh too frequent');
    if (tokens.forcedToday.count >= forcedPerDay) throw new ApiRefusal(45009, 'force refresh limit of the day reached');
    tokens.forcedToday.count += 1;
    tokens.forcedAt = now;
  };

  return {
    issueClassic(appId, now, lifeSeconds) {
      const tokens = tokensOf(appId);
      retire(tokens.classic, now + overlapMs);
      tokens.classic = issue(appId, now, lifeSeconds);
      return { access_token: tokens.classic, expires_in: lifeSeconds };
    },
    issueStable(appId, now, lifeSeconds, force) {
      const tokens = tokensOf(appId);
      const current = tokens.stable === undefined ? undefined : issued.get(tokens.stable);
      if (force) {
        countForced(tokens, now);
        replace(tokens.stable);
      } else if (current && !current.isReplaced && current.expiresAt - now > overlapMs) {
        const leftSeconds = Math.floor((current.expiresAt - now) / 1000);
        return { access_token: tokens.stable ?? '', expires_in: leftSeconds };
      }
      tokens.stable = issue(appId, now, lifeSeconds);
      return { access_token: tokens.stable, expires_in: lifeSeconds };
    },
    check(token, now) {
      const entry = issued.get(token);
      if (!entry) return { kind: 'unknown' };
      const { appId } = entry;
      if (entry.isReplaced) return { kind: 'replaced', appId };
      return entry.expiresAt > now ? { kind: 'good', appId } : { kind: 'expired', appId };
    },
    replaceAll(appId) {
      for (const entry of issued.values()) if (entry.appId === appId) entry.isReplaced = true;
    },
    expireAll(appId, now) {
      for (const entry of issued.values()) if (entry.appId === appId) entry.expiresAt = Math.min(entry.expiresAt, now);
    },
    state(appId, now) {
      const tokens = tokensOf(appId);
      const current = tokens.stable === undefined ? undefined : issued.get(tokens.stable);
      const isGood = current !== undefined && !current.isReplaced && current.expiresAt > now;
      return {
        stableLeftSeconds: isGood ? Math.floor((current.expiresAt - now) / 1000) : null,
        forcedToday: tokens.forcedToday.day === chinaDay(now) ? tokens.forcedToday.count : 0,
      };
    },
  };
}

/** Quotas and counters of a day end at midnight in China. */
export function chinaDay(now: number): number {
  return Math.floor((now + 8 * 3_600_000) / 86_400_000);
}

function forgetOld(issued: Map<string, IssuedToken>, now: number): void {
  for (const [token, entry] of issued) if (entry.expiresAt < now - 86_400_000) issued.delete(token);
}
