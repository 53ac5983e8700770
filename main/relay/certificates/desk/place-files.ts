import type { CertificateView } from '#shared/domain/certificate.ts';
import type { HeldCertificate } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { CertificatePlaceFacts, CertificatePlaces, PlaceMaterial } from '../../ports/certificate-places.ts';
import { ChainReader } from './chain-text.ts';
import { markOf, ofFiles, type Slots } from './slots.ts';

export interface FileCertificate {
  readonly material: PlaceMaterial;
  readonly view: CertificateView;
  readonly intermediates: readonly CertificateView[];
}

/** The certificates that relay.json names, and those the relay made itself to have something to show. */
export class PlaceFiles {
  readonly #places: CertificatePlaces;
  readonly #reader = new ChainReader();

  constructor(places: CertificatePlaces) {
    this.#places = places;
  }

  /** What can be gone back to. Null: relay.json names none that can be used. */
  of({ id }: CertificatePlaceFacts): FileCertificate | null {
    const found = this.#places.filesOf(id);
    if (found === null || !('material' in found)) return null;
    const chain = this.#reader.read(found.material.cert);
    if (chain === null) return null;
    return { material: found.material, view: chain.view, intermediates: chain.intermediates };
  }

  /** Throws DESK_NOT_FOUND without files, CONFIG_CERTIFICATE_UNUSABLE when they cannot be used. */
  demand(facts: CertificatePlaceFacts): FileCertificate {
    const found = this.of(facts);
    if (found !== null) return found;
    const given = this.#places.filesOf(facts.id);
    if (facts.file !== null && given !== null) {
      const problem = 'problem' in given ? given.problem : 'the certificate cannot be read';
      throw new RelayError('CONFIG_CERTIFICATE_UNUSABLE', problem, { value: facts.file });
    }
    throw new RelayError('DESK_NOT_FOUND', 'the configuration names no certificate here', { value: facts.id });
  }

  /** As it is shown. Where there are no files it is the relay's own placeholder, if that is what callers see. */
  shown(facts: CertificatePlaceFacts, slots: Slots): HeldCertificate | null {
    const found = this.of(facts);
    if (found === null) return this.#placeholder(facts);
    const { activatedAt, takenBack } = markOf(slots, ofFiles);
    return { ...shownAs('file', found), file: facts.file, activatedAt, takenBack };
  }

  #placeholder({ placeholder }: CertificatePlaceFacts): HeldCertificate | null {
    const chain = placeholder === undefined ? null : this.#reader.read(placeholder);
    return chain === null ? null : shownAs('placeholder', chain);
  }
}

function shownAs(
  source: 'file' | 'placeholder',
  { view, intermediates }: Pick<FileCertificate, 'view' | 'intermediates'>,
): HeldCertificate {
  return {
    id: ofFiles,
    certificate: view,
    intermediates: [...intermediates],
    source,
    file: null,
    addedAt: null,
    addedBy: null,
    activatedAt: null,
    keptUntil: null,
    warnings: [],
    takenBack: null,
  };
}
