import { createServer, type Server } from 'node:https';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createPlain, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import type { ProxyRule } from '#shared/contract/relay-config.ts';
import type { DestinationTls } from '#relay/http/outbound/connection-pool.ts';
import { createHostCheck } from '#relay/http/outbound/host-check.ts';
import { createOutboundHttp, type RenewableHttp } from '#relay/http/outbound/outbound-http.ts';
import { createWays } from '#relay/http/outbound/proxy/ways.ts';
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '#test/fakes/connect-proxy.ts';
import { until } from './raw-peer.ts';
import { createTestAuthority, type IssuedCertificate } from './test-certificates.ts';
import { transportErrorOf } from './transport-error-of.ts';

const authority = createTestAuthority();
const ofProxy = createTestAuthority('Proxy authority');
const host = 'api.example.com';
const identity = authority.issue({ name: host });
const stops: (() => Promise<unknown> | void)[] = [];
let connections = 0;

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  connections = 0;
});

async function startServer(shown: IssuedCertificate = identity): Promise<number> {
  const server: Server = createServer(shown, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.end(`${request.method} ${Buffer.concat(parts).toString()}`));
  });
  server.on('secureConnection', () => (connections += 1));
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function startProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  stops.push(() => proxy.stop());
  return proxy;
}

interface Way {
  readonly http: RenewableHttp;
  readonly options: Parameters<typeof createHostCheck>[0];
}

/** A name that leads nowhere for us: whoever gets to it went through the proxy. */
function wayThrough(rule: ProxyRule, tls: DestinationTls | null = { ca: authority.cert }): Way {
  const options = {
    clock: systemClock,
    allowPrivateTargets: false,
    resolve: () => Promise.reject(new Error('a name behind a proxy was looked up here')),
    ways: createWays({ outbound: { proxy: rule }, destinations: [] }, {}),
    ...(tls && { destinations: new Map([[host, tls]]) }),
  };
  return { http: createOutboundHttp(options), options };
}

const fixed = (proxy: Pick<ConnectProxy, 'url'>, more: object = {}): ProxyRule => ({
  kind: 'fixed',
  url: proxy.url,
  ...more,
});

const kinds = ['whole', 'streamed'] as const;

