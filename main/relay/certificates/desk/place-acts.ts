import type { CertificateFinding } from '#shared/domain/certificate.ts';
import type { PlaceId, Trial } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { DeskParts } from './desk-parts.ts';
import { Held } from './kept.ts';
import { demandInTime, notFound, type PlaceChanges } from './place-changes.ts';
import type { PlaceWatches } from './place-watch.ts';
import { demandMaterial, type ReadBrought } from './reading-files.ts';
import * as slotsOf from './slots.ts';
import { ofFiles, type Slots, type TakenBack } from './slots.ts';

const minuteMs = 60_000;

interface Act {
  readonly placeId: PlaceId;
  readonly by: string;
}

interface ActOnOne extends Act {
  readonly certificateId: string;
}

export interface ActivateAct extends ActOnOne {
  readonly watchMinutes: number;
  readonly despiteTrial: boolean;
}

/** Acts on the certificates of places. Each is on disk before it is in use; those on one place run one after the other. */
export class PlaceActs {
  readonly #parts: DeskParts;
  readonly #changes: PlaceChanges;
  readonly #watches: PlaceWatches;

  constructor(parts: DeskParts, changes: PlaceChanges, watches: PlaceWatches) {
    this.#parts = parts;
    this.#changes = changes;
    this.#watches = watches;
  }

  /** Stores what is read as the next certificate. Throws DESK_FILES_UNUSABLE, DESK_PLACE_UNKNOWN, DESK_NO_TLS. */
  bring({ placeId, by }: Act, read: () => Promise<ReadBrought>): Promise<void> {
    const { shelf, lanes } = this.#parts;
    return lanes.run(placeId, async () => {
      this.#changes.takingFacts(placeId);
      const found = await read();
      const slots = shelf.slots(placeId);
      const held = this.#heldFrom(found, placeId, by);
      await shelf.putHeld(held);
      try {
        await shelf.commit(placeId, slotsOf.brought(slots, held.id));
      } catch (thrown) {
        await shelf.discardHeld(held.id);
        throw thrown;
      }
      this.#note(by, 'certificate_imported', held.view, placeId);
      if (slots.next !== null) await this.#changes.discard(slots.next, placeId, by, ', replaced');
      if (found.request !== null) await shelf.discardRequest(found.request.shown.id);
    });
  }

  /** Throws DESK_NOTHING_NEXT. While the trial runs, other acts on the place do not wait. */
  try({ placeId, by }: Act): Promise<void> {
    const { shelf, places, clock, lanes } = this.#parts;
    return lanes.run(`try ${placeId}`, async () => {
      this.#changes.takingFacts(placeId);
      const held = this.#nextOf(placeId);
      const steps = await places.try(placeId, held.material);
      const failed = steps.filter(({ result }) => result === 'failed').map(({ kind }) => kind);
      const trial: Trial = { certificateId: held.id, at: clock.now(), ok: failed.length === 0, steps: [...steps] };
      await lanes.run(placeId, () => shelf.commit(placeId, slotsOf.tried(shelf.slots(placeId), trial)));
      this.#note(by, 'certificate_tried', held.view, placeId, trial.ok ? 'passed' : `failed: ${failed.join(', ')}`);
    });
  }

  /** Throws DESK_NOTHING_NEXT, DESK_NOT_FOUND (another one stands next by now), DESK_EXPIRED, DESK_NOT_TRIED. */
  activate({ placeId, by, certificateId, watchMinutes, despiteTrial }: ActivateAct): Promise<void> {
    const { shelf, clock, lanes, files } = this.#parts;
    return lanes.run(placeId, async () => {
      const facts = this.#changes.takingFacts(placeId);
      const held = this.#nextOf(placeId);
      if (held.id !== certificateId) throw notFound(certificateId);
      const now = clock.now();
      demandInTime(held, now);
      const before = shelf.slots(placeId);
      const isTried = before.trial?.certificateId === held.id && before.trial.ok;
      if (!isTried && !despiteTrial) throw new RelayError('DESK_NOT_TRIED', 'no trial was passed');
      const after = slotsOf.activated(before, {
        now,
        watchMs: watchMinutes * minuteMs,
        fallsBackTo: this.#changes.fallsBackTo(facts, before),
        hasFiles: files.of(facts) !== null,
      });
      await this.#changes.make({ placeId, before, after, material: held.material });
      this.#watches.follow(placeId);
      const detail = `watched for ${watchMinutes} minutes${isTried ? '' : ', despite its trial'}`;
      this.#note(by, 'certificate_activated', held.view, placeId, detail);
    });
  }

