import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { CertificateDesk, ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { certificateText } from './certificate-text.ts';
import type { CertificateDeskDeps, DeskParts } from './desk-parts.ts';
import { deskView } from './desk-view.ts';
import { expiryLines } from './expiry-lines.ts';
import { createFallBack } from './fall-back.ts';
import { Lanes } from './lanes.ts';
import { LapseWatch } from './lapse-watch.ts';
import { PlaceActs } from './place-acts.ts';
import { PlaceChanges } from './place-changes.ts';
import { PlaceFiles } from './place-files.ts';
import { PlaceWatches } from './place-watch.ts';
import { readBrought, type Brought, type ReadBrought } from './reading-files.ts';
import { RequestActs } from './request-acts.ts';
import { SeenClients } from './seen-clients.ts';
import { TrustActs } from './trust-acts.ts';

export type CertificateHandlers = Pick<
  Handlers<RelayContract>,
  Extract<keyof Handlers<RelayContract>, `certificates.${string}`>
>;

/**
 * Where operators replace certificates: which one each place shows, which stands next, which can come back, and by which ones
 * CXone's calls are known.
 */
export class CertificateDeskService {
  readonly #parts: DeskParts;
  readonly #changes: PlaceChanges;
  readonly #watches: PlaceWatches;
  readonly #places: PlaceActs;
  readonly #lapses: LapseWatch;
  readonly #requests: RequestActs;
  readonly #trust: TrustActs;
  readonly #seen: SeenClients;

  constructor(deps: CertificateDeskDeps) {
    this.#parts = { ...deps, files: new PlaceFiles(deps.places), lanes: new Lanes() };
    this.#changes = new PlaceChanges(this.#parts);
    this.#watches = new PlaceWatches(this.#parts, createFallBack(this.#parts, this.#changes));
    this.#places = new PlaceActs(this.#parts, this.#changes, this.#watches);
    this.#lapses = new LapseWatch(this.#parts, this.#changes);
    this.#requests = new RequestActs(this.#parts, this.#changes);
    this.#trust = new TrustActs(this.#parts);
    this.#seen = new SeenClients(this.#parts);
  }

  /** Once the listeners listen. Watches that were under way go on. */
  start(): void {
    const { places, shelf, log } = this.#parts;
    const known = new Set(places.list().map(({ id }) => id));
    for (const placeId of shelf.placeIds()) {
      if (known.has(placeId)) this.#watches.follow(placeId);
      else log.warn('certificates.place_gone', { placeId });
    }
    this.#seen.start();
    this.#lapses.start();
  }

  /** Acts under way come to their end first. */
  async stop(): Promise<void> {
    this.#lapses.stop();
    await this.#parts.lanes.ended();
    await this.#watches.stop();
    await this.#seen.stop();
    await this.#parts.shelf.stop();
  }

  /** relay.json was read again while the relay runs. */
  configChanged(config: RelayConfig): void {
    const { shelf, onChange } = this.#parts;
    shelf.useConfig(config);
    onChange();
  }

  desk(): CertificateDesk {
    return deskView(this.#parts);
  }

  timeLine(): ExpiryLine[] {
    return expiryLines(this.#parts);
  }

  get handlers(): CertificateHandlers {
    const places = this.#places;
    const trust = this.#trust;
    return {
      'certificates.desk': () => this.desk(),
      'certificates.examine': async (brought) => {
        const { reading, request } = await this.#read(brought);
        return { reading, requestId: request?.shown.id ?? null };
      },
      'certificates.requestText': ({ id }) => ({ pem: this.#requests.find(id).requestPem }),
      'certificates.text': ({ sha256 }) => ({ pem: certificateText(this.#parts, sha256) }),
      'certificates.bring': (brought) =>
        this.#after(this.#bring(brought.target, brought.by, () => this.#read(brought))),
      'certificates.try': (act) => this.#after(places.try(act)),
      'certificates.activate': (act) => this.#after(places.activate(act)),
      'certificates.goBack': (act) => this.#after(places.goBack(act)),
      'certificates.endWatch': (act) => this.#after(places.endWatch(act)),
      'certificates.remove': (act) => this.#after(places.remove(act)),
      'certificates.request': async (act) => {
        const request = await this.#requests.make(act);
        const desk = await this.#after(Promise.resolve());
        return { desk, requestId: request.shown.id, pem: request.requestPem };
      },
      'certificates.cancelRequest': (act) => this.#after(this.#requests.cancel(act)),
      'certificates.makeAuthority': (act) => this.#after(trust.makeAuthority(act)),
      'certificates.issueClient': async (act) => {
        const pair = await trust.issueClient(act);
        return { desk: await this.#after(Promise.resolve()), ...pair };
      },
      'certificates.issueForSetup': async (act) => {
        try {
          return await trust.issueForSetup(act);
        } finally {
          this.#parts.onChange();
        }
      },
      'certificates.revoke': (act) => this.#after(trust.revoke(act)),
      'certificates.saved': ({ what, id, by }) => {
        const subject = nameIn(this.desk(), id) ?? id;
        this.#parts.audit.note({ by, action: 'certificate_saved', channelId: null, subject, detail: `${what} ${id}` });
        return null;
      },
    };
  }

  #bring(target: BringTarget, by: string, read: () => Promise<ReadBrought>): Promise<void> {
    switch (target.kind) {
      case 'place':
        return this.#places.bring({ placeId: target.placeId, by }, read);
      case 'client':
        return this.#trust.bringClient(target.integrationId, by, read);
      case 'authority':
        return this.#trust.bringAuthorities(by, read);
    }
  }

  /** Throws DESK_PLACE_UNKNOWN. */
  async #read(brought: Brought): Promise<ReadBrought> {
    const { target } = brought;
    const { shelf, clock } = this.#parts;
    const facts = target.kind === 'place' ? this.#changes.factsOf(target.placeId) : null;
    return readBrought(brought, facts, shelf.requests(), clock.now());
  }

  async #after(act: Promise<void>): Promise<CertificateDesk> {
    try {
      await act;
    } finally {
      // Also one that failed half way may have changed what is shown.
      this.#parts.onChange();
    }
    return this.desk();
  }
}

/** Of what was saved: by a certificate's SHA-256 or a request's id. */
function nameIn({ timeLine, requests }: CertificateDesk, id: string): string | undefined {
  return timeLine.find(({ sha256 }) => sha256 === id)?.name ?? requests.find((one) => one.id === id)?.subject;
}
