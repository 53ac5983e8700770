import type { IntegrationId } from '#shared/domain/ids.ts';
import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { issueClientPair, makeAuthority } from '../making/private-authority.ts';
import { certificatesIn } from './chain-text.ts';
import type { DeskParts } from './desk-parts.ts';
import { OwnAuthority, type TrustedClientKept } from './kept.ts';
import { authoritiesOf, clientsOf, integrationName, isIssuedBy, leftWithout } from './known-clients.ts';
import { demandMaterial, type ReadBrought } from './reading-files.ts';
import { fieldNamed } from './wish-fields.ts';

const lane = 'trust';

export interface IssuedPair {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

interface AuthorityWish {
  readonly name: string;
  readonly years: number;
  readonly by: string;
}

interface IssueWish {
  readonly integrationId: IntegrationId;
  readonly name: string;
  readonly days: number;
  readonly by: string;
}

/** Of an authority that is made along with its first pair; the form of the desk proposes the same. */
const authorityYears = 10;

/** By which certificates CXone's calls are known. What is added ends no connection; what is revoked ends its own at once. */
export class TrustActs {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Makes CXone's certificate known. Throws DESK_NO_CLIENT_LISTENER, DESK_PLACE_UNKNOWN, DESK_FILES_UNUSABLE. */
  bringClient(integrationId: IntegrationId, by: string, read: () => Promise<ReadBrought>): Promise<void> {
    return this.#parts.lanes.run(lane, async () => {
      this.#demandListener();
      this.#integration(integrationId);
      const found = await read();
      const material = demandMaterial(found);
      const [piece] = certificatesIn(material.chainPem);
      const isKnown = clientsOf(this.#parts.shelf).some(
        ({ shown }) => shown.integrationId === integrationId && shown.sha256 === material.sha256,
      );
      if (piece === undefined || isKnown) return;
      await this.#addClient(integrationId, 'imported', piece.certificate.toString(), by);
      this.#trust();
      this.#note(by, 'certificate_trusted', found.reading.leaf?.name ?? material.sha256, material.sha256);
    });
  }

  /** Trusts authorities besides those of relay.json. Throws DESK_NO_CLIENT_LISTENER, DESK_FILES_UNUSABLE. */
  bringAuthorities(by: string, read: () => Promise<ReadBrought>): Promise<void> {
    const { shelf, clock, newId, lanes } = this.#parts;
    return lanes.run(lane, async () => {
      this.#demandListener();
      const found = await read();
      const known = new Set(authoritiesOf(shelf).map(({ shown }) => shown.certificate.sha256));
      const brought = certificatesIn(demandMaterial(found).chainPem).filter(({ id }) => !known.has(id));
      // The engine's own judgement: listeners go by it, and would refuse the whole list.
      if (brought.some(({ certificate }) => !certificate.ca)) {
        throw new RelayError('DESK_FILES_UNUSABLE', 'no authority to the engine', { value: 'CERT_NOT_AN_AUTHORITY' });
      }
      for (const { certificate, id: sha256 } of brought) {
        const body = { form: 'authority', id: newId('cta'), source: 'imported', pem: certificate.toString() } as const;
        await shelf.putTrust({ ...body, addedAt: clock.now(), addedBy: by });
        const view = found.reading.roots.find((one) => one.sha256 === sha256);
        this.#trust();
        this.#note(by, 'certificate_trusted', view?.name ?? sha256, `authority ${sha256}`);
      }
    });
  }

  /** Throws DESK_AUTHORITY_EXISTS, CERT_WISH_INVALID (value: the field). */
  makeAuthority(wish: AuthorityWish): Promise<void> {
    const { shelf, lanes } = this.#parts;
    return lanes.run(lane, async () => {
      if (shelf.own !== null) throw new RelayError('DESK_AUTHORITY_EXISTS', 'there is one already');
      await this.#makeOwn(wish, 'name');
    });
  }

  /**
   * A pair for an integration's calls. Its key is in the answer and nowhere else. Throws DESK_NO_CLIENT_LISTENER,
   * DESK_PLACE_UNKNOWN, DESK_NOT_FOUND (no authority yet), CERT_WISH_INVALID (value: the field), CERT_EXPIRED.
   */
  issueClient(wish: IssueWish): Promise<IssuedPair> {
    return this.#parts.lanes.run(lane, () => {
      this.#demandListener();
      this.#integration(wish.integrationId);
      return this.#issue(this.#demandOwn(), wish);
    });
  }

  /**
   * The same for an integration that is only being set up: it may be unknown to the relay so far, and nobody may be asked for a
   * certificate yet. It counts as soon as both are so. `authorityName`: an authority is made under this name where there is
   * none. Throws DESK_NOT_FOUND (no authority, and none to be made), CERT_WISH_INVALID (value: 'name' or 'authorityName'),
   * CERT_EXPIRED.
   */
  issueForSetup({
    authorityName,
    ...wish
  }: IssueWish & { readonly authorityName: string | null }): Promise<IssuedPair> {
    return this.#parts.lanes.run(lane, async () => {
      const isWanted = this.#parts.shelf.own === null && authorityName !== null;
      const made = { name: authorityName ?? '', years: authorityYears, by: wish.by };
      const own = isWanted ? await this.#makeOwn(made, 'authorityName') : this.#demandOwn();
      return this.#issue(own, wish);
    });
  }

  /** Throws DESK_NOT_FOUND, DESK_OF_CONFIG, DESK_LAST_ONE. */
  revoke({ id, by }: { readonly id: string; readonly by: string }): Promise<void> {
    const { shelf, lanes } = this.#parts;
    return lanes.run(lane, async () => {
      const known = [...clientsOf(shelf), ...authoritiesOf(shelf)].find(({ shown }) => shown.id === id);
      const isOwn = shelf.own?.id === id;
      if (known === undefined && !isOwn) throw new RelayError('DESK_NOT_FOUND', 'it is not there', { value: id });
      if (known?.shown.source === 'config') throw new RelayError('DESK_OF_CONFIG', 'it stands in the configuration');
      const issued = isOwn ? this.#issuedByOwn() : [];
      this.#demandOthers(new Set([id, ...issued.map(({ body }) => body.id)]));
      const name = known?.shown.certificate?.name ?? id;
      const sha256 = known?.shown.certificate?.sha256 ?? '';
      // What it signed goes first: an authority that is trusted anew after half an act brings none of them back.
      for (const { body, view } of issued) {
        await shelf.removeTrust(body.id);
        this.#trust();
        this.#note(by, 'certificate_revoked', view.name, view.sha256);
      }
      if (known !== undefined) await shelf.removeTrust(id);
      this.#trust();
      this.#note(by, 'certificate_revoked', name, sha256);
      if (isOwn) await shelf.removeOwn();
    });
  }

  async #makeOwn({ name, years, by }: AuthorityWish, field: string): Promise<OwnAuthority> {
    const { shelf, clock, newId } = this.#parts;
    const subject = name.trim();
    const now = clock.now();
    const pair = await fieldNamed(field, () => makeAuthority({ name: subject, years, now }));
    const own = new OwnAuthority({ id: newId('cto'), ...pair, madeAt: now, madeBy: by });
    await shelf.putOwn(own);
    this.#note(by, 'certificate_authority_made', subject, own.piece.id);
    return own;
  }

  /** Throws DESK_NOT_FOUND. */
  #demandOwn(): OwnAuthority {
    const { own } = this.#parts.shelf;
    if (own === null) throw new RelayError('DESK_NOT_FOUND', 'there is no authority of our own');
    return own;
  }

  async #issue(own: OwnAuthority, { integrationId, name, days, by }: IssueWish): Promise<IssuedPair> {
    const subject = name.trim();
    const now = this.#parts.clock.now();
    const pair = await fieldNamed('name', () => issueClientPair({ authority: own.pair, name: subject, days, now }));
    await this.#trustOwn(own, by);
    await this.#addClient(integrationId, 'issued', pair.certificatePem, by);
    this.#trust();
    const sha256 = certificatesIn(pair.certificatePem)[0]?.id ?? '';
    this.#note(by, 'certificate_issued', subject, `${integrationId} ${sha256}`);
    return { certificate: pair.certificatePem, key: pair.keyPem, authority: own.certificatePem };
  }

  async #trustOwn(own: OwnAuthority, by: string): Promise<void> {
    const { shelf, clock } = this.#parts;
    if (shelf.authorities().some(({ body }) => body.id === own.id)) return;
    const body = { form: 'authority', id: own.id, source: 'own', pem: own.certificatePem } as const;
    await shelf.putTrust({ ...body, addedAt: clock.now(), addedBy: by });
    this.#trust();
    this.#note(by, 'certificate_trusted', own.piece.id, `authority ${own.piece.id}`);
  }

  #addClient(integrationId: IntegrationId, source: 'imported' | 'issued', pem: string, by: string): Promise<void> {
    const { shelf, clock, newId } = this.#parts;
    const body = { form: 'client', id: newId('ctc'), integrationId, source, pem } as const;
    return shelf.putTrust({ ...body, addedAt: clock.now(), addedBy: by });
  }

  /** They count only by our own authority. */
  #issuedByOwn(): readonly TrustedClientKept[] {
    const { shelf } = this.#parts;
    const { own } = shelf;
    if (own === null) return [];
    return shelf.clients().filter(({ body, piece }) => body.source === 'issued' && isIssuedBy(piece, own.piece));
  }

  /** Throws DESK_LAST_ONE when an integration that must show a certificate would have none that counts. */
  #demandOthers(revoked: ReadonlySet<string>): void {
    const { shelf, places, clock } = this.#parts;
    if (places.clientCertificates !== 'required') return;
    const before = { clients: clientsOf(shelf), authorities: authoritiesOf(shelf) };
    const [hit] = leftWithout(before, (id) => revoked.has(id), clock.now());
    if (hit === undefined) return;
    throw new RelayError('DESK_LAST_ONE', 'its calls would all be refused', {
      value: integrationName(shelf.config, hit),
    });
  }

  #trust(): void {
    const { places, shelf } = this.#parts;
    places.trust(shelf.extraTrust());
  }

  #demandListener(): void {
    if (this.#parts.places.clientCertificates !== 'off') return;
    throw new RelayError('DESK_NO_CLIENT_LISTENER', 'calls are not asked for a certificate');
  }

  /** Throws DESK_PLACE_UNKNOWN. */
  #integration(id: IntegrationId): IntegrationConfig {
    const found = this.#parts.shelf.config.integrations.find((one) => one.id === id);
    if (found === undefined) throw new RelayError('DESK_PLACE_UNKNOWN', 'no such integration', { value: id });
    return found;
  }

  #note(by: string, action: TrustAction, subject: string, detail: string): void {
    this.#parts.audit.note({ by, action, channelId: null, subject, detail });
  }
}

type TrustAction = Extract<
  Parameters<DeskParts['audit']['note']>[0]['action'],
  'certificate_trusted' | 'certificate_revoked' | 'certificate_issued' | 'certificate_authority_made'
>;
