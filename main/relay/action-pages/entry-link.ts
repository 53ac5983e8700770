import { RelayError } from '#shared/errors/relay-error.ts';
import type { OneTimeToken } from '../ports/admin-cxone.ts';
import { allowedHost, allowedUrl } from './allowed-origin.ts';

/** What CXone sends along when an administrator opens one of our pages. */
export interface EntryLink extends OneTimeToken {
  /** Origin to ask about the token; null when the link names none. */
  readonly apiHost: string | null;
  /** Where the administrator came from; null when the link does not say. */
  readonly backUrl: string | null;
}

const secretFields = ['token', 'userId', 'brandId', 'apiHost', 'backUrl'] as const;
/** How the channel is named is not published: these are looked at in this order, then the path's last part. */
const channelFields = ['channelId', 'channel_id', 'id', 'channel'] as const;

/** Is this CXone's link, as opposed to one of our own pages' addresses? */
export function isEntry(fields: URLSearchParams): boolean {
  return fields.has('token');
}

/**
 * Reads CXone's link. Throws ACTION_LINK_INVALID for what is missing, doubled or has the wrong form, and
 * ACTION_HOST_NOT_ALLOWED for an address that is not CXone's.
 */
export function readEntryLink(fields: URLSearchParams, testOrigins: ReadonlySet<string>): EntryLink {
  for (const name of secretFields) {
    if (fields.getAll(name).length > 1) throw new RelayError('ACTION_LINK_INVALID', `${name} is given twice`);
  }
  const token = fields.get('token') ?? '';
  if (!/^[\u0021-\u007e]{1,4096}$/u.test(token)) throw new RelayError('ACTION_LINK_INVALID', 'the token has no form');
  const apiHost = fields.get('apiHost');
  const backUrl = fields.get('backUrl');
  return {
    brandId: idIn(fields, 'brandId'),
    userId: idIn(fields, 'userId'),
    token,
    apiHost: given(apiHost) ? allowed(apiHost, (text) => allowedHost(text, testOrigins)) : null,
    backUrl: given(backUrl) ? allowed(backUrl, (text) => allowedUrl(text, testOrigins)?.href ?? null) : null,
  };
}

/** The channel the link names, as it stands there, or null. */
export function namedChannel(fields: URLSearchParams, lastPathPart: string | null): string | null {
  for (const name of channelFields) {
    const value = fields.get(name);
    if (given(value)) return value;
  }
  return lastPathPart;
}

function given(value: string | null): value is string {
  return value !== null && value !== '';
}

/** CXone writes ids as text in the link and wants them as numbers. */
function idIn(fields: URLSearchParams, name: 'brandId' | 'userId'): number {
  const text = fields.get(name) ?? '';
  const id = Number(text);
  if (!/^\d{1,16}$/u.test(text) || !Number.isSafeInteger(id)) {
    throw new RelayError('ACTION_LINK_INVALID', `${name} is no number`);
  }
  return id;
}

function allowed(text: string, read: (text: string) => string | null): string {
  const url = read(text);
  if (url === null) {
    throw new RelayError('ACTION_HOST_NOT_ALLOWED', 'the address is not CXone’s', { value: shownHost(text) });
  }
  return url;
}

/** What may be shown of an address that was not allowed: its host, for a person to compare. */
function shownHost(text: string): string {
  return URL.canParse(text) ? new URL(text).host.slice(0, 100) : text.slice(0, 60);
}
