import type { KnownClient } from '#shared/domain/certificate-desk.ts';
import { dayMs, daysLeft } from './end-look.ts';

/** current: the one CXone shows. new: known, but never shown yet. old: shown once, not for a day. */
export type ClientState = 'current' | 'new' | 'old' | 'ended';

/** How one of an integration's certificates stands beside the others. */
export function clientState(client: KnownClient, siblings: readonly KnownClient[], now: number): ClientState {
  if (client.certificate !== null && daysLeft(client.certificate.validUntil, now) < 0) return 'ended';
  if (client.lastSeenAt === null) return 'new';
  const newest = Math.max(...siblings.map(({ lastSeenAt }) => lastSeenAt ?? -Infinity));
  return client.lastSeenAt === newest || now - client.lastSeenAt < dayMs ? 'current' : 'old';
}

/** Another one has been seen since, and this one not for a day: nothing depends on it any more. */
export function canGo(client: KnownClient, siblings: readonly KnownClient[], now: number): boolean {
  const { lastSeenAt } = client;
  if (client.source === 'config' || lastSeenAt === null || now - lastSeenAt < dayMs) return false;
  return siblings.some((other) => other.id !== client.id && other.lastSeenAt !== null && other.lastSeenAt > lastSeenAt);
}

/** Those that are shown first, then those to come, then those that were. */
export function orderClients(clients: readonly KnownClient[], now: number): readonly KnownClient[] {
  const rank: Readonly<Record<ClientState, number>> = { current: 0, new: 1, old: 2, ended: 3 };
  return [...clients].sort(
    (a, b) =>
      rank[clientState(a, clients, now)] - rank[clientState(b, clients, now)] ||
      (b.lastSeenAt ?? b.addedAt ?? 0) - (a.lastSeenAt ?? a.addedAt ?? 0),
  );
}

/** What a known client is called while its certificate has not been seen. */
export const clientName = ({ certificate, san, sha256 }: KnownClient): string =>
  certificate?.name ?? san ?? sha256?.slice(0, 16) ?? '?';
