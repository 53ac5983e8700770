import ipaddr from 'ipaddr.js';
import type { Clock } from '#shared/lib/clock.ts';

/** Wrong attempts answered as such; from the next one on the peer is told to slow down. */
const allowedAttempts = 10;
const windowMs = 60_000;
/** Peers remembered at once; the one heard of first is forgotten first. */
const longestMemory = 10_000;

export interface AttemptLimiter {
  /** Counts a wrong attempt. Null while the peer is within its limit, else the seconds until it may try again. */
  wrong(peer: string): number | null;
}

/** Counts wrong secrets per peer and minute. Right secrets are not its business: they are always served. */
export function createAttemptLimiter(clock: Clock): AttemptLimiter {
  const peers = new Map<string, { count: number; readonly since: number }>();
  return {
    wrong: (peer) => {
      const now = clock.monotonic();
      const name = networkOf(peer);
      let entry = peers.get(name);
      if (entry === undefined || now - entry.since >= windowMs) {
        peers.delete(name);
        entry = { count: 0, since: now };
        peers.set(name, entry);
        if (peers.size > longestMemory) peers.delete(peers.keys().next().value ?? '');
      }
      entry.count += 1;
      return entry.count <= allowedAttempts ? null : Math.ceil((entry.since + windowMs - now) / 1_000);
    },
  };
}

/** One subscriber holds a whole /64 of IPv6, so that is what counts as one peer. */
function networkOf(peer: string): string {
  if (!ipaddr.isValid(peer)) return peer;
  const address = ipaddr.process(peer);
  return address instanceof ipaddr.IPv4
    ? address.toString()
    : Buffer.from(address.toByteArray().slice(0, 8)).toString('hex');
}
