import { Agent } from 'node:https';
import { connect as connectPlain, createServer, type AddressInfo } from 'node:net';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ClientGate } from '#relay/http/client-gate.ts';
import type { ExtraTrust } from '#relay/ports/certificate-places.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import { callServed, materialOf, opensslClient, placesConfig, startPlaces, type PlacesKit } from './places-kit.ts';

const nothing: ExtraTrust = { authorities: [], clients: [] };
const bare = (pair: Pair): string => opensslFingerprint(pair.certFile).replaceAll(':', '').toLowerCase();

let authority: OpensslAuthority;
let second: OpensslAuthority;
let server: Pair;
let ofConfig: Pair;
let ofDesk: Pair;
let ofSecond: Pair;
let kit: PlacesKit | null = null;
const sockets: TLSSocket[] = [];

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  second = new OpensslAuthority('Second authority');
  server = authority.issue({ name: 'server', purpose: 'serverAuth', san: 'IP:127.0.0.1,DNS:localhost' });
  ofConfig = authority.issue({ name: 'of-config' });
  ofDesk = authority.issue({ name: 'of-desk' });
  ofSecond = second.issue({ name: 'of-second' });
}, 30_000);

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await kit?.stop();
  kit = null;
});

afterAll(() => {
  authority.remove();
  second.remove();
});

async function start(
  extraTrust: ExtraTrust = nothing,
  { mode = 'required', ca = authority.cert }: { readonly mode?: 'optional' | 'required'; readonly ca?: string } = {},
): Promise<PlacesKit> {
  const config = placesConfig({
    box: { tls: { certFile: server.certFile, keyFile: server.keyFile }, clientCertificate: { mode, ca } },
    pins: [{ sha256: opensslFingerprint(ofConfig.certFile) }],
  });
  kit = await startPlaces(config, { extraTrust });
  return kit;
}

interface Held {
  readonly ask: () => Promise<boolean>;
  readonly hasEnded: () => boolean;
}

