import { isPublicAddress, literalAddress } from './address-guard.ts';
import { isPublicName, type Ways } from './proxy/ways.ts';
import { TransportFailure } from './transport-failure.ts';

export interface TargetRules {
  readonly allowPrivateTargets: boolean;
  /** Host names that may be called; '.example.com' allows every name below it. Null: any. */
  readonly allowedHosts: readonly string[] | null;
  /** Behind a proxy we cannot see where a name leads, so it must look like one of the public internet. */
  readonly ways?: Ways | null;
}

const cacheSize = 1_000;

/**
 * Reads a call's address and refuses what may not be called. Throws a TransportFailure. Addresses that passed are
 * remembered, as most calls of a channel go to the same one; names are checked again when they are resolved. Where the way
 * has to be found it is called before, as nobody need be asked for what may not be called, and again behind.
 */
export function createTargetCheck(rules: TargetRules): (address: string) => URL {
  const passed = new Map<string, URL>();
  const isFound = rules.ways?.finder !== undefined;
  return (address) => {
    const known = passed.get(address);
    if (known !== undefined) {
      // A way that has to be found may be another than it was.
      if (isFound) refuseInnerName(known, rules);
      return known;
    }
    const url = checked(address, rules);
    if (passed.size >= cacheSize) passed.clear();
    passed.set(address, url);
    return url;
  };
}

function checked(address: string, rules: TargetRules): URL {
  const { allowPrivateTargets, allowedHosts } = rules;
  const url = readUrl(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivateTargets)) throw forbidden('https only');
  if (url.username || url.password) throw forbidden('credentials in the address');
  if (allowedHosts !== null && !allowedHosts.some((allowed) => isHost(url.hostname, allowed))) {
    throw forbidden(`${url.hostname} is not among the allowed hosts`);
  }
  // Node resolves no address that is spelled out, so the check at resolving does not see it.
  const literal = allowPrivateTargets ? null : literalAddress(url.hostname);
  if (literal !== null && !isPublicAddress(literal)) throw forbidden(`${literal} is not public`);
  refuseInnerName(url, rules);
  return url;
}

function readUrl(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw forbidden('the address is not a URL');
  }
}

function refuseInnerName(url: URL, { allowPrivateTargets, ways }: TargetRules): void {
  const isBehindProxy = !allowPrivateTargets && (ways?.routeTo(url) ?? null) !== null;
  if (isBehindProxy && !isPublicName(url.hostname)) throw forbidden(`${url.hostname} is no public name`);
}

function isHost(hostname: string, allowed: string): boolean {
  return allowed.startsWith('.') ? hostname.endsWith(allowed) : hostname === allowed;
}

function forbidden(message: string): TransportFailure {
  return new TransportFailure('forbidden_target', 'not_sent', message);
}
