import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { relayContract, type RelayContract } from '#shared/contract/relay-contract.ts';
import type { CertificateDesk, CertificatePlace, PlaceId } from '#shared/domain/certificate-desk.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { CertificateDeskService } from '#relay/certificates/desk/certificate-desk-service.ts';
import type { DeskStore } from '#relay/certificates/desk/desk-records.ts';
import { openDeskShelf, type DeskShelf } from '#relay/certificates/desk/desk-shelf.ts';
import {
  issueClientPair,
  issueServerPair,
  makeAuthority,
  type CertificatePair,
} from '#relay/certificates/making/private-authority.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import type { CertificateAlert } from '#relay/ports/certificate-alerts.ts';
import type { CertificatePlaceFacts } from '#relay/ports/certificate-places.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, recordingLogger } from '#test/integration/storage/sqlite-harness.ts';
import { FakePlaces } from './fake-places.ts';

export const dayMs = 86_400_000;
export const minuteMs = 60_000;
/** A little ahead of this computer, for which the certificates are made. */
export const start = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000;
export const by = 'anna';
export const shop = 'shop' as IntegrationId;
export const bank = 'bank' as IntegrationId;
export const host = 'relay.example.test';

let authority: Promise<CertificatePair> | null = null;

/** One authority for all; it costs nothing to have it twice. */
export function testAuthority(): Promise<CertificatePair> {
  authority ??= makeAuthority({ name: 'Test authority', years: 5, now: start - dayMs });
  return authority;
}

export async function serverPair(name: string, days = 200): Promise<CertificatePair> {
  const wish = { authority: await testAuthority(), name, hostNames: [host], days, now: start - dayMs };
  return issueServerPair(wish);
}

export async function clientPair(name: string, days = 200): Promise<CertificatePair> {
  return issueClientPair({ authority: await testAuthority(), name, days, now: start - dayMs });
}

export const sha256Of = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

export async function configWith(pins: Readonly<Record<string, readonly object[]>>): Promise<RelayConfig> {
  const integration = (id: string) => ({
    id,
    name: `The ${id}`,
    integrationId: id,
    box: { clientId: `client-${id}`, clientSecret: 's', clientCertificates: pins[id] ?? [] },
    cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'a', accessKeySecret: 's' },
  });
  const channel = (id: string, of: string) => ({
    id,
    name: id,
    integration: of,
    cxoneChannelId: id,
    wechat: { appId: 'wx0123456789abcdef', originalId: 'gh_0123456789ab', appSecret: 's', token: 't', mode: 'plain' },
  });
  const tls = { certFile: '/etc/veerpont/box.pem', keyFile: '/etc/veerpont/box.key' };
  const { certificatePem: ca } = await testAuthority();
  return RelayConfig.parse({
    listen: { box: { port: 0, tls, clientCertificate: { mode: 'required', ca } } },
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    integrations: [integration('shop'), integration('bank')],
    channels: [channel('tulip', 'shop'), channel('lotus', 'bank')],
  });
}

export const boxFacts: CertificatePlaceFacts = {
  id: 'box',
  purpose: 'server',
  address: '127.0.0.1:8443',
  hostNames: [host],
  serves: { legs: ['cxoneIn'], channelIds: [] },
  takesCertificates: true,
  file: '/etc/veerpont/box.pem',
};

export const openFacts: CertificatePlaceFacts = {
  ...boxFacts,
  id: 'open',
  address: '127.0.0.1:80',
  takesCertificates: false,
  file: null,
};

export const destinationFacts: CertificatePlaceFacts = {
  ...boxFacts,
  id: 'destination:proxy.example.test',
  purpose: 'client',
  address: 'proxy.example.test',
  hostNames: [],
  serves: { legs: ['cxoneOut'], channelIds: [] },
  file: null,
};

export type DeskHandlers = Pick<
  Handlers<RelayContract>,
  Extract<keyof Handlers<RelayContract>, `certificates.${string}`>
>;

/** A desk over the real store, with places that play along. */
export class DeskKit {
  readonly folder = makeFolder();
  readonly clock = new HandClock(start);
  readonly recording = recordingLogger();
  readonly lines: Omit<AuditLine, 'id' | 'at'>[] = [];
  readonly alerts: CertificateAlert[] = [];
  readonly newId = createRecordIds(() => this.clock.now(), Math.random);
  places = new FakePlaces([boxFacts, openFacts, destinationFacts]);
  changes = 0;
  /** Stands between the desk and the disk. */
  between: (store: DeskStore) => DeskStore = (store) => store;
  config: RelayConfig;
  #opened: { readonly store: RelayStore; readonly shelf: DeskShelf; readonly desk: CertificateDeskService } | null =
    null;

  private constructor(config: RelayConfig) {
    this.config = config;
  }

  static async open(
    options: { readonly config?: RelayConfig; readonly between?: DeskKit['between'] } = {},
  ): Promise<DeskKit> {
    const kit = new DeskKit(options.config ?? (await configWith({ shop: [], bank: [] })));
    if (options.between !== undefined) kit.between = options.between;
    const file = await serverPair('of the file');
    kit.places.files.set('box', { material: { cert: file.certificatePem, key: file.keyPem } });
    await kit.begin();
    return kit;
  }

