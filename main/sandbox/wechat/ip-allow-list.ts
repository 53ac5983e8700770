import { BlockList, isIP } from 'node:net';

/** '::ffff:127.0.0.1' as '127.0.0.1'. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d)/iu, '');
}

/** Whether a line of the list is one address, or a network as '203.0.113.0/24'. */
export function isListEntry(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/u.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

export function isAllowed(caller: string, entries: readonly string[]): boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  const version = isIP(caller);
  return version !== 0 && list.check(caller, version === 6 ? 'ipv6' : 'ipv4');
}
