import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureVersion, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { PlaceEvent } from '#relay/ports/certificate-places.ts';
import { OpensslAuthority, type Pair } from './openssl-authority.ts';
import { OpensslHost } from './openssl-host.ts';
import { materialOf, placesConfig, startPlaces, type PlacesKit } from './places-kit.ts';

const place = 'destination:localhost';
let authority: OpensslAuthority;
let elsewhere: OpensslAuthority;
let hostPair: Pair;
let first: Pair;
let second: Pair;
let foreign: Pair;
let kit: PlacesKit | null = null;
let host: Server | null = null;
/** Who called, by the names in their certificates. */
let callers: string[] = [];
let slowCalls = 0;

beforeAll(() => {
  authority = new OpensslAuthority('Authority of the host');
  elsewhere = new OpensslAuthority('Authority elsewhere');
  hostPair = authority.issue({ name: 'host', purpose: 'serverAuth', san: 'DNS:localhost' });
  first = authority.issue({ name: 'first' });
  second = authority.issue({ name: 'second', key: 'rsa2048' });
  foreign = elsewhere.issue({ name: 'foreign' });
}, 30_000);

afterEach(async () => {
  host?.closeAllConnections();
  host?.close();
  host = null;
  callers = [];
  slowCalls = 0;
  await kit?.stop();
  kit = null;
});

afterAll(() => {
  authority.remove();
  elsewhere.remove();
});

interface HostWish {
  readonly version?: SecureVersion;
  /** Takes every caller and answers like nginx does. */
  readonly answers?: (caller: string | null) => number;
}

async function startHost({ version, answers }: HostWish = {}): Promise<number> {
  host = createServer(
    {
      ...materialOf(hostPair),
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: answers === undefined,
      ...(version !== undefined && { minVersion: version, maxVersion: version }),
    },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      const names = socket.getPeerCertificate().subject as { readonly CN?: string } | undefined;
      const caller = socket.authorized ? (names?.CN ?? null) : null;
      callers.push(caller ?? 'nobody');
      const end = (): void => {
        response.statusCode = answers?.(caller) ?? 200;
        response.end(JSON.stringify({ caller }));
      };
      if (request.url === '/slow') {
        slowCalls += 1;
        setTimeout(end, 300);
      } else end();
    },
  );
  const listening = host;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as AddressInfo).port;
}

async function start(port: number, pair: Pair | null): Promise<PlacesKit> {
  const certificate = pair === null ? {} : { clientCertificate: { certFile: pair.certFile, keyFile: pair.keyFile } };
  kit = await startPlaces(
    placesConfig({
      destinations: [{ host: 'localhost', ca: authority.cert, ...certificate }],
      wechatApiBase: `https://localhost:${port}`,
    }),
  );
  return kit;
}

function callerOf({ destinations }: PlacesKit, port: number) {
  const http = createOutboundHttp({
    clock: systemClock,
    allowPrivateTargets: true,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    destinations,
    maxSocketsPerHost: 8,
  });
  return async (path = '/', more: object = {}): Promise<string> => {
    const { data } = await http.request<Buffer>({
      url: `https://localhost:${port}${path}`,
      method: 'POST',
      data: '{}',
      ...more,
    });
    return (JSON.parse(data.toString()) as { caller: string }).caller;
  };
}

