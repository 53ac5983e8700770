import { createSecureContext } from 'node:tls';
import type { CertificateView } from '#shared/domain/certificate.ts';
import type { HeldCertificate, KeyRequest, PlaceId } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { PlaceMaterial } from '../../ports/certificate-places.ts';
import type { CertificatePair } from '../making/private-authority.ts';
import type { CertificatePiece } from '../reading/pieces.ts';
import { viewOf } from '../reading/view.ts';
import { certificatesIn, chainIn, type ChainText } from './chain-text.ts';
import type { AuthorityBody, HeldBody, RequestBody, TrustBody } from './record-bodies.ts';
import { markOf, type Slots } from './slots.ts';

/** A certificate of ours with its key. The key shows up neither in JSON nor when this is printed. */
export class Held {
  readonly #body: HeldBody;
  readonly #chain: ChainText;

  /** Throws CONFIG_CERTIFICATE_UNUSABLE when the engine could not show it. */
  constructor(body: HeldBody) {
    const chain = chainIn(body.chainPem);
    if (chain === null) throw unusable('the certificate cannot be read');
    this.#body = body;
    this.#chain = chain;
    demandUsable(this.material);
  }

  get id(): string {
    return this.#body.id;
  }

  get placeId(): PlaceId {
    return this.#body.placeId;
  }

  get view(): CertificateView {
    return this.#chain.view;
  }

  get chainPem(): string {
    return this.#body.chainPem;
  }

  get addedAt(): number {
    return this.#body.addedAt;
  }

  get usedAt(): number | null {
    return this.#body.usedAt;
  }

  get material(): PlaceMaterial {
    return { cert: this.#body.chainPem, key: this.#body.keyPem };
  }

  /** For the disk only. */
  toBody(): HeldBody {
    return this.#body;
  }

  usedSince(usedAt: number): Held {
    return new Held({ ...this.#body, usedAt });
  }

  /** As it is shown. */
  shown(slots: Slots): HeldCertificate {
    const { id, source, addedAt, addedBy, warnings } = this.#body;
    const { activatedAt, takenBack } = markOf(slots, id);
    return {
      id,
      certificate: this.view,
      intermediates: [...this.#chain.intermediates],
      source,
      file: null,
      addedAt,
      addedBy,
      activatedAt,
      keptUntil: slots.previous.find((earlier) => earlier.id === id)?.keptUntil ?? null,
      warnings,
      takenBack,
    };
  }
}

/** A key made here whose certificate is still to come. */
export class KeptRequest {
  readonly #body: RequestBody;
  /** As it is shown. */
  readonly shown: KeyRequest;

  constructor(body: RequestBody) {
    this.#body = body;
    const { id, placeId, subject, names, key, keySha256, createdAt, createdBy } = body;
    this.shown = { id, placeId, subject, names, key, keySha256, createdAt, createdBy };
  }

  get requestPem(): string {
    return this.#body.requestPem;
  }

  get keyPem(): string {
    return this.#body.keyPem;
  }

  /** For the disk only. */
  toBody(): RequestBody {
    return this.#body;
  }
}

/** The authority made here, with the key it signs with. */
export class OwnAuthority {
  readonly #body: AuthorityBody;
  readonly piece: CertificatePiece;

  /** Throws CONFIG_CERTIFICATE_UNUSABLE. */
  constructor(body: AuthorityBody) {
    this.#body = body;
    this.piece = onlyCertificate(body.certificatePem);
  }

  get id(): string {
    return this.#body.id;
  }

  get certificatePem(): string {
    return this.#body.certificatePem;
  }

  get pair(): CertificatePair {
    const { certificatePem, keyPem } = this.#body;
    return { certificatePem, keyPem };
  }

  get madeAt(): number {
    return this.#body.madeAt;
  }

  /** For the disk only. */
  toBody(): AuthorityBody {
    return this.#body;
  }
}

/** What CXone's calls are judged by, or were seen with. Holds no key. */
export interface Trusted<Body extends TrustBody = TrustBody> {
  readonly body: Body;
  readonly piece: CertificatePiece;
  readonly view: CertificateView;
}

export type TrustedClientKept = Trusted<Extract<TrustBody, { form: 'client' }>>;
export type TrustedAuthorityKept = Trusted<Extract<TrustBody, { form: 'authority' }>>;
export type SeenKept = Trusted<Extract<TrustBody, { form: 'seen' }>>;

/** Throws CONFIG_CERTIFICATE_UNUSABLE. */
export function trusted<Body extends TrustBody>(body: Body): Trusted<Body> {
  const piece = onlyCertificate(body.pem);
  return { body, piece, view: viewOf(piece) };
}

/** Throws CONFIG_CERTIFICATE_UNUSABLE when the engine would not take it. */
export function demandUsable(material: PlaceMaterial): void {
  try {
    createSecureContext({ ...material });
  } catch (cause) {
    // The engine's words name no content; its error could.
    throw unusable((cause as NodeJS.ErrnoException).code ?? 'refused by the engine');
  }
}

function onlyCertificate(pem: string): CertificatePiece {
  const [piece] = certificatesIn(pem);
  if (piece === undefined) throw unusable('the certificate cannot be read');
  return piece;
}

function unusable(problem: string): RelayError {
  return new RelayError('CONFIG_CERTIFICATE_UNUSABLE', problem, { value: problem });
}
