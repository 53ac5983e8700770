import { timingSafeEqual } from 'node:crypto';
import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** An administrator needs minutes; CXone's own token ends it sooner when it is shorter. */
export const longestSessionMs = 30 * 60_000;
/** Of one tenant. The oldest one gives way. */
const mostSessions = 50;

/** What the next page tells first. */
export interface Told {
  /** present: CXone had them already. nothing: none was chosen. */
  readonly kind: 'created' | 'present' | 'nothing' | 'removed';
  readonly names: readonly string[];
}

/** A reconnect begun from a page. */
export interface BegunRun {
  readonly runId: string;
  readonly channelId: ChannelId;
}

/** One administrator, signed in by CXone. Lives in memory only. */
export interface ActionSession {
  /** 256 random bits. */
  readonly id: string;
  /** Goes into every form. 256 random bits. */
  readonly csrf: string;
  readonly tenantId: string;
  /** Ours in that tenant. */
  readonly integrations: readonly IntegrationConfig[];
  /** CXone's name of the administrator. */
  readonly userName: string;
  /** The administrator's own token: CXone decides what they may do. Never logged or shown. */
  readonly accessToken: string;
  /** Origin that takes the token. */
  readonly apiHost: string;
  readonly backUrl: string | null;
  /** The channel CXone's link named, by our id, or null. */
  readonly channelId: ChannelId | null;
  told: Told | null;
  /** Reconnects begun here. */
  runs: readonly BegunRun[];
  /** Monotonic. */
  readonly endsAt: number;
}

export interface ActionSessions {
  open(
    facts: Omit<ActionSession, 'id' | 'csrf' | 'told' | 'runs' | 'endsAt'> & { readonly lifeMs: number },
  ): ActionSession;
  /** Null when there is none of that id, or its time is over. */
  find(id: string): ActionSession | null;
  end(id: string): void;
}

export function createActionSessions(clock: Clock, random: (sizeBytes: number) => Buffer): ActionSessions {
  const held = new Map<string, ActionSession>();
  const secret = (): string => random(32).toString('base64url');

  const makeRoom = (tenantId: string): void => {
    const now = clock.monotonic();
    for (const [id, { endsAt }] of held) if (endsAt <= now) held.delete(id);
    const ofTenant = [...held.values()].filter((session) => session.tenantId === tenantId);
    for (const { id } of ofTenant.slice(0, Math.max(0, ofTenant.length - mostSessions + 1))) held.delete(id);
  };

  return {
    open: ({ lifeMs, ...facts }) => {
      makeRoom(facts.tenantId);
      const endsAt = clock.monotonic() + Math.min(longestSessionMs, lifeMs);
      const session: ActionSession = { ...facts, id: secret(), csrf: secret(), told: null, runs: [], endsAt };
      held.set(session.id, session);
      return session;
    },
    find: (id) => {
      const session = held.get(id);
      if (session === undefined) return null;
      if (session.endsAt > clock.monotonic()) return session;
      held.delete(id);
      return null;
    },
    end: (id) => {
      held.delete(id);
    },
  };
}

/** Compares in constant time. */
export function isSameSecret(expected: string, given: string): boolean {
  const [first, second] = [Buffer.from(expected), Buffer.from(given)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/** Under https the browser itself keeps others from setting it: the prefix demands Secure, Path=/ and no Domain. */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-veerpont-pages' : 'veerpont-pages';
}

/**
 * Lax and not Strict: the page is reached by a link on CXone's site, and a Strict cookie would be held back on the very
 * redirect that follows it. Forms of other sites never get it sent.
 */
export function sessionCookie(id: string, isSecure: boolean, lifeMs: number): string {
  const seconds = Math.max(0, Math.floor(lifeMs / 1_000));
  const name = sessionCookieName(isSecure);
  return `${name}=${id}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** The session id in a Cookie header, or null. */
export function sessionIdIn(cookieHeader: string | undefined, isSecure: boolean): string | null {
  const name = sessionCookieName(isSecure);
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/u.test(value)) return value;
  }
  return null;
}
