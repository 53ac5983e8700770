import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { CertificateDeskService } from '#relay/certificates/desk/certificate-desk-service.ts';
import { openDeskShelf, type DeskShelf } from '#relay/certificates/desk/desk-shelf.ts';
import { issueServerPair, makeAuthority, type CertificatePair } from '#relay/certificates/making/private-authority.ts';
import {
  composeListeners,
  destinationsOf,
  makePlaceholders,
  type DeskMaterial,
  type Listeners,
} from '#relay/compose-listeners.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import { MemoryDeskStore } from '#test/unit/relay/certificates/desk/memory-desk-store.ts';
import { by, dayMs } from './desk-kit.ts';

const host = 'relay.example.test';

let folder: string;
let authority: CertificatePair;
let listeners: Listeners;
let shelf: DeskShelf;
let desk: CertificateDeskService;
const store = new MemoryDeskStore();

const pairOf = (name: string): Promise<CertificatePair> =>
  issueServerPair({ authority, name, hostNames: [host], days: 90, now: Date.now() - dayMs });

beforeEach(async () => {
  store.held.clear();
  folder = mkdtempSync(join(tmpdir(), 'veerpont-desk-'));
  authority = await makeAuthority({ name: 'Listeners', years: 1, now: Date.now() - dayMs });
  writeFileSync(join(folder, 'authority.pem'), authority.certificatePem);
  const file = await pairOf('of the file');
  writeFileSync(join(folder, 'open.pem'), file.certificatePem);
  writeFileSync(join(folder, 'open.key'), file.keyPem);
  await begin();
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true });
});

async function begin(): Promise<void> {
  const config = RelayConfig.parse({
    listen: {
      public: {
        publicUrl: `https://${host}`,
        tls: { certFile: join(folder, 'open.pem'), keyFile: join(folder, 'open.key') },
      },
    },
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    integrations: [],
    channels: [],
  });
  const [clock, log] = [systemClock, silentLogger];
  shelf = await openDeskShelf({ store, config, clock, log, hasFiles: () => false });
  const deskMaterial: DeskMaterial = (id) => shelf.activeMaterial(id);
  listeners = composeListeners({
    config,
    clock,
    log,
    deskMaterial,
    destinations: destinationsOf(config, deskMaterial),
    placeholders: await makePlaceholders(config, deskMaterial, clock.now()),
    isLooking: () => false,
    onUnknownPath: () => undefined,
    extraTrust: shelf.extraTrust(),
    onAnswered: () => undefined,
    onRefusedHost: () => undefined,
    onRefusedCertificate: () => undefined,
    onAcceptedCertificate: () => undefined,
  });
  desk = new CertificateDeskService({
    shelf,
    places: listeners.places,
    clock,
    newId: createRecordIds(() => Date.now(), Math.random),
    audit: { note: () => undefined },
    alerts: { told: () => undefined },
    log,
    onChange: () => undefined,
  });
  listeners.open.get('/hello', () => 'hello');
  await listeners.open.listen({ host: '127.0.0.1', port: 0 });
  desk.start();
}

async function end(): Promise<void> {
  await desk.stop();
  await listeners.open.close();
}

const port = (): number => (listeners.open.server.address() as AddressInfo).port;

/** Whose certificate a caller sees. */
function seen(): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: port(), ca: authority.certificatePem, servername: host };
    const socket = connect(options, () => {
      resolve(new X509Certificate(socket.getPeerCertificate(false).raw).subject);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

/** A caller that trusts another authority: openssl says so to the listener. */
function refuses(foreign: string): Promise<void> {
  const args = ['s_client', '-connect', `127.0.0.1:${port()}`, '-servername', host, '-CAfile', foreign];
  const program = spawn('openssl', [...args, '-verify_return_error', '-tls1_2'], { stdio: 'ignore' });
  return new Promise((resolve) => program.once('close', () => resolve()));
}

async function bring({ certificatePem, keyPem }: CertificatePair): Promise<string> {
  const files = [keyPem, certificatePem, authority.certificatePem].map((text, no) => ({
    name: `${no}.pem`,
    content: Buffer.from(text).toString('base64'),
  }));
  const target = { kind: 'place', placeId: 'open' } as const;
  const { places } = await desk.handlers['certificates.bring']({ target, files, passphrase: null, by });
  return places[0]?.next?.id ?? '';
}

const activate = (certificateId: string) =>
  desk.handlers['certificates.activate']({ placeId: 'open', certificateId, watchMinutes: 5, despiteTrial: false, by });

it('a real listener is tried, changed, and is as it was left after a restart', async () => {
  expect(await seen()).toBe('CN=of the file');
  const id = await bring(await pairOf('new'));
  const tried = await desk.handlers['certificates.try']({ placeId: 'open', by });
  expect(tried.places[0]?.trial).toMatchObject({ ok: true, certificateId: id });
  expect(tried.places[0]?.trial?.steps.filter(({ result }) => result === 'passed').length).toBeGreaterThan(2);
  expect(await seen()).toBe('CN=of the file');
  await activate(id);
  expect(await seen()).toBe('CN=new');
  await end();
  rmSync(join(folder, 'open.pem'));
  await begin();
  expect(await seen()).toBe('CN=new');
  expect(desk.desk().places[0]).toMatchObject({ current: { id }, previous: [] });
  expect(desk.desk().places[0]?.watch).not.toBeNull();
});

it('what real callers refuse goes back by itself', async () => {
  const foreign = await makeAuthority({ name: 'Foreign', years: 1, now: Date.now() - dayMs });
  const path = join(folder, 'foreign.pem');
  writeFileSync(path, foreign.certificatePem);
  const id = await bring(await pairOf('new'));
  await desk.handlers['certificates.try']({ placeId: 'open', by });
  await activate(id);
  expect(await seen()).toBe('CN=new');
  for (let call = 0; call < 3; call += 1) await refuses(path);
  await expect.poll(() => desk.desk().places[0]?.current?.id).toBe('file');
  expect(await seen()).toBe('CN=of the file');
  const [place] = desk.desk().places;
  expect(place?.next).toMatchObject({ id, takenBack: { code: 'DESK_REFUSED_BY_CALLERS', by: null } });
  expect(place?.next?.takenBack?.value).toMatch(/unknown.ca/u);
});
