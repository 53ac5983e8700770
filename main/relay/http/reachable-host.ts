/** Addresses that mean "every interface" are reached over loopback. */
const anyAddress: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/** Where a listener is reached from this computer, by the host it listens on; an IPv6 address without brackets. */
export function reachableHost(host: string): string {
  const bare = host.replace(/^\[|\]$/gu, '');
  return anyAddress.get(bare) ?? bare;
}
