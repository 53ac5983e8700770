import type { ProxyRule, RelayConfig } from '#shared/contract/relay-config.ts';
import { isLoopbackName } from '../../host-guard.ts';
import { literalAddress } from '../address-guard.ts';
import { PacBook, type Pac, type PacDeps } from './pac/pac-book.ts';
import { routeOf, type ProxyRoute } from './proxy-route.ts';
import { systemRoutes } from './system-variables.ts';

/** Which way calls to a host take. */
export interface Ways {
  /** Null: straight to the host. Where the way has to be found first: the one that was found, or null before. */
  routeTo(url: URL): ProxyRoute | null;
  /** Left out where every way is known from the start. */
  readonly finder?: WayFinder;
}

/** Ways that are found out while calls are made: a PAC file says so for each host. */
export interface WayFinder {
  /** Null: the way is known. Otherwise it is when the promise is kept; it rejects with a ProxyFailure. */
  find(url: URL): Promise<void> | null;
  /** The proxy could not be used, and nothing had left. True: there is another way to try. */
  setAside(url: URL, route: ProxyRoute): boolean;
  /** The host was not reached, and nothing had left. Where it was gone to straight in place of a proxy, that one is soon tried again. */
  notReached(url: URL): void;
  /** Finds it anew, from the start. What is offered, for people; null where nothing has to be found. Throws a ProxyFailure. */
  findNow(url: URL): Promise<string> | null;
  /** Where the file lies that says the way to the host, for people; null where none does. */
  placeFor(url: URL): string | null;
  /** Told of each origin to which other ways lead than before. */
  onOtherWays(listener: (origin: string) => void): void;
}

export type WayDeps = PacDeps;

/**
 * The ways of a configuration; null when it names no proxy at all, so that nobody has to ask. Throws PROXY_SETTING_INVALID and
 * PROXY_NOT_SUPPORTED for the system's variables. Nothing is read before the first call.
 */
export function createWays(
  { outbound, destinations }: Pick<RelayConfig, 'outbound' | 'destinations'>,
  environment: Readonly<Record<string, string | undefined>>,
  deps: Partial<WayDeps> = {},
): Ways | null {
  const rules = [outbound?.proxy, ...destinations.map(({ proxy }) => proxy)];
  if (rules.every((rule) => rule === undefined || rule === 'direct')) return null;
  const bySystem = rules.some(isSystem) ? systemRoutes(environment) : () => null;
  const pacs = new PacBook(destinations, deps);
  const routing = (rule: ProxyRule | undefined): Way => {
    if (rule === undefined || rule === 'direct') return straight;
    if (rule.kind === 'system') return { routeTo: bySystem, pac: null };
    if (rule.kind === 'pac') return pacs.wayOf(rule.source);
    const route = routeOf(rule);
    return { routeTo: () => route, pac: null };
  };
  const byDefault = routing(outbound?.proxy);
  const own = new Map(
    destinations.flatMap(({ host, proxy }) => (proxy === undefined ? [] : [[host, routing(proxy)] as const])),
  );
  const wayTo = (url: URL): Way => {
    const ofHost = own.get(url.hostname);
    if (ofHost !== undefined) return ofHost;
    // A proxy would take these for its own computer.
    return isThisComputer(url.hostname) ? straight : byDefault;
  };
  const routeTo: Ways['routeTo'] = (url) => wayTo(url).routeTo(url);
  if (pacs.isEmpty) return { routeTo };
  return {
    routeTo,
    finder: {
      find: (url) => wayTo(url).pac?.finder.find(url) ?? null,
      setAside: (url, route) => wayTo(url).pac?.finder.setAside(url, route) ?? false,
      notReached: (url) => {
        wayTo(url).pac?.finder.notReached(url);
      },
      findNow: (url) => wayTo(url).pac?.finder.findNow(url) ?? null,
      placeFor: (url) => wayTo(url).pac?.place ?? null,
      onOtherWays: (listener) => {
        pacs.onOtherWays(listener);
      },
    },
  };
}

interface Way {
  readonly routeTo: Ways['routeTo'];
  readonly pac: Pac | null;
}

const straight: Way = { routeTo: () => null, pac: null };

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
