import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkConfig, loadConfig } from '#relay/config/load-config.ts';
import { createOwnTokenCheck } from '#relay/connectors/cxone/own-token-check.ts';
import { ClientGate } from '#relay/http/client-gate.ts';
import { TlsFileReader } from '#relay/http/places/tls-file-reader.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import { callServed, materialOf, placesConfig, startPlaces, type PlacesKit } from './places-kit.ts';

const folder = mkdtempSync(join(tmpdir(), 'veerpont-desk-only-'));
let authority: OpensslAuthority;
let server: Pair;
let cxone: Pair;
let kit: PlacesKit | null = null;

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  server = authority.issue({ name: 'server', purpose: 'serverAuth', san: 'IP:127.0.0.1,DNS:localhost' });
  cxone = authority.issue({ name: 'cxone' });
}, 30_000);
afterEach(async () => {
  await kit?.stop();
  kit = null;
});
afterAll(() => {
  authority.remove();
  rmSync(folder, { recursive: true, force: true });
});

const files = ({ certFile, keyFile }: Pair) => ({ certFile, keyFile });
const deskOnly = (mode: 'optional' | 'required' = 'required') => ({
  box: { tls: files(server), clientCertificate: { mode, ca: { desk: true } } },
});
const sha256 = ({ certFile }: Pair): string => opensslFingerprint(certFile).replaceAll(':', '').toLowerCase();
const isLetIn = (port: number, pair: Pair): Promise<boolean> =>
  callServed(port, new Agent({ ca: authority.cert, ...materialOf(pair) })).then(
    () => true,
    () => false,
  );

describe('a listener whose clients and authorities the desk decides', () => {
  it('is configured without an authority and without pins', () => {
    const path = join(folder, 'relay.json');
    const { box } = deskOnly();
    const storeKey = randomBytes(32).toString('base64');
    const write = (ca: unknown): void => {
      const listen = { box: { ...box, clientCertificate: { mode: 'required', ca } } };
      writeFileSync(path, JSON.stringify({ listen, storeKey, integrations: [], channels: [] }));
    };
    write({ desk: true });
    expect(loadConfig(path, {}).listen.box?.clientCertificate?.ca).toEqual({ desk: true });
    expect(() => {
      checkConfig(placesConfig(deskOnly()), {});
    }).not.toThrow();
    for (const wrong of [{ desk: false }, {}, undefined]) {
      write(wrong);
      expect(() => loadConfig(path, {})).toThrow(/listen\.box\.clientCertificate\.ca/u);
    }
  });

  it('lets nobody in until the desk knows somebody, and says so', async () => {
    kit = await startPlaces(placesConfig(deskOnly()));
    expect(kit.logged.map(({ event }) => event)).toContain('certificates.no_authority');
    expect(await isLetIn(kit.boxPort, cxone)).toBe(false);
    kit.listeners.places.trust({ authorities: [authority.cert], clients: [] });
    expect(await isLetIn(kit.boxPort, cxone)).toBe(false);
    expect([...(kit.listeners.gate?.pinned ?? [])]).toEqual([]);
    const known = { clientId: 'shop-client', sha256: sha256(cxone) };
    kit.listeners.places.trust({ authorities: [authority.cert], clients: [known] });
    expect(await isLetIn(kit.boxPort, cxone)).toBe(true);
    expect([...(kit.listeners.gate?.pinned ?? [])]).toEqual(['shop-client']);
    kit.listeners.places.trust({ authorities: [], clients: [known] });
    expect(await isLetIn(kit.boxPort, cxone)).toBe(false);
  });

  it('takes nobody’s word for it where the engine would', async () => {
    const config = placesConfig({ ...deskOnly('optional'), pins: [{ sha256: sha256(cxone) }] });
    const listen = config.listen.box;
    if (listen === undefined) throw new Error('there is one');
    const accepted: unknown[] = [];
    const gate = new ClientGate({
      listen,
      trust: { authorities: [], clients: [{ clientId: 'shop-client', pins: [{ sha256: sha256(cxone) }] }] },
      clock: Date,
      log: silentLogger,
      onRefused: () => undefined,
      onAccepted: (ids) => void accepted.push(ids),
    });
    // An engine that verifies by its own list, as it does when it is given none.
    const engine = createTlsServer({ ...materialOf(server), ca: authority.cert, requestCert: true });
    gate.attach({ server: engine } as unknown as FastifyInstance);
    const judged = new Promise((resolve) => engine.once('secureConnection', resolve));
    await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
    const { port } = engine.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert, ...materialOf(cxone) });
    await judged;
    expect(accepted).toEqual([]);
    socket.destroy();
    engine.close();
  });

  it('refuses what an authority of the engine’s own store signed', async () => {
    // What the listener gives the engine, in an engine that has this authority in its default store.
    const options = { requestCert: true, rejectUnauthorized: true };
    kit = await startPlaces(placesConfig(deskOnly()));
    expect(kit.listeners.gate?.tlsOptions).toMatchObject({ ...options, ca: [] });
    const program = `
      const tls = require('node:tls');
      const given = JSON.parse(process.argv[1]);
      const tried = async (ca) => {
        const context = { cert: given.server.cert, key: given.server.key, ...(ca !== null && { ca }) };
        const server = tls.createServer({ ...context, requestCert: true, rejectUnauthorized: true });
        server.setSecureContext(context);
        server.on('tlsClientError', () => undefined);
        const taken = new Promise((resolve) => {
          server.once('secureConnection', () => resolve(true));
          server.once('tlsClientError', () => resolve(false));
        });
        await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
        const socket = tls.connect({ port: server.address().port, host: '127.0.0.1', ...given.cxone });
        socket.on('error', () => undefined);
        const outcome = await taken;
        socket.destroy();
        server.close();
        return outcome;
      };
      (async () => console.log(JSON.stringify({ none: await tried([]), left: await tried(null) })))();`;
    const given = JSON.stringify({ server: materialOf(server), cxone: materialOf(cxone) });
    const ca = join(folder, 'store.pem');
    writeFileSync(ca, authority.cert);
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, given], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
    });
    expect(JSON.parse(stdout)).toEqual({ none: false, left: true });
  });
});