/** A connection that is kept, and asked over again. */
async function hold(port: number, pair: Pair): Promise<Held> {
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authority.cert, ...materialOf(pair) });
  sockets.push(socket);
  let ended = false;
  socket.on('error', () => undefined);
  socket.once('close', () => (ended = true));
  await new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  const ask = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (ended) return resolve(false);
      const answered = (piece: Buffer): void => {
        socket.off('close', closed);
        resolve(piece.toString().startsWith('HTTP/1.1 200'));
      };
      const closed = (): void => {
        socket.off('data', answered);
        resolve(false);
      };
      socket.once('data', answered);
      socket.once('close', closed);
      socket.write(`GET /served HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    });
  return { ask, hasEnded: () => ended };
}

const isLetIn = async (port: number, pair: Pair): Promise<boolean> => {
  const agent = new Agent({ ca: authority.cert, ...materialOf(pair) });
  return callServed(port, agent).then(
    () => true,
    () => false,
  );
};

/** What comes back for one request on a connection of its own. */
function callThrough(port: number, pair: Pair, version: SecureVersion, boxPort: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({
      ...{ host: '127.0.0.1', port, servername: 'localhost', ca: authority.cert, ...materialOf(pair) },
      ...{ minVersion: version, maxVersion: version },
    });
    sockets.push(socket);
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      resolve(text);
    });
    socket.write(`GET /served HTTP/1.1\r\nhost: 127.0.0.1:${boxPort}\r\nconnection: close\r\n\r\n`);
  });
}

interface Stall {
  readonly port: number;
  /** The caller wants to send what follows its first words. */
  readonly stalled: Promise<void>;
  readonly goOn: () => void;
  readonly stop: () => void;
}

/** Passes a caller's first words on, and holds back the next, in which its certificate is. */
async function startStall(target: number): Promise<Stall> {
  let goOn = (): void => undefined;
  let hasStalled = (): void => undefined;
  const stalled = new Promise<void>((resolve) => (hasStalled = resolve));
  const proxy = createServer((caller) => {
    const listener = connectPlain(target, '127.0.0.1');
    let pieces = 0;
    let isOpen = false;
    const held: Buffer[] = [];
    for (const socket of [caller, listener]) socket.on('error', () => undefined);
    listener.on('data', (piece: Buffer) => caller.write(piece));
    listener.on('close', () => caller.destroy());
    caller.on('close', () => listener.destroy());
    caller.on('data', (piece: Buffer) => {
      pieces += 1;
      if (pieces === 1 || isOpen) {
        listener.write(piece);
        return;
      }
      held.push(piece);
      hasStalled();
    });
    goOn = () => {
      isOpen = true;
      for (const piece of held) listener.write(piece);
    };
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    stalled,
    goOn: () => {
      goOn();
    },
    stop: () => {
      proxy.close();
    },
  };
}

describe('whom CXone’s calls may come from, changed while the relay works', () => {
  it('grows without ending a connection, and calls under way go on', async () => {
    const { listeners, boxPort } = await start();
    const kept = await hold(boxPort, ofConfig);
    expect(await kept.ask()).toBe(true);
    const slow = new Agent({ ca: authority.cert, ...materialOf(ofConfig) });
    const underWay = callServed(boxPort, slow, '/served?wait=300');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await isLetIn(boxPort, ofDesk)).toBe(false);
    expect(await isLetIn(boxPort, ofSecond)).toBe(false);

    listeners.places.trust({ authorities: [], clients: [{ clientId: 'shop-client', sha256: bare(ofDesk) }] });
    expect(await isLetIn(boxPort, ofDesk)).toBe(true);
    const clients = [ofDesk, ofSecond].map((pair) => ({ clientId: 'shop-client', sha256: bare(pair) }));
    expect(await isLetIn(boxPort, ofSecond)).toBe(false);
    listeners.places.trust({ authorities: [second.cert], clients });

    expect(await isLetIn(boxPort, ofSecond)).toBe(true);
    expect(await isLetIn(boxPort, ofDesk)).toBe(true);
    expect((await underWay).status).toBe(200);
    expect(kept.hasEnded()).toBe(false);
    expect(await kept.ask()).toBe(true);
    // The chain is asked for as before.
    expect(await opensslClient(boxPort, ['-quiet'], 'GET /served HTTP/1.1\r\n\r\n')).toBe('');
    slow.destroy();
  });

  it('ends at once what is revoked, and nothing else', async () => {
    const clients = [ofDesk, ofSecond].map((pair) => ({ clientId: 'shop-client', sha256: bare(pair) }));
    const { listeners, boxPort } = await start({ authorities: [second.cert], clients });
    const [config, desk, other] = [
      await hold(boxPort, ofConfig),
      await hold(boxPort, ofDesk),
      await hold(boxPort, ofSecond),
    ];
    for (const held of [config, desk, other]) expect(await held.ask()).toBe(true);

    listeners.places.trust({ authorities: [second.cert], clients: clients.slice(1) });
    await expect.poll(() => desk.hasEnded(), { timeout: 1_000 }).toBe(true);
    expect(await isLetIn(boxPort, ofDesk)).toBe(false);
    expect([await config.ask(), await other.ask()]).toEqual([true, true]);

    // Its certificate counts still, but nobody vouches for it any more.
    listeners.places.trust({ authorities: [], clients: clients.slice(1) });
    await expect.poll(() => other.hasEnded(), { timeout: 1_000 }).toBe(true);
    expect(await isLetIn(boxPort, ofSecond)).toBe(false);
    expect(await config.ask()).toBe(true);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'lets nobody in whose handshake was under way meanwhile (%s)',
    async (version) => {
      const clients = [{ clientId: 'shop-client', sha256: bare(ofSecond) }];
      const { listeners, boxPort } = await start({ authorities: [second.cert], clients });
      const stall = await startStall(boxPort);
      try {
        const text = callThrough(stall.port, ofSecond, version, boxPort);
        await stall.stalled;
        listeners.places.trust({ authorities: [], clients });
        stall.goOn();
        expect(await text).toBe('');
        // Not held up by a change it is let in.
        listeners.places.trust({ authorities: [second.cert], clients });
        const again = await startStall(boxPort);
        const answer = callThrough(again.port, ofSecond, version, boxPort);
        await again.stalled;
        listeners.places.trust({ authorities: [second.cert, authority.cert], clients });
        again.goOn();
        expect(await answer).toMatch(/^HTTP\/1\.1 200/u);
        again.stop();
      } finally {
        stall.stop();
      }
    },
  );

  it('takes an authority of another name for no other, and refuses what is none', async () => {
    const lookalike = new OpensslAuthority('Second authority');
    const { listeners, boxPort } = await start({
      authorities: [second.cert],
      clients: [{ clientId: 'shop-client', sha256: bare(ofSecond) }],
    });
    const held = await hold(boxPort, ofSecond);
    expect(() => {
      listeners.places.trust({ authorities: [ofSecond.cert], clients: [] });
    }).toThrow(expect.objectContaining({ code: 'CONFIG_NO_AUTHORITY' }) as Error);
    expect(await held.ask()).toBe(true);

    listeners.places.trust({
      authorities: [lookalike.cert],
      clients: [{ clientId: 'shop-client', sha256: bare(ofSecond) }],
    });
    await expect.poll(() => held.hasEnded(), { timeout: 1_000 }).toBe(true);
    lookalike.remove();
  });

  it('names each client it lets in at its handshake', async () => {
    const { listeners, boxPort } = await start({
      authorities: [],
      clients: [{ clientId: 'shop-client', sha256: bare(ofDesk) }],
    });
    expect(listeners.places.clientCertificates).toBe('required');
    const seen: { readonly pem: string; readonly sha256: string; readonly clientIds: ReadonlySet<string> }[] = [];
    listeners.places.onClient((one) => seen.push(one));

    const held = await hold(boxPort, ofDesk);
    await held.ask();
    await held.ask();
    expect(await isLetIn(boxPort, ofSecond)).toBe(false);

    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ sha256: bare(ofDesk), clientIds: new Set(['shop-client']) });
    expect(seen[0]?.pem).toBe(ofDesk.cert.slice(ofDesk.cert.indexOf('-----BEGIN')));
  });

  it('names those that a proxy passes once a minute, not at every call', () => {
    let now = Date.now();
    const gate = new ClientGate({
      listen: {
        host: '127.0.0.1',
        port: 0,
        trustedProxy: '127.0.0.1',
        clientCertificate: { mode: 'required', ca: authority.cert, header: 'x-client-cert' },
      },
      trust: {
        authorities: [authority.cert],
        clients: [{ clientId: 'shop-client', pins: [{ sha256: bare(ofDesk) }] }],
      },
      clock: { now: () => now },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
      onRefused: () => undefined,
      onAccepted: () => undefined,
    });
    const seen: string[] = [];
    gate.onClient(({ sha256 }) => seen.push(sha256));
    const call = (remoteAddress: string): void => {
      const certificate = encodeURIComponent(ofDesk.cert.slice(ofDesk.cert.indexOf('-----BEGIN')));
      const headersDistinct = { 'x-client-cert': [certificate] };
      const request = {
        headers: { 'x-client-cert': certificate },
        raw: { socket: { remoteAddress }, headersDistinct },
      };
      gate.callerOf(request as unknown as FastifyRequest);
    };
    call('127.0.0.1');
    call('127.0.0.1');
    call('10.0.0.9');
    expect(seen).toEqual([bare(ofDesk)]);
    now += 61_000;
    call('127.0.0.1');
    expect(seen).toHaveLength(2);
  });

  it('starts with an authority of the desk that cannot be read, and lets nobody in by it', async () => {
    const clients = [ofDesk, ofSecond].map((pair) => ({ clientId: 'shop-client', sha256: bare(pair) }));
    const { boxPort, logged } = await start({ authorities: ['no authority', ofSecond.cert], clients });
    expect(logged.map(({ event }) => event)).toContain('certificates.authority_unreadable');
    expect([await isLetIn(boxPort, ofDesk), await isLetIn(boxPort, ofSecond)]).toEqual([true, false]);
  });

  it('leaves callers alone that need none, but for those whose certificate counted', async () => {
    const clients = [{ clientId: 'shop-client', sha256: bare(ofDesk) }];
    const { listeners, boxPort } = await start({ authorities: [], clients }, { mode: 'optional' });
    const [known, stranger] = [await hold(boxPort, ofDesk), await hold(boxPort, ofSecond)];
    expect([await known.ask(), await stranger.ask()]).toEqual([true, true]);

    listeners.places.trust(nothing);

    await expect.poll(() => known.hasEnded(), { timeout: 1_000 }).toBe(true);
    expect(await stranger.ask()).toBe(true);
  });
});
