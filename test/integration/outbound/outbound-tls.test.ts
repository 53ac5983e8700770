import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import type { DestinationTls } from '#relay/http/outbound/connection-pool.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { startRawPeer, until } from './raw-peer.ts';
import { createTestAuthority, type IssuedCertificate } from './test-certificates.ts';
import { transportErrorOf } from './transport-error-of.ts';

const authority = createTestAuthority();
const stranger = createTestAuthority('Stranger');
const host = 'api.example.com';
const dayMs = 86_400_000;

let server: Server | null = null;
let requests = 0;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  requests = 0;
});

async function start(identity: IssuedCertificate, options: ServerOptions = {}): Promise<number> {
  server = createServer({ ...identity, ...options }, (request, response) => {
    requests += 1;
    const { CN } = (request.socket as TLSSocket).getPeerCertificate().subject ?? {};
    response.end(JSON.stringify({ caller: CN ?? null }));
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

function httpTo(tls: DestinationTls | null = { ca: authority.cert }) {
  return createOutboundHttp({
    clock: systemClock,
    allowPrivateTargets: true,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    ...(tls && { destinations: new Map([[host, tls]]) }),
  });
}

const post = (port: number, http = httpTo()) =>
  http.request<Buffer>({ method: 'POST', url: `https://${host}:${port}/`, data: '{"secret":true}' });

describe('outbound calls over TLS', () => {
  it('reach a server whose certificate the destination trusts, and reuse the connection', async () => {
    const port = await start(authority.issue({ name: host }));
    let connections = 0;
    server?.on('secureConnection', () => (connections += 1));
    const http = httpTo();

    expect((await post(port, http)).status).toBe(200);
    expect((await post(port, http)).status).toBe(200);
    expect(connections).toBe(1);
  });

  it.each([
    ['of an unknown authority', stranger.issue({ name: host }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'that has expired',
      authority.issue({ name: host, from: new Date(Date.now() - 9 * dayMs), to: new Date(Date.now() - dayMs) }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'that is not valid yet',
      authority.issue({ name: host, from: new Date(Date.now() + dayMs) }),
      'CERT_NOT_YET_VALID',
    ],
    ['for another name', authority.issue({ name: 'other.example.com' }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['made for clients', authority.issue({ name: host, usage: 'client' }), 'INVALID_PURPOSE'],
  ])('refuse a certificate %s before a byte of the request leaves', async (_name, identity, code) => {
    const port = await start(identity);

    const error = await transportErrorOf(post(port));

    expect([error.transportReason, error.sentPhase]).toEqual(['tls', 'not_sent']);
    expect(error.cause).toMatchObject({ code });
    expect(requests).toBe(0);
  });

  it('trust the test authority for its own destination only', async () => {
    const port = await start(authority.issue({ name: host }));

    const error = await transportErrorOf(post(port, httpTo(null)));

    expect(error.transportReason).toBe('tls');
  });

  it('verify even where the environment says not to', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const port = await start(stranger.issue({ name: host }));

    const error = await transportErrorOf(post(port));

    expect(error.transportReason).toBe('tls');
    expect(requests).toBe(0);
  });

  it('show our certificate where a destination asks for one', async () => {
    const port = await start(authority.issue({ name: host }), {
      requestCert: true,
      rejectUnauthorized: true,
      ca: authority.cert,
    });
    const ours = authority.issue({ name: 'relay', usage: 'client' });

    const answer = await post(port, httpTo({ ca: authority.cert, ...ours }));

    expect(answer.data.toString()).toBe('{"caller":"relay"}');
  });

  it('refuse what is older than TLS 1.2', async () => {
    const port = await start(authority.issue({ name: host }), {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });

    const error = await transportErrorOf(post(port));

    expect([error.transportReason, error.sentPhase]).toEqual(['tls', 'not_sent']);
  });

  it('tell a server that speaks no TLS', async () => {
    const peer = await startRawPeer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));

    const error = await transportErrorOf(post(peer.port));

    expect([error.transportReason, error.sentPhase]).toEqual(['tls', 'not_sent']);
    await peer.stop();
  });

  it('end a handshake that hangs at the time limit, as not sent', async () => {
    const clock = new HandClock();
    const peer = await startRawPeer((socket) => void socket.resume());
    const http = createOutboundHttp({ clock, allowPrivateTargets: true });
    const failed = transportErrorOf(http.request({ url: `https://127.0.0.1:${peer.port}/` }));
    await until(() => (peer.connections[0]?.bytesRead ?? 0) > 0);

    clock.wind(15_000);

    const error = await failed;
    expect([error.transportReason, error.sentPhase]).toEqual(['timeout', 'not_sent']);
    await peer.stop();
  });

  it('cannot tell how much of a request TLS had handed on when the connection is reset', async () => {
    const port = await start(authority.issue({ name: host }));
    server?.removeAllListeners('request');
    server?.on('request', (request) => request.socket.destroy());

    const error = await transportErrorOf(post(port));

    expect([error.transportReason, error.sentPhase]).toEqual(['reset', 'maybe_sent']);
  });
});