describe('a configuration that is read again', () => {
  it('locks out no integration that is missing in it, or whose client id changed', async () => {
    const pins = [{ sha256: opensslFingerprint(cxone.certFile) }];
    const box = { tls: files(server), clientCertificate: { mode: 'required', ca: authority.cert } };
    const config = placesConfig({ box, pins });
    kit = await startPlaces(config);
    expect(await isLetIn(kit.boxPort, cxone)).toBe(true);

    const counts = kit.listeners.replaceCertificates({ ...config, integrations: [], channels: [] });
    expect(counts.integrations).toEqual(config.integrations);
    expect(await isLetIn(kit.boxPort, cxone)).toBe(true);

    const renamed = config.integrations.map((one) => ({ ...one, box: { ...one.box, clientId: 'another' } }));
    kit.listeners.replaceCertificates({ ...config, integrations: renamed });
    expect([...(kit.listeners.gate?.pinned ?? [])]).toEqual(['shop-client']);
  });
});

describe('what our own token check makes of a refusal', () => {
  it.each([
    [false, 'refused'],
    [true, 'cannot_tell'],
  ] as const)('when callers must show a certificate (%s): %s', async (demandsCertificate, expected) => {
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () =>
        socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'),
      );
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    const [integration] = placesConfig({}).integrations;
    if (integration === undefined) throw new Error('there is one');
    const url = `http://127.0.0.1:${port}/integration/box`;
    const check = createOwnTokenCheck(() => ({ url, serverName: null, certificate: null, demandsCertificate }));
    expect(await check(integration, 'secret', 'mark')).toBe(expected);
    plain.close();
  });
});

describe('certificate files that are looked at again and again', () => {
  it('are read once until they change', () => {
    const [certFile, keyFile] = [join(folder, 'a.pem'), join(folder, 'a.key')];
    const copy = (pair: Pair): void => {
      copyFileSync(pair.certFile, certFile);
      copyFileSync(pair.keyFile, keyFile);
    };
    const reader = new TlsFileReader();
    copy(server);
    const first = reader.read({ certFile, keyFile }, 'tls');
    expect(reader.read({ certFile, keyFile }, 'tls')).toBe(first);
    copy(cxone);
    expect(reader.read({ certFile, keyFile }, 'tls').cert).toBe(cxone.cert);
    rmSync(keyFile);
    expect(() => reader.read({ certFile, keyFile }, 'tls')).toThrow();
    copy(server);
    expect(reader.read({ certFile, keyFile }, 'tls').cert).toBe(server.cert);
  });
});
