import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { PlainProxyAgent, SecureProxyAgent } from './proxy/proxy-agents.ts';
import type { ProxyRoute } from './proxy/proxy-route.ts';
import type { Ways } from './proxy/ways.ts';
import type { Destinations } from './destinations.ts';

/** What one destination needs beyond the public trust store. PEM text. */
export interface DestinationTls {
  /** Trusted for this destination in place of the public authorities. */
  readonly ca?: string;
  /** Our certificate chain and key, for destinations that ask who calls. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** Hosts of files are named by the other side, so there may be many in the course of time. */
const mostBehind = 200;

/** Keep-alive connections, grouped by host and port. */
export interface ConnectionPool {
  agentFor(url: URL): HttpAgent;
  /** Closes the unused connections to the host of `url`: after a silent time-out none of them can be trusted. */
  dropIdle(url: URL): void;
}

export function createConnectionPool(options: {
  readonly lookup: LookupFunction;
  readonly maxSocketsPerHost: number;
  readonly idleSocketMs: number;
  readonly destinations: Destinations;
  readonly ways?: Ways | null;
}): ConnectionPool {
  const common = {
    keepAlive: true,
    maxSockets: options.maxSocketsPerHost,
    maxFreeSockets: options.maxSocketsPerHost,
    // The most recently used first: the others reach their idle time-out and are closed by us, not by the server.
    scheduling: 'lifo' as const,
    timeout: options.idleSocketMs,
    noDelay: true,
    lookup: options.lookup,
  };
  const plain = new HttpAgent(common);
  // Spelled out, because an environment variable could otherwise switch the check off.
  const checked = { ...common, rejectUnauthorized: true, minVersion: 'TLSv1.2' as const };
  const secure = new HttpsAgent(checked);
  const bound = new Map<string, { readonly tls: DestinationTls; readonly agent: HttpsAgent }>();

  const secureFor = (host: string): HttpsAgent => {
    const tls = options.destinations.get(host);
    if (tls === undefined) return secure;
    const known = bound.get(host);
    if (known?.tls === tls) return known.agent;
    if (known !== undefined) retire(known.agent);
    const agent = new HttpsAgent({ ...checked, ...tls });
    bound.set(host, { tls, agent });
    return agent;
  };
  const behind = new Map<
    string,
    { readonly tls: DestinationTls | null; readonly route: ProxyRoute; readonly agent: HttpAgent }
  >();
  options.destinations.onChange?.((host) => {
    const known = bound.get(host);
    if (known !== undefined) retire(known.agent);
    bound.delete(host);
    for (const [origin, { agent }] of [...behind]) {
      if (new URL(origin).hostname !== host) continue;
      retire(agent);
      behind.delete(origin);
    }
  });

  const straight = (url: URL): HttpAgent => (url.protocol === 'http:' ? plain : secureFor(url.hostname));
  const { ways } = options;
  const throughProxy = (url: URL): HttpAgent => {
    const route = ways?.routeTo(url) ?? null;
    if (route === null) return straight(url);
    const tls = options.destinations.get(url.hostname) ?? null;
    const known = behind.get(url.origin);
    if (known?.tls === tls && known.route === route) return known.agent;
    if (known !== undefined) retire(known.agent);
    const [oldest] = behind.size < mostBehind ? [] : behind;
    if (oldest !== undefined) {
      retire(oldest[1].agent);
      behind.delete(oldest[0]);
    }
    const origin = new URL(url.origin);
    const agent =
      url.protocol === 'http:'
        ? new PlainProxyAgent(common, route, origin)
        : new SecureProxyAgent(common, route, origin, tls);
    behind.set(url.origin, { tls, route, agent });
    return agent;
  };
  const agentFor = ways ? throughProxy : straight;

  return {
    agentFor,
    dropIdle: (url) => {
      const port = url.port || (url.protocol === 'http:' ? '80' : '443');
      for (const [name, sockets] of Object.entries(agentFor(url).freeSockets)) {
        if (!name.startsWith(`${bareHost(url)}:${port}:`)) continue;
        for (const socket of [...(sockets ?? [])]) socket.destroy();
      }
    },
  };
}

/** Calls under way go on; their connections are used for no other. */
function retire(agent: HttpAgent): void {
  // Not a documented field, but what the agent itself looks at when a connection falls free.
  Object.assign(agent, { keepAlive: false });
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of [...(sockets ?? [])]) socket.destroy();
}

/** The host as Node wants it: IPv6 without brackets. */
export function bareHost(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}
