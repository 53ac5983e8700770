import type { IncomingHttpHeaders } from 'node:http';
import type { TransportReason } from '../../ports/outbound-http.ts';

/** As Node's own client has it. */
export const longestHeadBytes = 16 * 1024;

/** An answer that is not taken, whatever else it holds. */
export class AnswerRefused extends Error {
  override readonly name = 'AnswerRefused';
  readonly reason: TransportReason;

  constructor(reason: TransportReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface AnswerHead {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case; repeats are joined by a comma where a list may stand, else the first holds; cookies are listed. */
  readonly headers: IncomingHttpHeaders;
  /** Null when it is not said. */
  readonly contentLength: number | null;
  readonly isChunked: boolean;
  /** Another request may follow on the same connection. */
  readonly keepsAlive: boolean;
  /** How long the other side says it keeps an unused connection open; null when it does not say. */
  readonly idleMs: number | null;
}

const statusLine = /^HTTP\/1\.([01]) ([1-9]\d{2})(?: (.*))?$/u;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u;
/** Control characters, and line breaks that are not CRLF. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)|(?<!\r)\n/u;

/** Reads the first line and the header lines, without the empty line that ends them. Throws an AnswerRefused. */
export function readAnswerHead(text: string): AnswerHead {
  if (forbidden.test(text)) refuse('a forbidden character in the headers');
  const lines = text.split('\r\n');
  const first = statusLine.exec(lines[0] ?? '');
  if (first === null) refuse('no status line');
  const headers: Record<string, string | string[]> = {};
  for (let at = 1; at < lines.length; at += 1) enter(headers, lines[at] ?? '');
  const connection = textOf(headers['connection']).toLowerCase();
  const contentLength = lengthOf(headers['content-length']);
  const isChunked = isChunkedIn(headers['transfer-encoding']);
  if (isChunked && contentLength !== null) refuse('two statements of the length');
  return {
    status: Number(first[2]),
    statusText: first[3] ?? '',
    headers,
    contentLength,
    isChunked,
    keepsAlive: first[1] === '1' && !/(?:^|,)\s*close\s*(?:,|$)/u.test(connection),
    idleMs: idleIn(headers['keep-alive']),
  };
}

/** These may be named once only: two of them mean that two programs would read the answer in two ways. */
const once = new Set(['content-length', 'transfer-encoding']);
/** One value by their nature. As Node's own client has it, the first holds. */
const single = new Set([
  'age',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'server',
]);

function enter(headers: Record<string, string | string[]>, line: string): void {
  const colon = line.indexOf(':');
  const written = line.slice(0, Math.max(colon, 0));
  if (!token.test(written)) refuse('a header without a name');
  const name = written.toLowerCase();
  const value = line.slice(colon + 1).trim();
  const before = headers[name];
  if (name === 'set-cookie') headers[name] = Array.isArray(before) ? [...before, value] : [value];
  else if (typeof before !== 'string') headers[name] = value;
  else if (once.has(name)) refuse(`${name} twice`);
  else if (!single.has(name)) headers[name] = `${before}, ${value}`;
}

function lengthOf(value: string | string[] | undefined): number | null {
  if (value === undefined) return null;
  const length = /^\d{1,15}$/u.test(textOf(value)) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(length) ? length : refuse('a length that is no number');
}

function isChunkedIn(value: string | string[] | undefined): boolean {
  if (value === undefined) return false;
  return textOf(value).toLowerCase() === 'chunked' || refuse('a transfer encoding that was not asked for');
}

function idleIn(value: string | string[] | undefined): number | null {
  const seconds = /(?:^|[,\s])timeout=(\d{1,6})/u.exec(textOf(value))?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function refuse(what: string): never {
  throw new AnswerRefused('protocol', what);
}