async function call(kind: (typeof kinds)[number], port: number, { http }: Way, name = host): Promise<string> {
  const url = `https://${name}:${port}/x`;
  if (kind === 'whole') {
    const { data } = await http.request<Buffer>({ method: 'POST', url, data: 'hello' });
    return data.toString();
  }
  const { data } = await http.request<AsyncIterable<Uint8Array>>({
    method: 'POST',
    url,
    responseType: 'stream',
    data: {
      sizeBytes: 5,
      async *chunks() {
        yield Buffer.from('hello');
      },
    },
  });
  const parts: Uint8Array[] = [];
  for await (const part of data) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe.each(kinds)('a %s call through a proxy', (kind) => {
  it('is made by CONNECT, TLS is checked end to end, and the connection is used again', async () => {
    const port = await startServer();
    const proxy = await startProxy();
    const way = wayThrough(fixed(proxy));

    expect(await call(kind, port, way)).toBe('POST hello');
    expect(await call(kind, port, way)).toBe('POST hello');

    expect(proxy.asked).toEqual([`${host}:${port}`]);
    expect(proxy.heads[0]).not.toMatch(/authorization/iu);
    expect(connections).toBe(1);
  });

  it('goes through a proxy that speaks TLS itself and wants a password', async () => {
    const port = await startServer();
    const proxy = await startProxy({ identity: ofProxy.issue({ name: '127.0.0.1' }), account: 'relay:pässword' });
    const way = wayThrough(fixed(proxy, { ca: ofProxy.cert, username: 'relay', password: 'pässword' }));

    expect(await call(kind, port, way)).toBe('POST hello');
  });

  it('refuses the certificate of a host that the proxy put in its place', async () => {
    const port = await startServer();
    const resigns = ofProxy.issue({ name: host });
    const proxy = await startProxy({ resigns });

    const error = await transportErrorOf(call(kind, port, wayThrough(fixed(proxy))));

    expect([error.transportReason, error.sentPhase]).toEqual(['tls', 'not_sent']);
    expect(error.cause).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('trusts a proxy that signs anew where its authority is named, and for the right name only', async () => {
    const port = await startServer();
    const proxy = await startProxy({ resigns: ofProxy.issue({ name: host }) });
    const rule = fixed(proxy, { trustedCa: ofProxy.cert });

    expect(await call(kind, port, wayThrough(rule))).toBe('POST hello');
    expect(await call(kind, port, wayThrough(rule, null))).toBe('POST hello');
    const error = await transportErrorOf(call(kind, port, wayThrough(rule, null), 'other.example.com'));
    expect(error.cause).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it.each([
    ['proxy_authentication', 'HTTP 407', { account: 'somebody:else' }],
    ['proxy_refused', 'HTTP 403', { answer: 'HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno' }],
    ['proxy_refused', 'HTTP 502', { answer: 'HTTP/1.0 502 Bad Gateway\r\n\r\n' }],
    ['proxy_refused', 'HTTP 302', { answer: 'HTTP/1.1 302 Found\r\nlocation: https://example.org/\r\n\r\n' }],
    ['proxy_broken', 'not HTTP', { answer: 'SSH-2.0-something\r\n\r\n' }],
    ['proxy_broken', 'ECONNRESET', { answer: 'HTTP/1.1 200' }],
    ['proxy_broken', 'bytes behind the answer', { answer: 'HTTP/1.1 200 OK\r\n\r\nhello' }],
    ['proxy_broken', 'endless headers', { answer: `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(40_000)}` }],
  ] as const)('names the fault of the proxy: %s, %s', async (reason, code, options) => {
    const proxy = await startProxy(options);

    const error = await transportErrorOf(call(kind, 9, wayThrough(fixed(proxy))));

    expect([error.transportReason, error.sentPhase]).toEqual([reason, 'not_sent']);
    expect(error.cause).toMatchObject({ code });
  });

  it('tells a proxy that is not there, and one whose certificate is not trusted', async () => {
    const gone = await startConnectProxy();
    await gone.stop();
    const secure = await startProxy({ identity: ofProxy.issue({ name: '127.0.0.1' }) });

    const absent = await transportErrorOf(call(kind, 9, wayThrough(fixed(gone))));
    const strange = await transportErrorOf(call(kind, 9, wayThrough(fixed(secure))));

    expect([absent.transportReason, absent.sentPhase]).toEqual(['proxy_unreachable', 'not_sent']);
    expect(absent.cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect([strange.transportReason, strange.sentPhase]).toEqual(['proxy_certificate', 'not_sent']);
  });

  it('does not get through after the proxy died, and does when it is back', async () => {
    const port = await startServer();
    const proxy = await startProxy();
    const way = wayThrough(fixed(proxy));
    await call(kind, port, way);

    proxy.cut();
    await until(() => true);

    const second = await call(kind, port, way).catch(() => call(kind, port, way));
    expect(second).toBe('POST hello');
    expect(proxy.asked).toHaveLength(2);
  });

  it('is cut off in the middle', async () => {
    const proxy = await startProxy();
    const server = createServer(identity, () => {
      proxy.cut();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => void server.close());

    const error = await transportErrorOf(call(kind, (server.address() as AddressInfo).port, wayThrough(fixed(proxy))));

    expect(error.transportReason).toBe('reset');
    if (kind === 'whole') expect(error.sentPhase).toBe('maybe_sent');
  });

  it('ends at its own time limit when the proxy only trickles', async () => {
    const proxy = await startProxy({
      onTunnel: (client) => {
        client.write('HTTP/1.1 2');
      },
    });
    const { http } = wayThrough(fixed(proxy));

    const error = await transportErrorOf(
      http.request({ url: `https://${host}/`, timeout: 150, ...(kind === 'streamed' && { responseType: 'stream' }) }),
    );

    expect([error.transportReason, error.sentPhase]).toEqual(['timeout', 'not_sent']);
  });
});

describe('which calls go through a proxy', () => {
  it('does not ask for names and addresses of the inside, unless they are allowed', async () => {
    const proxy = await startProxy();
    const { http } = wayThrough(fixed(proxy));

    for (const target of ['intranet', 'wiki.corp', 'localhost', 'db.localhost', 'nas.local', '10.0.0.8', '[fd00::1]']) {
      const error = await transportErrorOf(http.request({ url: `https://${target}/` }));
      // Names of this computer are looked up here, where that is found out.
      expect(error.transportReason, target).toBe(target.endsWith('localhost') ? 'connect' : 'forbidden_target');
    }
    expect(proxy.asked).toEqual([]);
  });

  it('calls this computer directly, and a host with a way of its own by that', async () => {
    const plain = createPlainServer((_request, response) => response.end('here'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    stops.push(() => void plain.close());
    const { port } = plain.address() as AddressInfo;
    const proxy = await startProxy();
    const http = createOutboundHttp({
      clock: systemClock,
      allowPrivateTargets: true,
      idleSocketMs: 50,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      ways: createWays(
        { outbound: { proxy: fixed(proxy) }, destinations: [{ host: 'straight.example.com', proxy: 'direct' }] },
        {},
      ),
    });

    for (const name of ['127.0.0.1', 'straight.example.com']) {
      expect((await http.request<Buffer>({ url: `http://${name}:${port}/` })).data.toString()).toBe('here');
    }
    expect(proxy.asked).toEqual([]);
    // Plain http is asked for by CONNECT too.
    for (const responseType of ['arraybuffer', 'stream'] as const) {
      const { status, data } = await http.request<AsyncIterable<Uint8Array>>({
        url: `http://other.example.com:${port}/`,
        responseType,
      });
      if (responseType === 'stream') for await (const part of data) expect(Buffer.from(part).toString()).toBe('here');
      expect(status).toBe(200);
    }
    expect(proxy.asked).toEqual(Array.from({ length: 2 }, () => `other.example.com:${port}`));
  });

  it('are looked at without a proxy where none is configured', () => {
    expect(createWays({ destinations: [] }, { HTTPS_PROXY: 'http://proxy.example.com:1' })).toBeNull();
    expect(createWays({ outbound: { proxy: 'direct' }, destinations: [] }, {})).toBeNull();
  });
});

describe('looking at a host behind a proxy', () => {
  const signal = new AbortController().signal;

  it('says that it is well', async () => {
    const port = await startServer();
    const { options } = wayThrough(fixed(await startProxy()));

    expect(await createHostCheck(options)(`https://${host}:${port}/`, signal)).toEqual({ ok: true, secure: true });
  });

  it('keeps the fault of the proxy apart from that of the host', async () => {
    const proxy = await startProxy({ answer: 'HTTP/1.1 504 Gateway Timeout\r\n\r\n' });
    const port = await startServer(authority.issue({ name: 'other.example.com' }));

    const atProxy = await createHostCheck(wayThrough(fixed(proxy)).options)(`https://${host}/`, signal);
    const atHost = await createHostCheck(wayThrough(fixed(await startProxy())).options)(
      `https://${host}:${port}/`,
      signal,
    );

    expect(atProxy).toMatchObject({
      ok: false,
      reason: 'proxy_refused',
      cause: 'HTTP 504',
      proxy: `127.0.0.1:${proxy.port}`,
    });
    expect(atHost).toMatchObject({ ok: false, reason: 'tls', cause: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('tells a proxy address at which nothing speaks HTTP', async () => {
    const silent = createPlain((socket) => void socket.end());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    stops.push(() => void silent.close());
    const { port } = silent.address() as AddressInfo;

    const outcome = await createHostCheck(wayThrough(fixed({ url: `http://127.0.0.1:${port}` })).options)(
      `https://${host}/`,
      signal,
    );

    expect(outcome).toMatchObject({ ok: false, reason: 'proxy_broken' });
  });
});
