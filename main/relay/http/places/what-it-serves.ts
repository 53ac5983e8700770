import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { PlaceId, Serves } from '#shared/domain/certificate-desk.ts';
import type { ChannelId } from '#shared/domain/ids.ts';

type Leg = Serves['legs'][number];

/** What stops, and for which channels, when the certificate of a place counts no more. */
export function whatItServes(id: PlaceId, config: RelayConfig): Serves {
  const all = config.channels.map((channel) => channel.id);
  if (all.length === 0) return { legs: [], channelIds: [] };
  if (id === 'open') {
    return { legs: config.listen.box === undefined ? ['wechatIn', 'cxoneIn'] : ['wechatIn'], channelIds: all };
  }
  if (id === 'box') return { legs: ['cxoneIn'], channelIds: all };
  return hostServes(id.slice('destination:'.length), config);
}

function hostServes(host: string, { channels, integrations }: RelayConfig): Serves {
  const legs = new Set<Leg>();
  const channelIds = new Set<ChannelId>();
  for (const { id, wechat, integration } of channels) {
    const cxone = integrations.find((one) => one.id === integration)?.cxone;
    if (new URL(wechat.apiBase).hostname === host) {
      legs.add('wechatOut');
      channelIds.add(id);
    }
    if (cxone !== undefined && isOfCxone(host, cxone)) {
      legs.add('cxoneOut');
      channelIds.add(id);
    }
  }
  return { legs: [...legs], channelIds: [...channelIds] };
}

/** Where the API is found by discovery, it lies in the domain of the issuer ('api-na1.niceincontact.com'). */
function isOfCxone(host: string, { issuer, apiBase }: RelayConfig['integrations'][number]['cxone']): boolean {
  const issuerHost = new URL(issuer).hostname;
  if (host === issuerHost) return true;
  if (apiBase !== undefined) return new URL(apiBase).hostname === host;
  const domain = issuerHost.split('.').slice(1).join('.');
  return domain.includes('.') && host.endsWith(`.${domain}`);
}

/** Where calls to a host go, by configuration. */
export function originsOf(host: string, { channels, integrations }: RelayConfig): readonly URL[] {
  const addresses = [
    ...channels.map(({ wechat }) => wechat.apiBase),
    ...integrations.flatMap(({ cxone }) => [cxone.issuer, ...(cxone.apiBase === undefined ? [] : [cxone.apiBase])]),
  ].map((address) => new URL(address));
  const known = new Map(
    addresses
      .filter((url) => url.hostname === host && url.protocol === 'https:')
      .map((url) => [url.origin, new URL(url.origin)]),
  );
  return known.size > 0 ? [...known.values()].slice(0, mostOrigins) : [new URL(`https://${host}`)];
}

const mostOrigins = 4;
