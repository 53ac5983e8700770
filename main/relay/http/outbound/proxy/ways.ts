import type { ProxyRule, RelayConfig } from '#shared/contract/relay-config.ts';
import { isLoopbackName } from '../../host-guard.ts';
import { literalAddress } from '../address-guard.ts';
import { routeOf, type ProxyRoute } from './proxy-route.ts';
import { systemRoutes } from './system-variables.ts';

/** Which way calls to a host take. */
export interface Ways {
  /** Null: straight to the host. */
  routeTo(url: URL): ProxyRoute | null;
}

/**
 * The ways of a configuration; null when it names no proxy at all, so that nobody has to ask. Throws PROXY_SETTING_INVALID and
 * PROXY_NOT_SUPPORTED for the system's variables.
 */
export function createWays(
  { outbound, destinations }: Pick<RelayConfig, 'outbound' | 'destinations'>,
  environment: Readonly<Record<string, string | undefined>>,
): Ways | null {
  const rules = [outbound?.proxy, ...destinations.map(({ proxy }) => proxy)];
  if (rules.every((rule) => rule === undefined || rule === 'direct')) return null;
  const bySystem = rules.some(isSystem) ? systemRoutes(environment) : () => null;
  const routing = (rule: ProxyRule | undefined): Ways['routeTo'] => {
    if (rule === undefined || rule === 'direct') return () => null;
    if (rule.kind === 'system') return bySystem;
    const route = routeOf(rule);
    return () => route;
  };
  const byDefault = routing(outbound?.proxy);
  const own = new Map(
    destinations.flatMap(({ host, proxy }) => (proxy === undefined ? [] : [[host, routing(proxy)] as const])),
  );
  return {
    routeTo: (url) => {
      const ofHost = own.get(url.hostname);
      if (ofHost !== undefined) return ofHost(url);
      // A proxy would take these for its own computer.
      return isThisComputer(url.hostname) ? null : byDefault(url);
    },
  };
}

function isSystem(rule: ProxyRule | undefined): boolean {
  return typeof rule === 'object' && rule.kind === 'system';
}

function isThisComputer(hostname: string): boolean {
  return isLoopbackName(hostname) || hostname.endsWith('.localhost');
}

/** Names that mean something inside a network only. A proxy would look them up where we cannot look. */
const innerSuffixes = ['.localhost', '.local', '.internal', '.intranet', '.lan', '.home', '.corp', '.home.arpa'];

/** True for a name of the public internet by its form; addresses are judged elsewhere. */
export function isPublicName(hostname: string): boolean {
  if (literalAddress(hostname) !== null) return true;
  const name = hostname.replace(/\.$/u, '');
  return name.includes('.') && !innerSuffixes.some((suffix) => name.endsWith(suffix));
}
