import ipaddr from 'ipaddr.js';

/**
 * What counts as one caller: an IPv4 address, or the /64 of an IPv6 address, as one subscriber holds a whole one. An
 * IPv4 address written as IPv6 is the IPv4 caller.
 */
export function peerName(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return address ?? '';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv4
    ? parsed.toString()
    : `${Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex')}/64`;
}

/**
 * Callers behind whom many others may stand: a tunnel or proxy on this computer, and the proxy named in the
 * configuration. What one of them does must not be held against all.
 */
export function createSharedPeers(trustedProxy: string | undefined): (peer: string) => boolean {
  const shared = new Set([
    '127.0.0.1',
    peerName('::1'),
    ...(trustedProxy === undefined ? [] : [peerName(trustedProxy)]),
  ]);
  return (peer) => shared.has(peer);
}

/** Whom an address stands for, for limits of one caller; null where many may stand behind it. */
export function createCallerOf(trustedProxy: string | undefined): (address: string | undefined) => string | null {
  const isShared = createSharedPeers(trustedProxy);
  return (address) => {
    const peer = peerName(address);
    return isShared(peer) ? null : peer;
  };
}
