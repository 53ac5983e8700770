import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkConfig, loadConfig } from '#relay/config/load-config.ts';
import type { PlaceMaterial } from '#relay/ports/certificate-places.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import {
  callServed,
  materialOf,
  opensslClient,
  placesConfig,
  startPlaces,
  type ConfigWish,
  type PlacesKit,
} from './places-kit.ts';

const san = 'IP:127.0.0.1,DNS:localhost';
const folder = mkdtempSync(join(tmpdir(), 'veerpont-desk-'));
let authority: OpensslAuthority;
let ofFile: Pair;
let ofDesk: Pair;
let cxone: Pair;
let kit: PlacesKit | null = null;

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  ofFile = authority.issue({ name: 'of-file', purpose: 'serverAuth', san });
  ofDesk = authority.issue({ name: 'of-desk', purpose: 'serverAuth', san });
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
const shown = async (port: number): Promise<string> => {
  const text = await opensslClient(port, []);
  return /^ *0 s:CN = (?<name>[^\n]+)$/mu.exec(text)?.groups?.['name'] ?? '';
};

async function start(wish: ConfigWish, held: Readonly<Record<string, PlaceMaterial>> = {}): Promise<PlacesKit> {
  kit = await startPlaces(placesConfig(wish), { deskMaterial: (id) => held[id] ?? null });
  return kit;
}

describe('a listener that takes its certificate from the desk', () => {
  it('shows one that nobody trusts until there is one', async () => {
    const { listeners, openPort, logged } = await start({
      open: { tls: { desk: true }, publicUrl: 'https://relay.example.com' },
    });
    const [place] = listeners.places.list();
    expect(place).toMatchObject({ id: 'open', takesCertificates: true, file: null, purpose: 'server' });
    expect(place?.placeholder).toMatch(/^-----BEGIN CERTIFICATE-----/u);
    expect(place?.hostNames).toEqual(['relay.example.com']);
    expect(listeners.places.filesOf('open')).toBeNull();
    expect(logged.map(({ event }) => event)).toContain('certificates.placeholder');
    const agent = new Agent({ ca: authority.cert });
    await expect(callServed(openPort, agent)).rejects.toThrow();
    expect(await shown(openPort)).toBe('No certificate yet');

    listeners.places.use('open', materialOf(ofDesk));

    expect((await callServed(openPort, agent)).status).toBe(200);
    expect(listeners.places.list()[0]?.placeholder).toBeUndefined();
    expect(listeners.certificate()).toBe(ofDesk.cert);
  });

  it('asks CXone for a certificate from the start', async () => {
    const { boxPort } = await start({
      box: { tls: { desk: true }, clientCertificate: { mode: 'required', ca: authority.cert } },
      pins: [{ sha256: opensslFingerprint(cxone.certFile) }],
    });
    const get = `GET /served HTTP/1.1\r\nhost: 127.0.0.1:${boxPort}\r\nconnection: close\r\n\r\n`;
    expect(await opensslClient(boxPort, ['-quiet'], get)).toBe('');
    const own = ['-quiet', '-cert', cxone.certFile, '-key', cxone.keyFile];
    expect(await opensslClient(boxPort, own, get)).toContain('served');
  });

  it('shows what the desk holds from the start', async () => {
    const { listeners, openPort } = await start({ open: { tls: { desk: true } } }, { open: materialOf(ofDesk) });
    expect(await shown(openPort)).toBe('of-desk');
    expect(listeners.places.list()[0]?.placeholder).toBeUndefined();
  });

  it('may listen on any address', () => {
    const config = placesConfig({ open: { host: '0.0.0.0', tls: { desk: true } } });
    expect(() => {
      checkConfig(config, {});
    }).not.toThrow();
  });

  it.each([
    [{ desk: false }, /listen\.public\.tls/u],
    [{ desk: true, certFile: 'a' }, /listen\.public\.tls.*certFile/u],
    [{ certFile: 'a.pem' }, /listen\.public\.tls\.keyFile: missing/u],
    [{}, /listen\.public\.tls/u],
  ])('is not configured with %j', (tls, problem) => {
    const path = join(folder, 'relay.json');
    const storeKey = randomBytes(32).toString('base64');
    writeFileSync(path, JSON.stringify({ listen: { public: { tls } }, storeKey, integrations: [], channels: [] }));
    expect(() => loadConfig(path, {})).toThrow(problem);
  });
});

