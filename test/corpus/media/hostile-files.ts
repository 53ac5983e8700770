import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** One way a file's address can behave, and what has to come of it. */
export interface HostileFile {
  readonly name: string;
  readonly answer: (response: ServerResponse) => void;
  readonly expected:
    | { readonly kind: 'ready'; readonly mimeType: string }
    | { readonly kind: 'refused'; readonly code: ErrorCode }
    | { readonly kind: 'try_later'; readonly code: ErrorCode; readonly retryAfterMs?: number };
}

const megabyte = 1024 * 1024;
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]);

const sent =
  (content: string | Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', ...headers }).end(content);
  };
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(code, headers).end('<html><body>no</body></html>');
  };

/** Writes on until it is stopped, or `bytes` are out. */
const stream =
  (bytes: number, head: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'image/jpeg', ...head });
    const piece = Buffer.alloc(65_536, 0x20);
    let left = bytes;
    const more = (): void => {
      while (!response.destroyed) {
        if (left <= 0) return void response.end();
        left -= piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
    };
    more();
  };

const expired = { kind: 'refused', code: 'MEDIA_EXPIRED' } as const;
const tooLarge = { kind: 'refused', code: 'MEDIA_TOO_LARGE' } as const;
const later = { kind: 'try_later', code: 'MEDIA_SOURCE_UNREACHABLE' } as const;

export const hostileFiles: readonly HostileFile[] = [
  // What it says it is does not count.
  {
    name: 'a page called a picture',
    answer: sent('<!doctype html><script>alert(1)</script>'),
    expected: { kind: 'ready', mimeType: 'text/html' },
  },
  {
    name: 'a drawing with a script called a picture',
    answer: sent('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    expected: { kind: 'ready', mimeType: 'image/svg+xml' },
  },
  {
    name: 'a picture called a page',
    answer: sent(jpeg, { 'content-type': 'text/html' }),
    expected: { kind: 'ready', mimeType: 'image/jpeg' },
  },
  {
    name: 'a program called a picture',
    answer: sent(Buffer.concat([Buffer.from('MZ\u0090\0'), Buffer.alloc(100)])),
    expected: { kind: 'ready', mimeType: 'application/vnd.microsoft.portable-executable' },
  },
  {
    name: 'an archive called a picture, left packed',
    answer: sent(gzipSync(Buffer.alloc(50 * megabyte))),
    expected: { kind: 'ready', mimeType: 'application/gzip' },
  },
  // Too much.
  {
    name: '41 MB, said beforehand',
    answer: stream(41 * megabyte, { 'content-length': String(41 * megabyte) }),
    expected: tooLarge,
  },
  { name: '41 MB, not said', answer: stream(41 * megabyte), expected: tooLarge },
  { name: 'a file without end', answer: stream(Infinity), expected: tooLarge },
  {
    name: 'a small answer that would unpack to 50 MB',
    answer: sent(gzipSync(Buffer.alloc(50 * megabyte)), { 'content-encoding': 'gzip' }),
    expected: { kind: 'refused', code: 'MEDIA_UNREADABLE' },
  },
  {
    name: 'headers without end',
    answer: (response) => {
      const { socket } = response;
      const more = (): void => {
        if (socket?.destroyed === false) socket.write(`x-${'y'.repeat(8_000)}: z\r\n`, more);
      };
      socket?.write('HTTP/1.1 200 OK\r\n');
      more();
    },
    expected: { kind: 'refused', code: 'MEDIA_UNREADABLE' },
  },
  // Too little.
  { name: 'nothing', answer: sent(''), expected: expired },
  { name: '204', answer: status(204), expected: expired },
  {
    name: 'less than announced',
    answer: (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(jpeg);
      setTimeout(() => response.destroy(), 20);
    },
    expected: later,
  },
  {
    name: 'a stream that breaks off',
    answer: (response) => {
      response.writeHead(200);
      response.write(jpeg);
      setTimeout(() => response.destroy(), 20);
    },
    expected: later,
  },
  { name: 'no answer at all', answer: (response) => response.destroy(), expected: later },
  {
    name: 'something that is not HTTP',
    answer: (response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
    },
    expected: { kind: 'refused', code: 'MEDIA_UNREADABLE' },
  },
  // Elsewhere and no more.
  {
    name: 'a redirect to another address',
    answer: status(302, { location: 'http://127.0.0.1:1/elsewhere' }),
    expected: { kind: 'refused', code: 'TARGET_REDIRECTED' },
  },
  ...[400, 401, 403, 404, 410].map((code) => ({ name: `HTTP ${code}`, answer: status(code), expected: expired })),
  ...[408, 429, 500, 502, 503].map((code) => ({ name: `HTTP ${code}`, answer: status(code), expected: later })),
  {
    name: 'HTTP 503 with a time to come back',
    answer: status(503, { 'retry-after': '7' }),
    expected: { ...later, retryAfterMs: 7_000 },
  },
  {
    name: 'an error page without end',
    answer: (response) => {
      response.writeHead(404);
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), more);
      };
      more();
    },
    expected: expired,
  },
];
