import { routeOf, type ProxyRoute } from '../proxy-route.ts';

/** One of the ways that a PAC file offers for an address, best first. Null: straight to the host. */
export interface PacOffer {
  /** 'http://proxy.example.com:8080', or 'direct'. */
  readonly key: string;
  readonly route: ProxyRoute | null;
}

/** Behind so many the rest is not looked at. */
const mostOffers = 20;
/** A proxy that does not answer in this time is given up for the next one, milliseconds. */
const reachMs = 5_000;

const direct: PacOffer = { key: 'direct', route: null };

/**
 * What a PAC file's answer offers of what we can use: 'PROXY a:1; HTTPS b:2; SOCKS c:3; DIRECT' is three. Empty: nothing of it.
 * An empty answer means straight, as everywhere.
 */
export function offersOf(answer: string): PacOffer[] {
  if (answer.trim() === '') return [direct];
  const offers = answer.split(';').slice(0, mostOffers).map(offerOf);
  const known = new Map(offers.flatMap((offer) => (offer === null ? [] : [[offer.key, offer] as const])));
  return [...known.values()];
}

/** 'SOCKS5, QUIC': the kinds alone, without addresses. */
export function kindsIn(answer: string): string {
  const kinds = answer.split(';', mostOffers).map((offer) => /^\s*([A-Za-z0-9]{1,12})\b/u.exec(offer)?.[1] ?? '?');
  return [...new Set(kinds)].join(', ').slice(0, 60);
}

function offerOf(offer: string): PacOffer | null {
  const text = offer.trim();
  if (/^direct$/iu.test(text)) return direct;
  const [, kind = '', place = ''] = /^(proxy|https?)\s+(\S{1,300})$/iu.exec(text) ?? [];
  const url = `${kind.toLowerCase() === 'https' ? 'https' : 'http'}://${place}`;
  if (!/^https?:\/\/(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?\/?$/u.test(url) || !URL.canParse(url)) {
    return null;
  }
  const route = { ...routeOf({ url }), reachMs };
  return { key: `${route.isSecure ? 'https' : 'http'}://${route.label}`, route };
}