describe('a place for which the desk holds a certificate', () => {
  it('does not read the file, which may be gone', async () => {
    const gone = { certFile: join(folder, 'gone.pem'), keyFile: join(folder, 'gone.key') };
    const wish = { open: { tls: gone }, destinations: [{ host: 'api.example.com', clientCertificate: gone }] };
    const held = { open: materialOf(ofDesk), 'destination:api.example.com': materialOf(cxone) };
    const { listeners, destinations, openPort } = await start(wish, held);

    expect(await shown(openPort)).toBe('of-desk');
    expect(destinations.get('api.example.com')).toEqual(materialOf(cxone));
    expect(listeners.places.filesOf('open')).toEqual({ problem: expect.stringContaining('gone.pem') as string });
    expect(listeners.places.list().map(({ file }) => file)).toEqual([gone.certFile, gone.certFile]);
    expect(() => placesConfig(wish)).not.toThrow();
    await expect(startPlaces(placesConfig(wish))).rejects.toMatchObject({ code: 'CONFIG_CERTIFICATE_UNUSABLE' });
  });

  it('is left alone when the files are read again, while others follow theirs', async () => {
    const held: Record<string, PlaceMaterial> = { open: materialOf(ofDesk) };
    const [certFile, keyFile] = [join(folder, 'box.pem'), join(folder, 'box.key')];
    const write = (pair: Pair): void => {
      writeFileSync(certFile, pair.cert);
      writeFileSync(keyFile, pair.key);
    };
    write(ofFile);
    const wish = { open: { tls: { certFile, keyFile } }, box: { tls: { certFile, keyFile } } };
    const { listeners, openPort, boxPort } = await start(wish, held);
    expect([await shown(openPort), await shown(boxPort)]).toEqual(['of-desk', 'of-file']);

    write(authority.issue({ name: 'of-file-anew', purpose: 'serverAuth', san }));
    listeners.replaceCertificates(placesConfig(wish));
    expect([await shown(openPort), await shown(boxPort)]).toEqual(['of-desk', 'of-file-anew']);

    // Gone back to the file.
    delete held['open'];
    const file = listeners.places.filesOf('open');
    if (file === null || !('material' in file)) throw new Error('no file');
    listeners.places.use('open', file.material);
    write(ofFile);
    listeners.replaceCertificates(placesConfig(wish));
    expect([await shown(openPort), await shown(boxPort)]).toEqual(['of-file', 'of-file']);
  });

  it('keeps the desk’s clients when the names of the file change', async () => {
    const clients = [
      { clientId: 'shop-client', sha256: opensslFingerprint(cxone.certFile).replaceAll(':', '').toLowerCase() },
    ];
    const wish = (pins: readonly object[]): ConfigWish => ({
      box: { tls: files(ofFile), clientCertificate: { mode: 'required', ca: authority.cert } },
      pins,
    });
    kit = await startPlaces(placesConfig(wish([{ san: 'other.example.com' }])), {
      extraTrust: { authorities: [], clients },
    });
    const agent = new Agent({ ca: authority.cert, keepAlive: true, maxSockets: 1, ...materialOf(cxone) });
    expect((await callServed(kit.boxPort, agent)).status).toBe(200);
    kit.listeners.replaceCertificates(placesConfig(wish([{ san: 'another.example.com' }])));
    expect((await callServed(kit.boxPort, agent)).status).toBe(200);
    agent.destroy();
  });

  it('is shown from its file when what the desk holds cannot be loaded, and the log says so', async () => {
    const { openPort, logged } = await start(
      { open: { tls: files(ofFile) } },
      { open: { cert: ofDesk.cert, key: ofFile.key } },
    );
    expect(await shown(openPort)).toBe('of-file');
    expect(logged.map(({ event }) => event)).toContain('certificates.desk_unusable');
  });
});

describe('the list of places', () => {
  it('says what each serves', async () => {
    const { listeners } = await start({
      open: { publicUrl: 'https://relay.example.com' },
      box: { tls: files(ofFile), publicUrl: 'https://box.example.com' },
      destinations: [{ host: 'api.weixin.qq.com' }, { host: 'api-na1.niceincontact.com' }, { host: 'proxy.example' }],
    });
    const brief = listeners.places
      .list()
      .map(({ id, takesCertificates, hostNames, serves }) => [id, takesCertificates, hostNames, serves.legs]);
    expect(brief).toEqual([
      ['open', false, [], ['wechatIn']],
      ['box', true, ['box.example.com'], ['cxoneIn']],
      ['destination:api.weixin.qq.com', true, [], ['wechatOut']],
      ['destination:api-na1.niceincontact.com', true, [], ['cxoneOut']],
      ['destination:proxy.example', true, [], []],
    ]);
    expect(() => {
      listeners.places.use('open', materialOf(ofDesk));
    }).toThrow(expect.objectContaining({ code: 'DESK_NO_TLS' }) as Error);
  });
});
