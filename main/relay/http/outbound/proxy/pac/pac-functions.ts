import ipaddr from 'ipaddr.js';
import { dateRange, timeRange, weekdayRange } from './pac-times.ts';

export type PacValue = string | number | boolean | null;
export type PacFunction = (...args: readonly PacValue[]) => PacValue;

export interface PacSurroundings {
  /** The IPv4 address of a name, or null. */
  readonly lookUp: (name: string) => string | null;
  readonly ownAddress: () => string;
  readonly now: () => Date;
}

/** What a PAC file may call, by name (Netscape's "Proxy Auto-Config File", as browsers have it). */
export function pacFunctions({ lookUp, ownAddress, now }: PacSurroundings): Readonly<Record<string, PacFunction>> {
  const resolve = (host: PacValue): string | null => {
    const name = text(host);
    return ipaddr.IPv4.isValidFourPartDecimal(name) ? name : lookUp(name);
  };
  const isResolvable: PacFunction = (host = null) => resolve(host) !== null;
  const dnsResolve: PacFunction = (host = null) => resolve(host);
  return {
    alert: () => null,
    isPlainHostName: (host = null) => !/[.:]/u.test(text(host)),
    dnsDomainIs: (host = null, domain = null) => text(host).toLowerCase().endsWith(text(domain).toLowerCase()),
    localHostOrDomainIs: (host = null, full = null) => {
      const [name, whole] = [text(host).toLowerCase(), text(full).toLowerCase()];
      return name === whole || (!name.includes('.') && whole.startsWith(`${name}.`));
    },
    dnsDomainLevels: (host = null) => text(host).split('.').length - 1,
    shExpMatch: (given = null, pattern = null) => matches(text(given), text(pattern)),
    isResolvable,
    dnsResolve,
    isInNet: (host = null, pattern = null, mask = null) => isInNet(resolve(host), text(pattern), text(mask)),
    myIpAddress: ownAddress,
    convert_addr: (address = null) => numberOf(text(address)) ?? 0,
    weekdayRange: (...args) => weekdayRange(args, now()),
    dateRange: (...args) => dateRange(args, now()),
    timeRange: (...args) => timeRange(args, now()),
    // Microsoft's, of which we know the addresses of version 4.
    isResolvableEx: isResolvable,
    dnsResolveEx: (host = null) => resolve(host) ?? '',
    myIpAddressEx: ownAddress,
    isInNetEx: (host = null, network = null) => isInNetwork(text(host), text(network)),
  };
}

function text(value: PacValue): string {
  return value === null ? '' : String(value);
}

/** A shell pattern: '*' and '?' alone mean something. Without expressions, as a pattern of many stars must not take long. */
function matches(given: string, pattern: string): boolean {
  let [at, wanted, star, from] = [0, 0, -1, 0];
  while (at < given.length) {
    if (pattern[wanted] === '*') {
      star = wanted;
      wanted += 1;
      from = at;
    } else if (pattern[wanted] === '?' || pattern[wanted] === given[at]) {
      at += 1;
      wanted += 1;
    } else if (star >= 0) {
      wanted = star + 1;
      from += 1;
      at = from;
    } else {
      return false;
    }
  }
  while (pattern[wanted] === '*') wanted += 1;
  return wanted === pattern.length;
}

function numberOf(address: string): number | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return null;
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isInNet(address: string | null, pattern: string, mask: string): boolean {
  const [own, network, bits] = [numberOf(address ?? ''), numberOf(pattern), numberOf(mask)];
  // Numbers of 32 bits; the sign that & gives them is the same on both sides.
  return own !== null && network !== null && bits !== null && (own & bits) === (network & bits);
}

function isInNetwork(host: string, network: string): boolean {
  if (!ipaddr.isValid(host) || !ipaddr.isValidCIDR(network)) return false;
  const address = ipaddr.parse(host);
  const [base, bits] = ipaddr.parseCIDR(network);
  return address.kind() === base.kind() && address.match(base, bits);
}
