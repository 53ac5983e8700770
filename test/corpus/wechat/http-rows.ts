import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { account, aTextPush } from '#test/unit/relay/wechat/support/account.ts';
import type { RawRequest } from '#test/integration/wechat/raw-http.ts';
import { appended, plainPush, securePush, verification, withParameter, type Row } from './row.ts';

const text = aTextPush();
const good = securePush(text);
const megabyte = 1024 * 1024;

const at = (path: string, request: RawRequest = good): RawRequest => ({
  ...request,
  target: request.target.replace(/^\/wechat\/tulip/u, () => path),
});

const typed = (type: string): RawRequest => ({ ...good, headers: { 'content-type': type } });

const padded = (bytes: number): RawRequest => plainPush(text + ' '.repeat(bytes - Buffer.byteLength(text)));

export const allHttpRows: readonly Row[] = [
  ...['//wechat//tulip', '/wechat/tulip/', '///wechat/tulip//'].map((path): Row => ({
    what: `path ${path}`,
    expected: 'stored',
    request: at(path),
  })),
  { what: 'verification with doubled slashes', expected: 'echo', request: at('//wechat//tulip/', verification('7')) },
  ...[
    '/wechat/%2e%2e',
    '/wechat/tulip%2f',
    '/wechat%2ftulip',
    '/wechat/tulip%00',
    '/wechat/%74ulip',
    '/wechat/%2574ulip',
    '/wechat/..',
    '/wechat/tulip/more',
    '/wechat',
    '/WeChat/tulip',
    '/wechat/tu lip'.replace(' ', '%20'),
    '/wechat/tulip;a=b',
    '/wechat/%zz',
    `/wechat/${'a'.repeat(2_000)}`,
  ].map((path): Row => ({ what: `path ${path.slice(0, 40)}`, expected: 404, request: at(path) })),
  ...[
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'xml',
    ';;;',
    'text/xml; charset=gbk',
  ].map((type): Row => ({ what: `content type ${type}`, expected: 'stored', request: typed(type) })),
  { what: 'no content type', expected: 'stored', request: typed('') },
  { what: 'a body in chunks', expected: 'stored', request: chunked(good, 7) },
  { what: 'no body', expected: 400, request: plainPush('') },
  { what: 'no body, by a stranger', expected: 'unauthorized', request: plainPush('', { signing: { token: 'AAAAA' } }) },
  { what: 'a body of exactly 1 MiB', expected: 'stored', request: padded(megabyte) },
  { what: 'a body of 1 MiB and a byte', expected: 413, request: padded(megabyte + 1) },
  { what: 'a body of 10 MB', expected: 413, request: padded(10 * megabyte) },
  {
    what: 'ten megabytes announced, nothing sent',
    expected: 413,
    request: { ...plainPush(''), headers: { 'content-length': String(10 * megabyte) } },
  },
  { what: 'an endless body in chunks', expected: 413, request: chunked(padded(2 * megabyte), 65_536) },
  {
    what: 'a compressed bomb',
    expected: 415,
    request: { ...plainPush(gzipSync(Buffer.alloc(50 * megabyte))), headers: { 'content-encoding': 'gzip' } },
  },
  {
    what: 'a body waited for, with a bad signature: refused before it comes',
    expected: 'unauthorized',
    request: {
      ...plainPush('', { signing: { token: 'AAAAA' } }),
      headers: { expect: '100-continue', 'content-length': '500' },
    },
  },
  {
    what: 'a body waited for, on a channel nobody has: refused before it comes',
    expected: 'unauthorized',
    request: { ...plainPush('', { channel: 'nobody' }), headers: { expect: '100-continue', 'content-length': '500' } },
  },
  {
    what: 'a body waited for, with a good signature',
    expected: 'stored',
    request: { ...good, headers: { expect: '100-continue' } },
  },
  {
    what: 'a thousand parameters',
    expected: 'unauthorized',
    request: securePush(text, { query: appended(Array.from({ length: 1_000 }, (_, n) => `p${n}=1`).join('&')) }),
  },
  {
    what: 'a query of 8 KB',
    expected: 'unauthorized',
    request: securePush(text, { query: appended(`p=${'x'.repeat(8_192)}`) }),
  },
  {
    what: 'a query of 20 KB',
    expected: 431,
    request: securePush(text, { query: appended(`p=${'x'.repeat(20_480)}`) }),
  },
  { what: 'no query', expected: 'unauthorized', request: { ...good, target: '/wechat/tulip' } },
  {
    what: 'another sender in the address than in the body',
    expected: 'stored',
    request: securePush(text, { query: withParameter('openid', 'oSomebodyElse') }),
    also: ({ intake, log }) => {
      expect(intake.pushes[0]?.openId).toBe(account.openId);
      expect(log.lines.join()).toContain('wechat.query_openid_differs');
    },
  },
  {
    what: 'the sender in the address as in the body',
    expected: 'stored',
    request: securePush(text, { query: withParameter('openid', account.openId) }),
    also: ({ log }) => {
      expect(log.lines.join()).not.toContain('wechat.query_openid_differs');
    },
  },
];

/** The same request with its body in chunks of that size. */
function chunked(request: RawRequest, chunkBytes: number): RawRequest {
  const body = Buffer.from(request.body ?? '');
  const parts: Buffer[] = [];
  for (let from = 0; from < body.length; from += chunkBytes) {
    const part = body.subarray(from, from + chunkBytes);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from('0\r\n\r\n'));
  return { ...request, headers: { 'content-length': '', 'transfer-encoding': 'chunked' }, body: Buffer.concat(parts) };
}