describe('what we show to a host that asks who calls', () => {
  it('is exchanged under 200 calls a second at no cost to any of them', async () => {
    const port = await startHost();
    const started = await start(port, first);
    const call = callerOf(started, port);
    const answers: Promise<string>[] = [];
    let slow: Promise<string> | null = null;
    const over: string[] = [];
    let overBefore: readonly string[] = [];
    let before = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      for (let each = 0; each < 10; each += 1) {
        const answer = call();
        answers.push(answer);
        answer.then(
          (name) => over.push(name),
          () => over.push('failed'),
        );
      }
      if (turn === 20) {
        slow = call('/slow');
        await expect.poll(() => slowCalls, { interval: 5 }).toBe(1);
        overBefore = [...over];
        before = answers.length;
        started.listeners.places.use(place, materialOf(second));
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const names = await Promise.all(answers);
    expect(names).toHaveLength(400);
    expect(new Set(overBefore)).toEqual(new Set(['first']));
    // No connection and no session of before is used again.
    expect(new Set(names.slice(before))).toEqual(new Set(['second']));
    expect(await slow).toBe('first');
  });

  it('is exchanged for calls whose answer is streamed, too', async () => {
    const port = await startHost();
    const started = await start(port, first);
    const http = createOutboundHttp({
      clock: systemClock,
      allowPrivateTargets: true,
      destinations: started.destinations,
    });
    const streamed = async (): Promise<string> => {
      const config = { url: `https://localhost:${port}/`, method: 'POST', data: '{}', responseType: 'stream' } as const;
      const { data } = await http.request<AsyncIterable<Uint8Array>>(config);
      const pieces: Uint8Array[] = [];
      for await (const piece of data) pieces.push(piece);
      return (JSON.parse(Buffer.concat(pieces).toString()) as { caller: string }).caller;
    };
    expect([await streamed(), await streamed()]).toEqual(['first', 'first']);
    const underWay = streamed();
    started.listeners.places.use(place, materialOf(second));
    expect(await streamed()).toBe('second');
    expect(await underWay).toMatch(/^(?:first|second)$/u);
    expect(await streamed()).toBe('second');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('begins where the file names none (%s)', async (version) => {
    const port = await startHost({ version });
    const started = await start(port, null);
    const call = callerOf(started, port);
    expect(started.listeners.places.filesOf(place)).toBeNull();
    await expect(call()).rejects.toMatchObject({ name: 'TransportFailure' });
    started.listeners.places.use(place, materialOf(first));
    expect(await call()).toBe('first');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is watched: taken, or refused (%s)', async (version) => {
    const port = await startHost({ version });
    const started = await start(port, first);
    const { places } = started.listeners;
    const call = callerOf(started, port);
    const events: PlaceEvent[] = [];
    const stop = places.watch(place, (event) => events.push(event));

    places.use(place, materialOf(second));
    await call();
    await call();
    expect(events).toEqual([{ kind: 'accepted' }]);

    places.use(place, materialOf(foreign));
    events.length = 0;
    const reasons: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await call().catch((thrown: { transportReason: string }) => reasons.push(thrown.transportReason));
    }
    expect(reasons).toHaveLength(3);
    // Node as a host breaks off without an alert after it has read the certificate.
    expect(events.map(({ kind }) => kind).every((kind) => kind !== 'accepted')).toBe(true);

    stop();
    places.use(place, materialOf(first));
    events.length = 0;
    await call();
    expect(events).toEqual([]);
  });
});

const otherSide = async (pair: Pair): Promise<object | undefined> =>
  (await kit?.listeners.places.try(place, materialOf(pair)))?.find(({ kind }) => kind === 'other_side');

describe.each(['-tls1_2', '-tls1_3'] as const)('openssl as the host (%s)', (version) => {
  it('is heard when it refuses our certificate, at a call and at a trial', async () => {
    const asking = await OpensslHost.start(hostPair, authority.certFile, version);
    try {
      const started = await start(asking.port, null);
      const { places } = started.listeners;
      const call = callerOf(started, asking.port);
      const events: PlaceEvent[] = [];
      places.watch(place, (event) => events.push(event));
      const fails = async (): Promise<PlaceEvent[]> => {
        events.length = 0;
        await expect(call()).rejects.toMatchObject({ name: 'TransportFailure' });
        return events;
      };
      const served = authority.issue({ name: `serves${version}`, purpose: 'serverAuth' });
      const expired = authority.issue({
        name: `expired${version}`,
        from: '20200101000000Z',
        until: '20210101000000Z',
      });
      for (const [pair, reason] of [
        [foreign, 'unknown_ca'],
        [expired, 'certificate_expired'],
        [served, 'unsupported_certificate'],
      ] as const) {
        expect(await otherSide(pair)).toEqual({
          kind: 'other_side',
          result: 'failed',
          code: 'DESK_TRIAL_REFUSED',
          value: reason,
        });
        places.use(place, materialOf(pair));
        expect(await fails()).toEqual([{ kind: 'refused', reason }]);
        expect(await fails()).toEqual([{ kind: 'refused', reason }]);
      }
      expect(await otherSide(second)).toMatchObject({ result: 'passed' });
    } finally {
      await asking.stop();
    }
  });
});

describe('the trial of a certificate at the host', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('finds that it is taken, and counts for nothing (%s)', async (version) => {
    const port = await startHost({ version });
    const started = await start(port, first);
    const events: PlaceEvent[] = [];
    started.listeners.places.watch(place, (event) => events.push(event));
    expect(await otherSide(second)).toEqual({ kind: 'other_side', result: 'passed', code: null, value: null });
    expect(callers).toEqual(['second']);
    expect(events).toEqual([]);
    expect(await callerOf(started, port)()).toBe('first');
  });

  it('tells a host that answers badly to everybody from one that does so to this certificate', async () => {
    const port = await startHost({ answers: (caller) => (caller === null ? 400 : 200) });
    await start(port, first);
    expect(await otherSide(second)).toMatchObject({ result: 'passed' });
    expect(await otherSide(foreign)).toMatchObject({ result: 'failed', code: 'DESK_TRIAL_REFUSED', value: 'HTTP 400' });
    await kit?.stop();
    host?.closeAllConnections();
    host?.close();
    const grumpy = await startHost({ answers: () => 403 });
    await start(grumpy, first);
    expect(await otherSide(second)).toMatchObject({ result: 'cannot_tell', value: 'HTTP 403' });
  });

  it('says nothing of the certificate when the host cannot be reached or is another', async () => {
    const port = await startHost();
    host?.closeAllConnections();
    await new Promise((resolve) => host?.close(resolve));
    await start(port, first);
    expect(await otherSide(second)).toMatchObject({
      result: 'cannot_tell',
      code: 'DESK_TRIAL_UNREACHABLE',
      value: 'ECONNREFUSED',
    });
  });
});
