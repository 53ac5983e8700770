import axios, { type AxiosRequestTransformer } from 'axios';
import type { Clock } from '#shared/lib/clock.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { createTargetCheck } from './allowed-target.ts';
import { createConnectionPool, type DestinationTls } from './connection-pool.ts';
import type { Destinations } from './destinations.ts';
import { createGuardedAdapter } from './guarded-adapter.ts';
import { createGuardedLookup, type HostResolver } from './guarded-lookup.ts';
import type { Ways } from './proxy/ways.ts';
import { writeBody } from './request-body.ts';
import { WirePool } from './wire-pool.ts';

export interface OutboundHttpOptions {
  readonly clock: Clock;
  /** Allows http and addresses that are not public. */
  readonly allowPrivateTargets: boolean;
  /** Host names that may be called; '.example.com' allows every name below it. Left out: any. */
  readonly allowedHosts?: readonly string[];
  readonly maxSocketsPerHost?: number;
  /** Unused connections are closed after this. Node servers close theirs after 5 s, and the closer must be us. */
  readonly idleSocketMs?: number;
  /** Extra trust or a client certificate, by host name. */
  readonly destinations?: Destinations;
  /** Proxies; null or left out: none, and nobody asks. */
  readonly ways?: Ways | null;
  /** How host names are resolved; the system's way when left out. */
  readonly resolve?: HostResolver;
  /** Told the Date header of every answer that came over TLS: a hint at the true time. */
  readonly onSecureDate?: (date: unknown) => void;
}

/** A client whose connections can be given up. */
export interface RenewableHttp extends OutboundHttp {
  /**
   * The next call to the origin of that address looks up the name and connects anew. Calls under way end as they are, on
   * connections that are not used again. An address that cannot be read is ignored.
   */
  renew(address: string): void;
}

/**
 * The client for every call to the outside. See the port for its promises.
 *
 * `request(config)` is the quick way and the one for messages: the config goes to the adapter as it is. The aliases
 * (`get`, `post` …) go through axios's own merging and interceptors, which takes as long again as the call itself.
 * Headers that are frozen are read and written once, however many calls are made with them.
 */
export function createOutboundHttp(options: OutboundHttpOptions): RenewableHttp {
  const { clock, allowPrivateTargets } = options;
  const guard = createGuardedLookup({ clock, allowPrivateTargets, resolve: options.resolve });
  const connections = {
    lookup: guard.lookup,
    maxSocketsPerHost: options.maxSocketsPerHost ?? 64,
    idleSocketMs: options.idleSocketMs ?? 4_000,
    destinations: options.destinations ?? new Map<string, DestinationTls>(),
    ways: options.ways ?? null,
  };
  const pool = createConnectionPool(connections);
  const wires = new WirePool(connections);
  const guarded = createGuardedAdapter({
    clock,
    pool,
    wires,
    forgetHost: guard.forget,
    finder: connections.ways?.finder ?? null,
    onSecureDate: options.onSecureDate ?? (() => undefined),
    checkTarget: createTargetCheck({
      allowPrivateTargets,
      allowedHosts: options.allowedHosts ?? null,
      ways: connections.ways,
    }),
  });
  const http = axios.create({
    adapter: guarded.adapter,
    responseType: 'arraybuffer',
    validateStatus: null,
    transformRequest,
    transformResponse: [],
  });
  http.interceptors.response.use(null, (thrown: unknown) => {
    throw guarded.asTransportFailure(thrown);
  });
  http.request = guarded.send as OutboundHttp['request'];
  return Object.assign(http, {
    renew: (address: string): void => {
      if (!URL.canParse(address)) return;
      const url = new URL(address);
      guard.forget(url.hostname);
      pool.dropIdle(url);
      wires.renew(url);
    },
  });
}

// axios would otherwise guess at a content type of its own.
const transformRequest: AxiosRequestTransformer = (data, headers) => {
  const { body, contentType } = writeBody(data);
  if (contentType !== null) headers.setContentType(contentType, false);
  return body;
};
