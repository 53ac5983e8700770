import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { sendRaw } from '#test/fakes/raw-http.ts';
import { startBoxKit, type BoxKit } from '#test/integration/cxone/box-kit.ts';
import { tulipCxoneId } from '#test/integration/cxone/relay-fixture.ts';

const path = `/2.0/channel/${tulipCxoneId}/outbound`;
const body = JSON.stringify({ endUserRecipients: [{ idOnExternalPlatform: 'oAbc' }], content: 'hi' });

let kit: BoxKit;

beforeAll(async () => {
  kit = await startBoxKit();
});
afterEach(() => {
  kit.intake.reset();
});
afterAll(() => kit.stop());

interface HttpCase {
  readonly name: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  readonly expected: number;
}

const cases: readonly HttpCase[] = [
  { name: 'JSON', expected: 200 },
  { name: 'JSON with a character set', headers: { 'content-type': 'application/json; charset=utf-8' }, expected: 200 },
  { name: 'JSON of some vendor', headers: { 'content-type': 'application/vnd.nice+json' }, expected: 200 },
  { name: 'JSON in capital letters', headers: { 'content-type': 'Application/JSON' }, expected: 200 },
  { name: 'no content type', headers: { 'content-type': '' }, expected: 200 },
  { name: 'XML', headers: { 'content-type': 'text/xml' }, expected: 415 },
  { name: 'a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, expected: 415 },
  { name: 'a multipart form', headers: { 'content-type': 'multipart/form-data; boundary=x' }, expected: 415 },
  { name: 'a type that is none', headers: { 'content-type': '///' }, expected: 415 },
  { name: 'a gzip body', headers: { 'content-encoding': 'gzip' }, body: gzipSync(body), expected: 415 },
  {
    name: 'a gzip bomb',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(50_000_000)),
    expected: 415,
  },
  { name: 'an invented encoding', headers: { 'content-encoding': 'x' }, expected: 415 },
  { name: 'one byte over a mebibyte', body: `${' '.repeat(1024 * 1024 + 1 - body.length)}${body}`, expected: 413 },
  { name: 'a whole mebibyte', body: `${' '.repeat(1024 * 1024 - body.length)}${body}`, expected: 200 },
  { name: 'GET', method: 'GET', expected: 405 },
  { name: 'PUT', method: 'PUT', expected: 405 },
  { name: 'DELETE', method: 'DELETE', expected: 405 },
  { name: 'PATCH', method: 'PATCH', expected: 405 },
  { name: 'OPTIONS', method: 'OPTIONS', expected: 405 },
];

describe('HTTP on the Box API', () => {
  it.each(cases)('$name: $expected', async ({ method = 'POST', headers = {}, body: sent = body, expected }) => {
    const hasBody = method !== 'GET';
    const answer = await kit.call(path, { method, headers, ...(hasBody && { body: sent }) });

    expect(answer.status).toBe(expected);
    expect(kit.intake.accepted).toHaveLength(expected === 200 ? 1 : 0);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  const head = (more: string): string =>
    `POST /integration/box${path} HTTP/1.1\r\nHost: 127.0.0.1:${kit.port}\r\nContent-Type: application/json\r\n${more}\r\n`;

  it('refuses ten announced megabytes before they come', async () => {
    const answer = await sendRaw(kit.port, [
      head(`Authorization: Bearer ${kit.token()}\r\nContent-Length: 10000000\r\n`),
    ]);

    expect(answer.status).toBe(413);
    expect(answer.elapsedMs).toBeLessThan(1_000);
  });

  it('stops reading a body that turns out too long', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const answer = await sendRaw(kit.port, [
      head(`Authorization: Bearer ${kit.token()}\r\nTransfer-Encoding: chunked\r\n`),
      chunk.repeat(20),
    ]);

    expect(answer.status).toBe(413);
  });

  it('refuses a bad token without waiting for the body', async () => {
    const answer = await sendRaw(
      kit.port,
      [head('Authorization: Bearer wrong\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n')],
      { limitMs: 2_000 },
    );

    expect(answer.text).toContain('{"error":"Invalid token"}');
    expect(answer.elapsedMs).toBeLessThan(1_500);
  });
});
