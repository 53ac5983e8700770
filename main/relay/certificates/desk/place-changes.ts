import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { CertificatePlaceFacts, PlaceMaterial } from '../../ports/certificate-places.ts';
import { dayOf, isOver } from './chain-text.ts';
import type { DeskParts } from './desk-parts.ts';
import { demandUsable, type Held } from './kept.ts';
import { ofFiles, type Slots } from './slots.ts';

/** A certificate that can be shown: one of ours, or that of the files. */
export type Showable = Pick<Held, 'material' | 'view'>;

export interface PlaceChange {
  readonly placeId: PlaceId;
  readonly before: Slots;
  readonly after: Slots;
  readonly material: PlaceMaterial;
}

/** What acts on a place and its fall-back have in common. */
export class PlaceChanges {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Throws DESK_PLACE_UNKNOWN. */
  factsOf(placeId: PlaceId): CertificatePlaceFacts {
    const facts = this.#parts.places.list().find(({ id }) => id === placeId);
    if (facts === undefined) throw new RelayError('DESK_PLACE_UNKNOWN', 'no such place', { value: placeId });
    return facts;
  }

  /** Throws DESK_PLACE_UNKNOWN, DESK_NO_TLS. */
  takingFacts(placeId: PlaceId): CertificatePlaceFacts {
    const facts = this.factsOf(placeId);
    if (!facts.takesCertificates) throw new RelayError('DESK_NO_TLS', 'no TLS of its own', { value: facts.address });
    return facts;
  }

  /**
   * On disk, then in use. When it cannot be used after all, the record says again what it said, and what was in use stays.
   * Throws the store's error, CONFIG_CERTIFICATE_UNUSABLE.
   */
  async make({ placeId, before, after, material }: PlaceChange): Promise<void> {
    const { shelf, places, clock } = this.#parts;
    demandUsable(material);
    await shelf.commit(placeId, after);
    try {
      places.use(placeId, material);
    } catch (thrown) {
      await shelf.settle(placeId, before);
      throw thrown;
    }
    const held = shelf.held(after.current);
    if (held !== null) await shelf.settleHeld(held.usedSince(clock.now()));
  }

  /** Throws DESK_NOT_FOUND, CONFIG_CERTIFICATE_UNUSABLE (the files cannot be used). */
  showable(facts: CertificatePlaceFacts, id: string): Showable {
    if (id === ofFiles) return this.#parts.files.demand(facts);
    const held = this.#parts.shelf.held(id);
    if (held === null) throw notFound(id);
    return held;
  }

  /** What is in use now, if it could come back: never one that has expired, nor a placeholder. */
  fallsBackTo(facts: CertificatePlaceFacts, { current }: Slots): string | null {
    const { files, shelf, clock } = this.#parts;
    const view = current === ofFiles ? files.of(facts)?.view : shelf.held(current)?.view;
    return view === undefined || isOver(view, clock.now()) ? null : current;
  }

  /** Looked at again: since the activation it may have expired, or its file may be gone. */
  comesBack(facts: CertificatePlaceFacts, { watch }: Slots): Showable | null {
    const id = watch?.fallsBackTo ?? null;
    if (id === null) return null;
    try {
      const found = this.showable(facts, id);
      demandUsable(found.material);
      return isOver(found.view, this.#parts.clock.now()) ? null : found;
    } catch (thrown) {
      this.#parts.log.error('certificates.cannot_come_back', { placeId: facts.id, code: toRelayError(thrown).code });
      return null;
    }
  }

  /** A certificate that stands nowhere any more goes with its key. */
  async discard(id: string, placeId: PlaceId, by: string, why = ''): Promise<void> {
    const { shelf, audit } = this.#parts;
    const view = shelf.held(id)?.view;
    await shelf.discardHeld(id);
    audit.note({
      by,
      action: 'certificate_removed',
      channelId: null,
      subject: view?.name ?? id,
      detail: `${placeId} ${view?.sha256 ?? ''}${why}`,
    });
  }
}

/** Throws DESK_EXPIRED. */
export function demandInTime({ view }: Showable, now: number): void {
  if (isOver(view, now)) throw new RelayError('DESK_EXPIRED', 'it has expired', { value: dayOf(view.validUntil) });
}

export function notFound(id: string): RelayError {
  return new RelayError('DESK_NOT_FOUND', 'it is not there', { value: id });
}
