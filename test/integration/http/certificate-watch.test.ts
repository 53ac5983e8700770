import { execFile } from 'node:child_process';
import { Agent } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlaceEvent } from '#relay/ports/certificate-places.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import { callServed, materialOf, opensslClient, placesConfig, startPlaces, type PlacesKit } from './places-kit.ts';

const san = 'IP:127.0.0.1,DNS:localhost';
let authority: OpensslAuthority;
let elsewhere: OpensslAuthority;
let server: Pair;
let cxone: Pair;
let kit: PlacesKit;
let isLooking = false;
const events: PlaceEvent[] = [];

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  elsewhere = new OpensslAuthority('Authority elsewhere');
  server = authority.issue({ name: 'server', purpose: 'serverAuth', san });
  cxone = authority.issue({ name: 'cxone' });
}, 30_000);

beforeEach(async () => {
  isLooking = false;
  events.length = 0;
  kit = await startPlaces(
    placesConfig({
      open: { tls: { certFile: server.certFile, keyFile: server.keyFile } },
      box: {
        tls: { certFile: server.certFile, keyFile: server.keyFile },
        clientCertificate: { mode: 'required', ca: authority.cert },
      },
      pins: [{ sha256: opensslFingerprint(cxone.certFile) }],
    }),
    { isLooking: () => isLooking },
  );
});

afterEach(async () => {
  await kit.stop();
});

afterAll(() => {
  authority.remove();
  elsewhere.remove();
});

const get = 'GET /served HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';
const getHere = (port: number): string => get.replace('localhost', `127.0.0.1:${port}`);

describe.each(['open', 'box'] as const)('what becomes of connections to the listener %s', (id) => {
  const port = (): number => (id === 'open' ? kit.openPort : kit.boxPort);
  const own = (): string[] => (id === 'open' ? [] : ['-cert', cxone.certFile, '-key', cxone.keyFile]);
  const shows = () => (id === 'open' ? {} : materialOf(cxone));
  const watch = (): (() => void) => kit.listeners.places.watch(id, (event) => events.push(event));
  const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

  it.each(['-tls1_2', '-tls1_3'])('is told with openssl as the caller (%s)', async (version) => {
    watch();
    const strict = [version, '-verify_return_error', ...own()];
    const unknown = [...strict, '-CAfile', elsewhere.certFile];
    // The year 2100.
    const late = [...strict, '-CAfile', authority.certFile, '-attime', '4102444800'];
    const misnamed = [...strict, '-CAfile', authority.certFile, '-verify_hostname', 'other.example.com'];

    await opensslClient(port(), unknown);
    await expect.poll(() => events).toEqual([{ kind: 'refused', reason: 'unknown_ca' }]);
    await opensslClient(port(), late);
    await expect.poll(() => events[1]).toEqual({ kind: 'refused', reason: 'certificate_expired' });
    await opensslClient(port(), misnamed);
    await expect.poll(() => events[2]).toEqual({ kind: 'refused', reason: 'bad_certificate' });
    await opensslClient(port(), [version, ...own()]);
    await expect.poll(() => events[3]).toEqual({ kind: 'silent' });
    const answer = await opensslClient(port(), [version, '-quiet', ...own()], getHere(port()));
    expect(answer).toContain('served');
    await expect.poll(() => events[4]).toEqual({ kind: 'accepted' });
    await settle();
    expect(events).toHaveLength(5);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is told with a caller that breaks off without an alert (%s)',
    async (version) => {
      watch();
      await new Promise((resolve) => {
        const socket: TLSSocket = connect({
          ...{ host: '127.0.0.1', port: port(), servername: 'localhost', ca: elsewhere.cert, ...shows() },
          ...{ minVersion: version, maxVersion: version },
        });
        socket.once('error', () => undefined);
        socket.once('close', resolve);
      });
      await expect.poll(() => events).toEqual([{ kind: 'silent' }]);
    },
  );

  it('is told with curl as the caller', async () => {
    watch();
    const more = id === 'open' ? [] : ['--cert', cxone.certFile, '--key', cxone.keyFile];
    const curl = (...args: string[]) =>
      new Promise((resolve) => {
        execFile('curl', ['-s', ...args, ...more, `https://127.0.0.1:${port()}/served`], resolve);
      });
    await curl('--cacert', elsewhere.certFile);
    await curl('--cacert', authority.certFile);
    await expect.poll(() => events).toEqual([{ kind: 'refused', reason: 'unknown_ca' }, { kind: 'accepted' }]);
  });

  it('counts each connection once, and none that was there before', async () => {
    const kept = new Agent({ ca: authority.cert, keepAlive: true, ...shows() });
    const stop = watch();
    await callServed(port(), kept);
    await callServed(port(), kept);
    await callServed(port(), kept);
    expect(events).toEqual([{ kind: 'accepted' }]);
    kit.listeners.places.use(id, materialOf(authority.issue({ name: `again-${id}`, purpose: 'serverAuth', san })));
    events.length = 0;
    // A connection of before the exchange says nothing of the new certificate.
    await callServed(port(), kept);
    expect(events).toEqual([]);
    const fresh = new Agent({ ca: authority.cert, ...shows() });
    await callServed(port(), fresh);
    expect(events).toEqual([{ kind: 'accepted' }]);
    stop();
    await callServed(port(), fresh);
    expect(events).toHaveLength(1);
    kept.destroy();
    fresh.destroy();
  });

  it('does not count who never asked for a certificate, who asks for nothing we serve, and our own look at ourselves', async () => {
    watch();
    await new Promise((resolve) => {
      const socket = connectPlain(port(), '127.0.0.1', () => socket.end());
      socket.once('close', resolve);
    });
    await opensslClient(port(), ['-quiet', ...own()], getHere(port()).replace('/served', '/nothing'));
    await opensslClient(port(), ['-quiet', ...own()], get);
    isLooking = true;
    await opensslClient(port(), [...own()]);
    await settle();
    expect(events).toEqual([]);
  });

  it('does not count a monitor that broke off under the earlier certificate as well', async () => {
    const agent = new Agent({ ca: authority.cert, ...shows() });
    watch();
    await callServed(port(), agent);
    await opensslClient(port(), [...own()]);
    await expect.poll(() => events).toEqual([{ kind: 'accepted' }, { kind: 'silent' }]);
    kit.listeners.places.use(id, materialOf(authority.issue({ name: `other-${id}`, purpose: 'serverAuth', san })));
    events.length = 0;
    await opensslClient(port(), [...own()]);
    await settle();
    expect(events).toEqual([]);
    // Who called meanwhile is no monitor.
    await callServed(port(), agent);
    await opensslClient(port(), [...own()]);
    await expect.poll(() => events).toEqual([{ kind: 'accepted' }, { kind: 'silent' }]);
    agent.destroy();
  });
});

describe('callers whose own certificate was refused', () => {
  it.each(['-tls1_2', '-tls1_3'])('say nothing of ours (%s)', async (version) => {
    kit.listeners.places.watch('box', (event) => events.push(event));
    const foreign = elsewhere.issue({ name: `foreign${version}` });
    const neighbour = authority.issue({ name: `neighbour${version}` });
    await opensslClient(kit.boxPort, [version]);
    for (const pair of [foreign, neighbour]) {
      await opensslClient(kit.boxPort, [version, '-cert', pair.certFile, '-key', pair.keyFile], getHere(kit.boxPort));
    }
    await expect.poll(() => kit.refused).toEqual(['not_pinned']);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(events).toEqual([]);
  });
});
