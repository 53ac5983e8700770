import { ChannelId } from '#shared/domain/ids.ts';
import { SlaCause } from '#shared/domain/sla.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';

/** What the board is narrowed to. */
export interface SlaBoardFilter {
  readonly show: 'open' | 'at_risk' | 'breached' | 'unsure';
  readonly channelId: ChannelId | null;
  readonly metric: SlaMetric | null;
}

/** Until now: of today (the global calendar's day), 7, 30 or 90 days; or two moments, epoch ms. */
export type SlaPeriod = 'today' | '7d' | '30d' | '90d' | { readonly from: number; readonly until: number };

/** What the list of missed targets is narrowed to. */
export interface SlaBreachFilter {
  readonly period: SlaPeriod;
  readonly channelId: ChannelId | null;
  readonly metric: SlaMetric | null;
  readonly cause: SlaCause | null;
}

/** `tab` 'case': one conversation, by our id of it. */
export type SlaRoute =
  | { readonly page: 'sla'; readonly tab: 'board'; readonly filter: SlaBoardFilter }
  | { readonly page: 'sla'; readonly tab: 'breached'; readonly filter: SlaBreachFilter }
  | { readonly page: 'sla'; readonly tab: 'report' | 'settings' }
  | { readonly page: 'sla'; readonly tab: 'case'; readonly caseId: string };

export const wholeBoard: SlaBoardFilter = { show: 'open', channelId: null, metric: null };
export const breachedLately: SlaBreachFilter = { period: '7d', channelId: null, metric: null, cause: null };

const shows = ['open', 'at_risk', 'breached', 'unsure'] as const;
const periods = ['today', '7d', '30d', '90d'] as const;
/** The last moment a Date can hold. */
const lastMoment = 8_640_000_000_000_000;

const channelIn = (params: URLSearchParams): ChannelId | null => {
  const parsed = ChannelId.safeParse(params.get('channel'));
  return parsed.success ? parsed.data : null;
};
const metricIn = (params: URLSearchParams): SlaMetric | null => {
  const parsed = SlaMetric.safeParse(params.get('metric'));
  return parsed.success ? parsed.data : null;
};

function periodIn(params: URLSearchParams): SlaPeriod {
  const named = periods.find((one) => one === params.get('period'));
  if (named !== undefined) return named;
  const [from, until, rest] = (params.get('period') ?? '').split('-');
  if (rest !== undefined || !/^\d{1,16}$/u.test(from ?? '') || !/^\d{1,16}$/u.test(until ?? '')) return '7d';
  const period = { from: Number(from), until: Number(until) };
  return period.from < period.until && period.until <= lastMoment ? period : '7d';
}

/** Reads what stands after '#' when it begins with '/sla'; null when it is no such address. */
export function parseSlaRoute(path: string, query: string): SlaRoute | null {
  const params = new URLSearchParams(query);
  if (path === '/sla') {
    const show = shows.find((one) => one === params.get('show')) ?? 'open';
    return { page: 'sla', tab: 'board', filter: { show, channelId: channelIn(params), metric: metricIn(params) } };
  }
  if (path === '/sla/breached') {
    const cause = SlaCause.safeParse(params.get('cause'));
    const narrowed = { channelId: channelIn(params), metric: metricIn(params) };
    const filter = { ...narrowed, period: periodIn(params), cause: cause.success ? cause.data : null };
    return { page: 'sla', tab: 'breached', filter };
  }
  if (path === '/sla/report') return { page: 'sla', tab: 'report' };
  if (path === '/sla/settings') return { page: 'sla', tab: 'settings' };
  const caseId = path.startsWith('/sla/case/') ? path.slice('/sla/case/'.length) : '';
  return /^[A-Za-z0-9_-]{1,64}$/u.test(caseId) ? { page: 'sla', tab: 'case', caseId } : null;
}

function withParams(path: string, parts: Readonly<Record<string, string | null>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) if (value !== null) params.set(name, value);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The address of an SLA route, with '#'. */
export function hrefOfSla(route: SlaRoute): string {
  switch (route.tab) {
    case 'board': {
      const { show, channelId, metric } = route.filter;
      return withParams('#/sla', { show: show === 'open' ? null : show, channel: channelId, metric });
    }
    case 'breached': {
      const { period, channelId, metric, cause } = route.filter;
      const said = typeof period === 'string' ? (period === '7d' ? null : period) : `${period.from}-${period.until}`;
      return withParams('#/sla/breached', { period: said, channel: channelId, metric, cause });
    }
    case 'report':
    case 'settings':
      return `#/sla/${route.tab}`;
    case 'case':
      return `#/sla/case/${route.caseId}`;
  }
}

/** Shorthand for a link to a filtered board. */
export const slaBoardHref = (filter: Partial<SlaBoardFilter> = {}): string =>
  hrefOfSla({ page: 'sla', tab: 'board', filter: { ...wholeBoard, ...filter } });

/** Shorthand for a link to a filtered list of missed targets. */
export const slaBreachedHref = (filter: Partial<SlaBreachFilter> = {}): string =>
  hrefOfSla({ page: 'sla', tab: 'breached', filter: { ...breachedLately, ...filter } });

export const slaCaseHref = (caseId: string): string => hrefOfSla({ page: 'sla', tab: 'case', caseId });
