import type { ProxyRule, RelayConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { calledAddresses } from '#main/node/called-addresses.ts';

/** What the operating system says for an address, as a PAC file would: 'PROXY proxy.example.com:8080; DIRECT'. */
export type ResolveProxy = (url: string) => Promise<string>;

/**
 * The configuration with every 'system' replaced by what the operating system says now, so that the relay, which cannot ask it,
 * runs on plain rules. Hosts that CXone names later go the way of its sign-in address. Throws PROXY_NOT_SUPPORTED.
 */
export async function withSystemWays(config: RelayConfig, resolve: ResolveProxy): Promise<RelayConfig> {
  const { outbound, destinations } = config;
  if (![outbound, ...destinations].some((one) => isSystem(one?.proxy))) return config;
  const addresses = calledAddresses(config);
  const typical = addresses.find(({ side }) => side === 'cxone')?.origin ?? 'https://cxone.niceincontact.com';
  const byDefault = isSystem(outbound?.proxy) ? await ruleFor(typical, resolve) : outbound?.proxy;
  const own = await Promise.all(
    destinations.map(async (one) =>
      isSystem(one.proxy) ? { ...one, proxy: await ruleFor(`https://${one.host}`, resolve) } : one,
    ),
  );
  const hosts = new Map(own.map((one) => [one.host, one]));
  if (isSystem(outbound?.proxy)) {
    for (const { origin } of addresses) {
      const host = new URL(origin).hostname;
      const known = hosts.get(host);
      if (known?.proxy !== undefined) continue;
      const proxy = await ruleFor(origin, resolve);
      if (JSON.stringify(proxy) !== JSON.stringify(byDefault)) hosts.set(host, { ...known, host, proxy });
    }
  }
  return {
    ...config,
    ...(byDefault !== undefined && { outbound: { ...outbound, proxy: byDefault } }),
    destinations: [...hosts.values()],
  };
}

function isSystem(rule: ProxyRule | undefined): boolean {
  return typeof rule === 'object' && rule.kind === 'system';
}

async function ruleFor(origin: string, resolve: ResolveProxy): Promise<ProxyRule> {
  const offers = (await resolve(`${origin}/`)).split(';').map((offer) => offer.trim());
  for (const offer of offers) {
    if (/^direct$/iu.test(offer)) return 'direct';
    const [, kind = '', place] = /^(proxy|https?)\s+([^\s]+)$/iu.exec(offer) ?? [];
    if (place !== undefined) {
      return { kind: 'fixed', url: `${kind.toLowerCase() === 'https' ? 'https' : 'http'}://${place}` };
    }
  }
  throw new RelayError('PROXY_NOT_SUPPORTED', 'the system names no HTTP proxy', { value: kindsOf(offers) });
}

/** 'SOCKS5': the kinds alone, without addresses. */
function kindsOf(offers: readonly string[]): string {
  return [...new Set(offers.map((offer) => offer.split(/\s/u)[0] ?? ''))].join(', ').slice(0, 60);
}
