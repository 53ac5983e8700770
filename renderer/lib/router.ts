import { useSyncExternalStore } from 'react';
import { ChannelId, MessageId } from '#shared/domain/ids.ts';
import { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import { hrefOfCertificates, parseCertificatesRoute, type CertificatesRoute } from './certificates-routes.ts';
import { hrefOfSearch, parseSearchRoute, type SearchRoute } from './message-search-routes.ts';
import { hrefOfSetup, parseSetupRoute, type SetupRoute } from './setup-routes.ts';
import { hrefOfSla, parseSlaRoute, type SlaRoute } from './sla-routes.ts';

/** What the live list is narrowed to. An empty list means any. */
export interface TrafficQuery {
  readonly channelIds: readonly ChannelId[];
  readonly direction: Direction | null;
  readonly kinds: readonly MessageKind[];
  readonly states: readonly MessageState[];
  /** Words that stand in the excerpt, as typed. Empty: none. */
  readonly text: string;
}

/** Longest text of a filter, in UTF-16 units. */
export const maxFilterText = 100;

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'channel'; readonly channelId: ChannelId }
  | { readonly page: 'traffic'; readonly query: TrafficQuery; readonly messageId: MessageId | null }
  | { readonly page: 'incidents'; readonly incidentId: string | null }
  | { readonly page: 'handOver' }
  | SlaRoute
  | SearchRoute
  | CertificatesRoute
  | SetupRoute
  | { readonly page: 'sandbox' }
  | { readonly page: 'settings'; readonly section?: 'alerts' };

export const wholeTraffic: TrafficQuery = { channelIds: [], direction: null, kinds: [], states: [], text: '' };

function parseQuery(text: string): TrafficQuery {
  const params = new URLSearchParams(text);
  const direction = Direction.safeParse(params.get('direction'));
  const listOf = (name: string): readonly string[] => (params.get(name) ?? '').split(',');
  const channels = listOf('channel').flatMap((id) => {
    const channelId = ChannelId.safeParse(id);
    return channelId.success ? [channelId.data] : [];
  });
  return {
    channelIds: [...new Set(channels)],
    direction: direction.success ? direction.data : null,
    kinds: MessageKind.options.filter((kind) => listOf('type').includes(kind)),
    states: MessageState.options.filter((state) => listOf('state').includes(state)),
    text: (params.get('text') ?? '').slice(0, maxFilterText).replace(/[\uD800-\uDBFF]$/u, ''),
  };
}

function parseMessageId(text: string): MessageId | null {
  try {
    const parsed = MessageId.safeParse(decodeURIComponent(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // A stray percent sign: no such message.
    return null;
  }
}

function incidentIdIn(path: string): string | null {
  const id = path.slice('/incident/'.length);
  return /^[A-Za-z0-9-]{1,64}$/u.test(id) ? id : null;
}

/** Reads the address after '#'. Anything unknown leads to the overview. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/u, '').split('?', 2);
  if (path === '/settings') return { page: 'settings' };
  if (path === '/settings/alerts') return { page: 'settings', section: 'alerts' };
  if (path === '/sandbox') return { page: 'sandbox' };
  if (path === '/hand-over') return { page: 'handOver' };
  if (path === '/incidents') return { page: 'incidents', incidentId: null };
  if (path.startsWith('/incident/')) return { page: 'incidents', incidentId: incidentIdIn(path) };
  if (path.startsWith('/channel/')) {
    const channelId = ChannelId.safeParse(path.slice('/channel/'.length));
    if (channelId.success) return { page: 'channel', channelId: channelId.data };
  }
  if (path === '/traffic') return { page: 'traffic', query: parseQuery(query), messageId: null };
  if (path.startsWith('/message/')) {
    const messageId = parseMessageId(path.slice('/message/'.length));
    if (messageId !== null) return { page: 'traffic', query: parseQuery(query), messageId };
  }
  const found = parseSearchRoute(path, query) ?? parseSetupRoute(path);
  if (found !== null) return found;
  return parseSlaRoute(path, query) ?? parseCertificatesRoute(path) ?? { page: 'overview' };
}

function formatQuery(query: TrafficQuery): string {
  const params = new URLSearchParams();
  if (query.channelIds.length > 0) params.set('channel', query.channelIds.join(','));
  if (query.direction !== null) params.set('direction', query.direction);
  if (query.kinds.length > 0) params.set('type', query.kinds.join(','));
  if (query.states.length > 0) params.set('state', query.states.join(','));
  if (query.text !== '') params.set('text', query.text);
  // Commas between states stay readable; they need no escape after '#'.
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The address of a route, for links: every number on screen leads to its list. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'overview':
      return '#/';
    case 'settings':
      return route.section === undefined ? '#/settings' : `#/settings/${route.section}`;
    case 'sandbox':
      return '#/sandbox';
    case 'handOver':
      return '#/hand-over';
    case 'sla':
      return hrefOfSla(route);
    case 'setup':
      return hrefOfSetup(route);
    case 'certificates':
      return hrefOfCertificates(route);
    case 'messages':
    case 'customer':
      return hrefOfSearch(route);
    case 'incidents':
      return route.incidentId === null ? '#/incidents' : `#/incident/${route.incidentId}`;
    case 'channel':
      return `#/channel/${route.channelId}`;
    case 'traffic':
      return route.messageId === null
        ? `#/traffic${formatQuery(route.query)}`
        : `#/message/${encodeURIComponent(route.messageId)}${formatQuery(route.query)}`;
  }
}

/** What a link narrows the live list to; most links name one channel. */
export type TrafficLink = Partial<TrafficQuery> & { readonly channelId?: ChannelId };

/** Shorthand for a link to a filtered list. */
export function trafficHref({ channelId, ...query }: TrafficLink): string {
  const channels = channelId === undefined ? {} : { channelIds: [channelId] };
  return hrefOf({ page: 'traffic', query: { ...wholeTraffic, ...channels, ...query }, messageId: null });
}

export function goTo(route: Route): void {
  window.location.hash = hrefOf(route);
}

let lastHash: string | null = null;
let lastRoute: Route = { page: 'overview' };

function presentRoute(): Route {
  const { hash } = window.location;
  if (hash !== lastHash) {
    lastHash = hash;
    lastRoute = parseRoute(hash);
  }
  return lastRoute;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, presentRoute);
}