  /** Throws DESK_NOT_FOUND, DESK_EXPIRED, CONFIG_CERTIFICATE_UNUSABLE (the files cannot be used). */
  goBack({ placeId, by, certificateId }: ActOnOne): Promise<void> {
    const { shelf, clock, lanes, files } = this.#parts;
    return lanes.run(placeId, async () => {
      const facts = this.#changes.takingFacts(placeId);
      const before = shelf.slots(placeId);
      // Two people pressed the same button.
      if (before.current === certificateId) return;
      const isEarlier = before.previous.some(({ id }) => id === certificateId);
      if (certificateId !== ofFiles && !isEarlier) throw notFound(certificateId);
      const to = this.#changes.showable(facts, certificateId);
      const now = clock.now();
      demandInTime(to, now);
      const hasFiles = files.of(facts) !== null;
      const after = slotsOf.wentBack(before, certificateId, { now, hasFiles, takenBack: takenBackBy(by, before, now) });
      await this.#changes.make({ placeId, before, after, material: to.material });
      this.#watches.follow(placeId);
      this.#note(by, 'certificate_returned', to.view, placeId);
    });
  }

  endWatch({ placeId, by }: Act): Promise<void> {
    const { shelf, lanes } = this.#parts;
    return lanes.run(placeId, async () => {
      this.#changes.factsOf(placeId);
      const slots = shelf.slots(placeId);
      const held = shelf.held(slots.current);
      if (slots.watch === null || held === null) return;
      await shelf.commit(placeId, slotsOf.watchEnded(slots));
      this.#watches.follow(placeId);
      this.#note(by, 'certificate_watch_ended', held.view, placeId);
    });
  }

  /** Throws DESK_IN_USE, DESK_OF_CONFIG, DESK_NOT_FOUND. */
  remove({ placeId, by, certificateId }: ActOnOne): Promise<void> {
    const { shelf, lanes } = this.#parts;
    return lanes.run(placeId, async () => {
      this.#changes.factsOf(placeId);
      const slots = shelf.slots(placeId);
      if (slots.current === certificateId) throw new RelayError('DESK_IN_USE', 'it is in use');
      if (certificateId === ofFiles) throw new RelayError('DESK_OF_CONFIG', 'it stands in the configuration');
      if (!slotsOf.heldIds(slots).includes(certificateId)) throw notFound(certificateId);
      await shelf.commit(placeId, slotsOf.removed(slots, certificateId));
      await this.#changes.discard(certificateId, placeId, by);
    });
  }

  /** Throws DESK_FILES_UNUSABLE, CONFIG_CERTIFICATE_UNUSABLE (the engine would not show it). */
  #heldFrom(found: ReadBrought, placeId: PlaceId, by: string): Held {
    const { clock, newId } = this.#parts;
    const material = demandMaterial(found);
    return new Held({
      form: 'held',
      id: newId('crt'),
      placeId,
      chainPem: material.chainPem,
      keyPem: material.privateKeyPem() ?? '',
      source: found.request === null ? 'imported' : 'requested',
      addedAt: clock.now(),
      addedBy: by,
      warnings: warningsOf(found.reading.findings),
      usedAt: null,
    });
  }

  /** Throws DESK_NOTHING_NEXT. */
  #nextOf(placeId: PlaceId): Held {
    const { shelf } = this.#parts;
    const held = shelf.held(shelf.slots(placeId).next ?? '');
    if (held === null) throw new RelayError('DESK_NOTHING_NEXT', 'there is no next certificate');
    return held;
  }

  #note(by: string, action: PlaceAction, { name, sha256 }: Held['view'], placeId: PlaceId, more?: string): void {
    const detail = [placeId, sha256, more].filter((part) => part !== undefined).join(' ');
    this.#parts.audit.note({ by, action, channelId: null, subject: name, detail });
  }
}

type PlaceAction = Extract<
  Parameters<DeskParts['audit']['note']>[0]['action'],
  | 'certificate_imported'
  | 'certificate_tried'
  | 'certificate_activated'
  | 'certificate_returned'
  | 'certificate_watch_ended'
>;

/** What was seen of the one that is left tells why; a person who leaves one that nobody refused needs no reason. */
function takenBackBy(by: string, { watch }: Slots, now: number): TakenBack {
  const isRefused = watch !== null && watch.refused > 0;
  const isSilent = watch !== null && watch.silent > 0 && watch.accepted === 0;
  if (isRefused) return { at: now, code: 'DESK_REFUSED_BY_CALLERS', value: watch.lastRefusal, by };
  return { at: now, code: isSilent ? 'DESK_WENT_SILENT' : null, value: null, by };
}

const warningsOf = (findings: readonly CertificateFinding[]): CertificateFinding[] =>
  findings.filter(({ severity }) => severity === 'warning');
