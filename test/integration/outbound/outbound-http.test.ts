import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { OutboundHttp } from '#relay/ports/outbound-http.ts';
import { until } from './raw-peer.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly clientPort: number;
}

let server: Server;
let base = '';
let http: OutboundHttp;
const seen: Seen[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({
        method,
        url,
        headers,
        body: Buffer.concat(chunks).toString(),
        clientPort: request.socket.remotePort ?? 0,
      });
      const status = Number(/^\/status\/(\d+)/u.exec(url)?.[1] ?? 200);
      const delayMs = Number(/^\/late\/(\d+)/u.exec(url)?.[1] ?? 0);
      setTimeout(
        () => response.writeHead(status, { 'x-answer': 'yes' }).end(status === 204 ? '' : '{"ok":true}'),
        delayMs,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen.length = 0;
  http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
});

describe('outbound calls', () => {
  it('sends text as it is and returns the bytes of the answer', async () => {
    const text = '{"text":"你好 👋"}';
    const answer = await http.request<Buffer>({
      method: 'POST',
      url: `${base}/messages?x=1`,
      data: text,
      headers: { 'Content-Type': 'application/json', authorization: 'Bearer t' },
    });

    expect(answer.status).toBe(200);
    expect(answer.data).toBeInstanceOf(Buffer);
    expect(answer.data.toString()).toBe('{"ok":true}');
    expect(answer.headers['x-answer']).toBe('yes');
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/messages?x=1', body: text });
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer t',
      'accept-encoding': 'identity',
      'content-length': String(Buffer.byteLength(text)),
    });
  });

  it.each([204, 400, 401, 404, 429, 500, 503])('resolves with status %i instead of throwing', async (status) => {
    const answer = await http.request({ url: `${base}/status/${status}` });

    expect(answer.status).toBe(status);
  });

  it('writes plain objects as JSON and forms as forms, the same through request and through the aliases', async () => {
    const form = new URLSearchParams({ grant_type: 'password', username: 'a=b&c' });
    await http.request({ method: 'POST', url: `${base}/a`, data: { text: 'é' } });
    await http.post(`${base}/a`, { text: 'é' });
    await http.request({ method: 'POST', url: `${base}/b`, data: form });
    await http.post(`${base}/b`, form);
    await http.put(`${base}/c`, Buffer.from([1, 2, 3]), { headers: { 'content-type': 'image/jpeg' } });

    const told = seen.map(({ method, body, headers }) => [method, headers['content-type'], body]);
    expect(told).toEqual([
      ['POST', 'application/json', '{"text":"é"}'],
      ['POST', 'application/json', '{"text":"é"}'],
      ['POST', 'application/x-www-form-urlencoded', 'grant_type=password&username=a%3Db%26c'],
      ['POST', 'application/x-www-form-urlencoded', 'grant_type=password&username=a%3Db%26c'],
      ['PUT', 'image/jpeg', '\u0001\u0002\u0003'],
    ]);
  });

  it('understands baseURL and params', async () => {
    await http.request({ baseURL: base, url: '/list', params: { size: 100 } });

    expect(seen[0]?.url).toBe('/list?size=100');
  });

  it('uses one connection for calls made one after another', async () => {
    for (let call = 0; call < 20; call += 1) await http.request({ method: 'POST', url: `${base}/m`, data: 'x' });

    expect(new Set(seen.map(({ clientPort }) => clientPort)).size).toBe(1);
  });

  it('opens at most so many connections to one host and serves the rest from them', async () => {
    http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true, maxSocketsPerHost: 4 });

    await Promise.all(Array.from({ length: 40 }, () => http.request({ method: 'POST', url: `${base}/m`, data: 'x' })));

    expect(seen).toHaveLength(40);
    expect(new Set(seen.map(({ clientPort }) => clientPort)).size).toBe(4);
  });

  it('closes unused connections itself, before a server would', async () => {
    http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true, idleSocketMs: 30 });
    let closed = 0;
    server.once('connection', (socket) => socket.once('close', () => (closed += 1)));

    await http.request({ url: `${base}/m` });

    await until(() => closed === 1);
  });

  it('uses none that should have been closed while the process was held up', async () => {
    http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true, idleSocketMs: 30 });
    await http.request({ url: `${base}/m` });

    for (const end = performance.now() + 60; performance.now() < end;);
    await http.request({ url: `${base}/m` });

    expect(new Set(seen.map(({ clientPort }) => clientPort)).size).toBe(2);
  });

  it('lets a slow answer take longer than an unused connection may live', async () => {
    http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true, idleSocketMs: 20 });

    const answer = await http.request({ url: `${base}/late/150` });

    expect(answer.status).toBe(200);
  });

  it('serves hundreds of calls that share one signal without a leak warning', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', note);
    const { signal } = new AbortController();

    await Promise.all(Array.from({ length: 300 }, () => http.request({ url: `${base}/m`, signal })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);

    expect(seen).toHaveLength(300);
    expect(warnings).toEqual([]);
  });
});
