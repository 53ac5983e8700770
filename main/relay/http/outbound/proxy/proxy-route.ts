import type { FixedProxy } from '#shared/contract/relay-config.ts';

/** One proxy, as a connection to it needs it. */
export interface ProxyRoute {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** TLS is spoken to the proxy itself. */
  readonly isSecure: boolean;
  /** 'host:port', for people. */
  readonly label: string;
  /** Value of Proxy-Authorization, or null. A secret. */
  readonly authorization: string | null;
  /** Of the proxy's own certificate, in place of the public authorities; PEM. */
  readonly ca: string | null;
  /** Counts beside the others for hosts behind it; PEM. */
  readonly trustedCa: string | null;
  /** A connection to it that does not stand after this is given up, milliseconds; left out: as long as a tunnel may take. */
  readonly reachMs?: number;
}

type ProxyFields = Omit<FixedProxy, 'kind'>;

/** Throws a TypeError for an address that is none; a rule of the configuration was checked before. */
export function routeOf({ url, ca, trustedCa, username, password }: ProxyFields): ProxyRoute {
  const parsed = new URL(url);
  const isSecure = parsed.protocol === 'https:';
  const port = Number(parsed.port || (isSecure ? 443 : 80));
  const host = parsed.hostname.startsWith('[') ? parsed.hostname.slice(1, -1) : parsed.hostname;
  return {
    host,
    port,
    isSecure,
    label: `${parsed.hostname}:${port}`,
    authorization: username === undefined ? null : basic(username, password ?? ''),
    ca: ca ?? null,
    trustedCa: trustedCa ?? null,
  };
}

/** HTTP: Basic authentication, in UTF-8 (RFC 7617). */
function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
