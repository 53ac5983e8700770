import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { createPublicServer, listenerLimits } from '#relay/http/public-server.ts';
import { sendRaw } from '#test/fakes/raw-http.ts';

let app: FastifyInstance;
let port = 0;
let refusedHosts = 0;
let handled = 0;

beforeAll(async () => {
  app = createPublicServer({
    material: null,
    listen: { host: '127.0.0.1', port: 0, publicUrl: 'https://relay.example.com' },
    log: silentLogger,
    onAnswered: () => undefined,
    onRefusedHost: () => {
      refusedHosts += 1;
    },
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/wechat/:channelId',
    handler: () => {
      handled += 1;
      return 'success';
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => app.close());

const here = () => `127.0.0.1:${port}`;
const get = (path: string, host = here()) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
const post = (headers: string, body = '') =>
  `POST /wechat/tulip HTTP/1.1\r\nHost: ${here()}\r\nConnection: close\r\n${headers}\r\n\r\n${body}`;

interface Case {
  readonly name: string;
  readonly bytes: () => string;
  /** Statuses that are right; 0 is a connection closed without an answer. */
  readonly expected: readonly number[];
}

const cases: readonly Case[] = [
  { name: 'a good request', bytes: () => get('/wechat/tulip'), expected: [200] },
  { name: 'a trailing slash', bytes: () => get('/wechat/tulip/'), expected: [200] },
  { name: 'doubled slashes', bytes: () => get('//wechat//tulip'), expected: [200] },
  { name: 'the public name', bytes: () => get('/wechat/tulip', 'relay.example.com'), expected: [200] },
  {
    name: 'length and chunked together',
    bytes: () => post('Content-Length: 3\r\nTransfer-Encoding: chunked', '0\r\n\r\n'),
    expected: [400],
  },
  { name: 'two lengths', bytes: () => post('Content-Length: 3\r\nContent-Length: 4', 'abcd'), expected: [400] },
  { name: 'an unknown transfer coding', bytes: () => post('Transfer-Encoding: xchunked', 'abc'), expected: [400] },
  {
    name: 'chunked, identity',
    bytes: () => post('Transfer-Encoding: chunked, identity', '0\r\n\r\n'),
    expected: [400],
  },
  { name: 'a bare line feed', bytes: () => `GET /wechat/tulip HTTP/1.1\nHost: ${here()}\n\n`, expected: [400] },
  { name: 'a folded header', bytes: () => post('X-A: 1\r\n folded\r\nContent-Length: 0'), expected: [400] },
  { name: 'a space before the colon', bytes: () => post('Content-Length : 0'), expected: [400] },
  { name: 'NUL in a header', bytes: () => post('X-A: a\0b\r\nContent-Length: 0'), expected: [400] },
  { name: 'a negative length', bytes: () => post('Content-Length: -1'), expected: [400] },
  { name: 'a length in hexadecimal', bytes: () => post('Content-Length: 0x10'), expected: [400] },
  { name: 'an absurd length', bytes: () => post('Content-Length: 99999999999999999999'), expected: [400] },
  {
    name: 'a chunk size that overflows',
    bytes: () => post('Transfer-Encoding: chunked', 'FFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n'),
    expected: [400],
  },
  { name: 'no Host', bytes: () => 'GET /wechat/tulip HTTP/1.1\r\nConnection: close\r\n\r\n', expected: [400] },
  {
    name: 'two Hosts',
    bytes: () => `GET /wechat/tulip HTTP/1.1\r\nHost: ${here()}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`,
    expected: [400, 421],
  },
  { name: 'another Host', bytes: () => get('/wechat/tulip', 'evil.test'), expected: [421] },
  {
    name: 'a name that resolves to loopback',
    bytes: () => get('/wechat/tulip', `127.0.0.1.nip.io:${port}`),
    expected: [421],
  },
  { name: 'localhost with a dot', bytes: () => get('/wechat/tulip', `localhost.:${port}`), expected: [421] },
  { name: 'an address as one number', bytes: () => get('/wechat/tulip', `2130706433:${port}`), expected: [421] },
  { name: 'a wrong port', bytes: () => get('/wechat/tulip', '127.0.0.1:1'), expected: [421] },
  { name: 'a port out of range', bytes: () => get('/wechat/tulip', '127.0.0.1:99999'), expected: [421] },
  { name: 'an absolute target elsewhere', bytes: () => get('http://evil.test/wechat/tulip'), expected: [421] },
  { name: 'no version', bytes: () => 'GET /wechat/tulip\r\n\r\n', expected: [400, 421] },
  { name: 'an HTTP/2 preface', bytes: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', expected: [400] },
  { name: 'a TLS greeting', bytes: () => '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03', expected: [400] },
  {
    name: 'a header block over 16 KB',
    bytes: () => post(`X-A: ${'a'.repeat(17_000)}\r\nContent-Length: 0`),
    expected: [431],
  },
  {
    name: 'two thousand headers',
    bytes: () => post(`${'X-A: aaaaaaaa\r\n'.repeat(2_000)}Content-Length: 0`),
    expected: [431],
  },
  { name: 'PUT', bytes: () => get('/wechat/tulip').replace('GET', 'PUT'), expected: [405] },
  { name: 'DELETE', bytes: () => get('/wechat/tulip').replace('GET', 'DELETE'), expected: [405] },
  { name: 'TRACE', bytes: () => get('/wechat/tulip').replace('GET', 'TRACE'), expected: [405] },
  {
    name: 'OPTIONS from a page',
    bytes: () =>
      post('Origin: https://evil.test\r\nAccess-Control-Request-Method: POST\r\nContent-Length: 0').replace(
        'POST',
        'OPTIONS',
      ),
    expected: [405],
  },
  {
    name: 'CONNECT',
    bytes: () => `CONNECT evil.test:443 HTTP/1.1\r\nHost: ${here()}\r\n\r\n`,
    expected: [0, 400, 405],
  },
  { name: 'a method nobody knows', bytes: () => get('/wechat/tulip').replace('GET', 'FOO'), expected: [400] },
  { name: 'an unknown path', bytes: () => get('/nowhere'), expected: [404] },
  { name: 'a health path', bytes: () => get('/health/live'), expected: [404] },
  { name: 'a metrics path', bytes: () => get('/metrics'), expected: [404] },
  { name: 'an admin path', bytes: () => get('/admin'), expected: [404] },
  { name: 'an encoded parent folder', bytes: () => get('/wechat/%2e%2e/metrics'), expected: [404] },
  { name: 'a broken escape', bytes: () => get('/wechat/%zz'), expected: [400, 404] },
  { name: 'a gzip body', bytes: () => post('Content-Encoding: gzip\r\nContent-Length: 3', 'abc'), expected: [415] },
  { name: 'a body announced as 10 MB', bytes: () => post('Content-Length: 10485760'), expected: [413] },
  {
    name: 'a body of one byte more than 1 MiB',
    bytes: () => post(`Content-Length: ${listenerLimits.bodyBytes + 1}`, 'a'.repeat(listenerLimits.bodyBytes + 1)),
    expected: [413],
  },
  {
    name: 'an upgrade to WebSocket',
    bytes: () => get('/nowhere').replace('Connection: close', 'Connection: Upgrade\r\nUpgrade: websocket'),
    expected: [400, 404],
  },
];

describe('the public listener and bad requests', () => {
  it.each(cases)('$name', async ({ bytes, expected }) => {
    const answer = await sendRaw(port, [bytes()]);
    expect(expected).toContain(answer.status);
    if (answer.status === 0) return;
    expect(answer.text).not.toMatch(/access-control-|server:|x-powered-by/iu);
    expect(answer.text).not.toContain('evil.test');
    if (answer.status !== 200) expect(answer.text.length).toBeLessThan(700);
  });

  it('counts requests for other hosts', () => {
    expect(refusedHosts).toBeGreaterThan(5);
  });

  it('carries the fixed headers on every kind of answer', async () => {
    for (const bytes of [
      get('/wechat/tulip'),
      get('/nowhere'),
      get('/wechat/tulip', 'evil.test'),
      get('/x').replace('GET', 'PUT'),
    ]) {
      const { text } = await sendRaw(port, [bytes]);
      expect(text).toMatch(/x-content-type-options: nosniff/iu);
      expect(text).toMatch(/cache-control: no-store/iu);
      expect(text).toMatch(/content-security-policy: default-src 'none'/iu);
    }
  });

  it('is still alive and answers good requests', async () => {
    const before = handled;
    expect((await sendRaw(port, [get('/wechat/tulip')])).status).toBe(200);
    expect(handled).toBe(before + 1);
  });

  it.concurrent(
    'closes a client that never finishes its headers after five seconds',
    async () => {
      const slow = await sendRaw(port, [`GET /wechat/tulip HTTP/1.1\r\nHost: ${here()}\r\n`], { limitMs: 9_000 });
      expect(slow.status).toBe(408);
      expect(slow.elapsedMs).toBeLessThan(7_500);
    },
    15_000,
  );

  it.concurrent(
    'closes a client that never finishes its body after ten seconds',
    async () => {
      const slow = await sendRaw(port, [post('Content-Length: 100'), 'half'], { limitMs: 14_000 });
      expect([0, 408]).toContain(slow.status);
      expect(slow.elapsedMs).toBeLessThan(12_500);
    },
    20_000,
  );
});