  /** Does what the relay does at its start: listeners show what the shelf says, else the files. */
  async begin(): Promise<void> {
    // A clock of its own: the store looks about every few seconds, and here months pass.
    const store = openIn(this.folder, { clock: new HandClock(this.clock.now()), logger: this.recording.logger });
    const { clock, newId, config, places } = this;
    const log = this.recording.logger;
    const hasFiles = (id: PlaceId): boolean => {
      const files = places.filesOf(id);
      return files !== null && 'material' in files;
    };
    const shelf = await openDeskShelf({ store: this.between(store), config, clock, log, hasFiles });
    for (const { id } of places.list()) {
      const files = places.filesOf(id);
      const material = shelf.activeMaterial(id) ?? (files !== null && 'material' in files ? files.material : null);
      if (material !== null) places.use(id, material);
    }
    places.trust(shelf.extraTrust());
    const desk = new CertificateDeskService({
      shelf,
      places,
      clock,
      newId,
      audit: { note: (line) => void this.lines.push(line) },
      alerts: { told: (alert) => void this.alerts.push(alert) },
      log,
      onChange: () => {
        this.changes += 1;
      },
    });
    desk.start();
    this.#opened = { store, shelf, desk };
  }

  get desk(): CertificateDeskService {
    return this.#now().desk;
  }

  get store(): RelayStore {
    return this.#now().store;
  }

  get shelf(): DeskShelf {
    return this.#now().shelf;
  }

  get handlers(): DeskHandlers {
    return this.desk.handlers;
  }

  /** `crash`: what the relay would do at its end is left out. Listeners and callers are new afterwards. */
  async restart(options: { readonly crash?: boolean; readonly afterMs?: number } = {}): Promise<void> {
    if (options.crash !== true) await this.desk.stop();
    await this.store.close();
    this.clock.wind(options.afterMs ?? 0);
    const { facts, files, clientCertificates } = this.places;
    this.places = new FakePlaces(facts);
    for (const [id, file] of files) this.places.files.set(id, file);
    this.places.clientCertificates = clientCertificates;
    await this.begin();
  }

  async dispose(): Promise<void> {
    await this.desk.stop();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }

  /** What the window would get: parsed by the contract, so that nothing unknown is in it. */
  view(): CertificateDesk {
    const desk = this.desk.desk();
    expectStrict(desk);
    return desk;
  }

  place(id: PlaceId = 'box'): CertificatePlace {
    const found = this.view().places.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no place ${id}`);
    return found;
  }

  bring(
    texts: readonly string[],
    target: BringTarget = { kind: 'place', placeId: 'box' },
    passphrase: string | null = null,
  ) {
    return Promise.resolve(this.handlers['certificates.bring']({ target, files: texts.map(brought), passphrase, by }));
  }

  read(texts: readonly string[], target: BringTarget = { kind: 'place', placeId: 'box' }) {
    return Promise.resolve(
      this.handlers['certificates.examine']({ target, files: texts.map(brought), passphrase: null }),
    );
  }

  /** Brings a new certificate of that name and puts it in use. Its id. */
  async replaceBy(name: string, days = 200, placeId: PlaceId = 'box'): Promise<string> {
    const pair = placeId === 'box' ? await serverPair(name, days) : await clientPair(name, days);
    await this.bring([pair.certificatePem, pair.keyPem], { kind: 'place', placeId });
    const id = this.place(placeId).next?.id ?? '';
    await this.activate(id, { placeId });
    return id;
  }

  activate(
    certificateId: string,
    {
      placeId = 'box',
      watchMinutes = 30,
      despiteTrial = true,
    }: { placeId?: PlaceId; watchMinutes?: number; despiteTrial?: boolean } = {},
  ) {
    const act = { placeId, certificateId, watchMinutes, despiteTrial, by };
    return Promise.resolve(this.handlers['certificates.activate'](act));
  }

  goBack(certificateId: string, placeId: PlaceId = 'box') {
    return Promise.resolve(this.handlers['certificates.goBack']({ placeId, certificateId, by }));
  }

  /** The certificate callers see. */
  shownName(placeId: PlaceId = 'box'): string | undefined {
    const cert = this.places.shown.get(placeId)?.cert;
    return cert === undefined ? undefined : new X509Certificate(cert).subject.replace('CN=', '');
  }

  /** Everything asked of the store so far is done. */
  async atRest(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      await this.store.writeFact('test.turn', String(turn));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #now() {
    if (this.#opened === null) throw new Error('not opened');
    return this.#opened;
  }
}

/** What a call throws; the test fails when it does not. */
export async function refusal(call: () => unknown): Promise<RelayError> {
  try {
    await call();
  } catch (thrown) {
    if (thrown instanceof RelayError) return thrown;
    throw thrown;
  }
  throw new Error('it was done');
}

function brought(text: string, index: number) {
  return { name: `file-${index}.pem`, content: Buffer.from(text).toString('base64') };
}

/** zod drops what it does not know: a reply that is more than its schema has something in it that nobody checked. */
function expectStrict(desk: CertificateDesk): void {
  const parsed = relayContract['certificates.desk'].output.parse(desk);
  if (JSON.stringify(sorted(parsed)) !== JSON.stringify(sorted(desk))) throw new Error('more than the contract says');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
