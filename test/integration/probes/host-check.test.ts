import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createHostCheck, hostCheckLimitMs } from '#relay/http/outbound/host-check.ts';
import { hostProbe } from '#relay/probes/host-probe.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { createTestAuthority, type IssuedCertificate } from '#test/integration/outbound/test-certificates.ts';

const authority = createTestAuthority();
const stranger = createTestAuthority('Stranger');
const host = 'api.example.com';
const never = new AbortController().signal;
const dayMs = 86_400_000;

const servers: Server[] = [];
let connections = 0;

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  connections = 0;
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const secure = (identity: IssuedCertificate): Promise<number> => listening(createSecureServer({ ...identity }));

function probe(addresses: readonly string[], options: Partial<Parameters<typeof createHostCheck>[0]> = {}) {
  const check = createHostCheck({
    clock: systemClock,
    allowPrivateTargets: true,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    destinations: new Map([[host, { ca: authority.cert }]]),
    ...options,
  });
  return hostProbe({ name: 'wechat_host', addresses: () => addresses, check, networkUp: () => true });
}

describe('a look at a host', () => {
  it('passes where name, connection and certificate are good, and asks nothing', async () => {
    let bytes = 0;
    const server = createSecureServer({ ...authority.issue({ name: host }) }, (socket) => {
      socket.on('data', (piece: Buffer) => (bytes += piece.length));
    });
    const port = await listening(server);
    expect(await probe([`https://${host}:${port}/cgi-bin`]).run(never)).toMatchObject({
      outcome: 'passed',
      code: null,
    });
    expect(bytes).toBe(0);
  });

  it.each([
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
    ['of another name', authority.issue({ name: 'other.example.com' }), 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['of an unknown authority', stranger.issue({ name: host }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['made for clients', authority.issue({ name: host, usage: 'client' }), 'INVALID_PURPOSE'],
  ])('a certificate %s is refused and named', async (_name, identity, platformCode) => {
    const port = await secure(identity);
    expect(await probe([`https://${host}:${port}`]).run(never)).toEqual({
      outcome: 'failed',
      code: 'TARGET_CERTIFICATE_REFUSED',
      platformCode,
      value: `${host}:${port}`,
      retryable: true,
    });
  });

  it('a plain address needs a connection and no certificate', async () => {
    const port = await listening(createServer());
    expect(await probe([`http://127.0.0.1:${port}`]).run(never)).toMatchObject({ outcome: 'passed' });
  });

  it('nobody there, no such name, and a peer that is no TLS: out of reach, in the words of the system', async () => {
    const port = await listening(createServer((socket) => socket.end('hello')));
    const gone = servers.pop();
    const shut = await listening(createServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    if (gone !== undefined) servers.push(gone);
    const unreachable = { outcome: 'failed', code: 'WECHAT_UNREACHABLE', retryable: true };
    expect(await probe([`https://${host}:${shut}`]).run(never)).toMatchObject({
      ...unreachable,
      platformCode: 'ECONNREFUSED',
    });
    const noName = Object.assign(new Error('no name'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    expect(await probe([`https://${host}`], { resolve: () => Promise.reject(noName) }).run(never)).toMatchObject({
      ...unreachable,
      platformCode: 'ENOTFOUND',
    });
    expect(await probe([`https://${host}:${port}`]).run(never)).toMatchObject(unreachable);
  });

  it('the rules of every call hold: no private address, no plain one, unless allowed', async () => {
    const port = await listening(createServer());
    const forbidden = { outcome: 'failed', code: 'TARGET_FORBIDDEN', retryable: false };
    const strict = { allowPrivateTargets: false };
    expect(await probe([`http://127.0.0.1:${port}`], strict).run(never)).toMatchObject(forbidden);
    expect(await probe([`https://127.0.0.1:${port}`], strict).run(never)).toMatchObject(forbidden);
    // A public name that leads inside.
    expect(await probe([`https://${host}:${port}`], strict).run(never)).toMatchObject(forbidden);
    expect(connections).toBe(0);
  });

  it('a peer that takes the connection and says nothing is given up in time', async () => {
    const clock = new HandClock();
    const port = await listening(createServer());
    const finding = probe([`https://${host}:${port}`], { clock }).run(never);
    while (connections === 0) await settled();
    clock.wind(hostCheckLimitMs);
    expect(await finding).toMatchObject({ code: 'WECHAT_UNREACHABLE', platformCode: 'timeout' });
  });

  it('channels that call one host share a look, but not for long', async () => {
    const clock = new HandClock();
    const port = await listening(createServer());
    const check = createHostCheck({ clock, allowPrivateTargets: true });
    const look = () => check(`http://127.0.0.1:${port}`, never);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(connections).toBe(1);
    clock.wind(2_000);
    await look();
    await expect.poll(() => connections).toBe(2);
  });

  it('a failed look is shared by those who ask meanwhile, and not by who asks after it', async () => {
    let asked = 0;
    let mended = false;
    const port = await listening(createServer());
    const check = createHostCheck({
      clock: new HandClock(),
      allowPrivateTargets: true,
      resolve: () => {
        asked += 1;
        return mended
          ? Promise.resolve([{ address: '127.0.0.1', family: 4 as const }])
          : Promise.reject(Object.assign(new Error('no name'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }));
      },
    });
    const look = () => check(`http://${host}:${port}`, never);
    const failed = await Promise.all([look(), look(), look()]);
    expect(failed.map(({ ok }) => ok)).toEqual([false, false, false]);
    expect(asked).toBe(1);
    mended = true;
    // In the very same moment by the clock.
    expect((await look()).ok).toBe(true);
    expect((await look()).ok).toBe(true);
    expect(asked).toBe(2);
    expect(connections).toBe(1);
  });

  it('looks at each of several hosts, and names the one that fails', async () => {
    const [good, bad] = [await listening(createServer()), await secure(stranger.issue({ name: host }))];
    const addresses = [`http://127.0.0.1:${good}/a`, `http://127.0.0.1:${good}/b`, `https://${host}:${bad}`];
    expect(await probe(addresses).run(never)).toMatchObject({
      code: 'TARGET_CERTIFICATE_REFUSED',
      value: `${host}:${bad}`,
    });
    expect(connections).toBe(2);
  });

  it('without a network, only what runs on this computer is blamed on itself', async () => {
    const check = createHostCheck({
      clock: systemClock,
      allowPrivateTargets: true,
      resolve: () => Promise.reject(Object.assign(new Error('offline'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' })),
    });
    const offline = (address: string) =>
      hostProbe({ name: 'cxone_host', addresses: () => [address], check, networkUp: () => false }).run(never);
    expect(await offline('https://api.example.com')).toMatchObject({ code: 'NETWORK_DOWN', retryable: true });
    expect(await offline('http://127.0.0.1:9')).toMatchObject({ code: 'CXONE_UNREACHABLE' });
  });
});
