import type { RelayConfig } from '#shared/contract/relay-config.ts';

export interface CalledAddress {
  /** 'https://api.weixin.qq.com' */
  readonly origin: string;
  readonly side: 'wechat' | 'cxone' | 'other';
}

/** The platforms' own, for a relay without channels: whoever sets it up wants to know whether they can be reached. */
const usual: readonly CalledAddress[] = [
  { origin: 'https://api.weixin.qq.com', side: 'wechat' },
  { origin: 'https://cxone.niceincontact.com', side: 'cxone' },
];

/** Where calls go by the configuration, each address once. CXone names further ones while the relay runs. */
export function calledAddresses({
  channels,
  integrations,
  destinations,
}: Pick<RelayConfig, 'channels' | 'integrations' | 'destinations'>): CalledAddress[] {
  const platforms: CalledAddress[] = [
    ...channels.map(({ wechat }): CalledAddress => ({ origin: originOf(wechat.apiBase), side: 'wechat' })),
    ...integrations.flatMap(({ cxone }): CalledAddress[] =>
      [cxone.issuer, cxone.apiBase]
        .filter((address) => address !== undefined)
        .map((address) => ({ origin: originOf(address), side: 'cxone' })),
    ),
  ];
  const named = platforms.length > 0 ? platforms : usual;
  const known = new Set(named.map(({ origin }) => hostOf(origin)));
  const others = destinations.filter(({ host }) => !known.has(host) && URL.canParse(`https://${host}`));
  const all = [...named, ...others.map(({ host }): CalledAddress => ({ origin: `https://${host}`, side: 'other' }))];
  return [...new Map(all.map((one) => [one.origin, one])).values()];
}

const originOf = (address: string): string => new URL(address).origin;
const hostOf = (origin: string): string => new URL(origin).hostname;
