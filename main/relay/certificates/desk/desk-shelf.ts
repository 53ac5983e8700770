import type { z } from 'zod';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ExtraTrust, PlaceMaterial } from '../../ports/certificate-places.ts';
import type { OperationsRecord } from '../../ports/operations-store.ts';
import { isOver } from './chain-text.ts';
import { DeskRecords, type DeskStore } from './desk-records.ts';
import {
  Held,
  KeptRequest,
  OwnAuthority,
  trusted,
  type SeenKept,
  type TrustedAuthorityKept,
  type TrustedClientKept,
} from './kept.ts';
import { AuthorityBody, CertificateBody, RequestBody, TrustBody } from './record-bodies.ts';
import { keptMs, heldIds, onlyWith, untouched, type Slots, type SlotWatch } from './slots.ts';

export interface DeskShelfDeps {
  readonly store: DeskStore;
  readonly config: RelayConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether relay.json names files for a place, and they can be used: they may be long gone. Asked when records are lost. */
  readonly hasFiles: (placeId: PlaceId) => boolean;
}

export type WatchTally = Pick<SlotWatch, 'accepted' | 'refused' | 'silent' | 'lastRefusal'>;

/**
 * What the desk keeps: in memory as it counts, on disk before it counts. Read before there are listeners, since they begin with
 * what was in use. Rejects with the store's error when nothing can be read.
 */
export async function openDeskShelf(deps: DeskShelfDeps): Promise<DeskShelf> {
  const shelf = new DeskShelf(deps);
  await shelf.load();
  return shelf;
}

export class DeskShelf {
  readonly #deps: DeskShelfDeps;
  readonly #records: DeskRecords;
  readonly #slots = new Map<PlaceId, Slots>();
  readonly #held = new Map<string, Held>();
  readonly #requests = new Map<string, KeptRequest>();
  readonly #clients = new Map<string, TrustedClientKept>();
  readonly #authorities = new Map<string, TrustedAuthorityKept>();
  readonly #seen = new Map<string, SeenKept>();
  #own: OwnAuthority | null = null;
  #config: RelayConfig;

  constructor(deps: DeskShelfDeps) {
    this.#deps = deps;
    this.#config = deps.config;
    this.#records = new DeskRecords(deps);
  }

  get config(): RelayConfig {
    return this.#config;
  }

  /** The configuration was read again while the relay runs. */
  useConfig(config: RelayConfig): void {
    this.#config = config;
  }

  /** What the place shows by the desk's word; null: what relay.json names. */
  activeMaterial(placeId: PlaceId): PlaceMaterial | null {
    return this.#held.get(this.slots(placeId).current)?.material ?? null;
  }

  extraTrust(): ExtraTrust {
    return {
      authorities: this.authorities().map(({ piece }) => piece.certificate.toString()),
      clients: this.clients().flatMap(({ body, view: { sha256 } }) => {
        const integration = this.#config.integrations.find(({ id }) => id === body.integrationId);
        return integration === undefined ? [] : [{ clientId: integration.box.clientId, sha256 }];
      }),
    };
  }

  slots(placeId: PlaceId): Slots {
    return this.#slots.get(placeId) ?? untouched;
  }

  /** Places of which something is kept, those that the configuration no longer has included. */
  placeIds(): readonly PlaceId[] {
    return [...this.#slots.keys()];
  }

  held(id: string): Held | null {
    return this.#held.get(id) ?? null;
  }

  heldAll(): readonly Held[] {
    return [...this.#held.values()];
  }

  requests(): readonly KeptRequest[] {
    return [...this.#requests.values()];
  }

  clients(): readonly TrustedClientKept[] {
    return [...this.#clients.values()];
  }

  authorities(): readonly TrustedAuthorityKept[] {
    return [...this.#authorities.values()];
  }

  seen(): readonly SeenKept[] {
    return [...this.#seen.values()];
  }

  get own(): OwnAuthority | null {
    return this.#own;
  }

  /** Which certificate stands where, from now on. Rejects with the store's error, and then nothing has changed. */
  async commit(placeId: PlaceId, slots: Slots): Promise<void> {
    await this.#records.put(this.#slotsRecord(placeId, slots));
    this.#slots.set(placeId, withTally(slots, this.#slots.get(placeId)));
  }

  /** The same for what has happened already: on disk as soon as the disk takes it. */
  settle(placeId: PlaceId, slots: Slots): Promise<void> {
    this.#slots.set(placeId, slots);
    return this.#records.settle(this.#slotsRecord(placeId, slots));
  }

  /** In memory; `settle` writes it now and then. */
  tally(placeId: PlaceId, tally: WatchTally): void {
    const slots = this.slots(placeId);
    if (slots.watch !== null) this.#slots.set(placeId, { ...slots, watch: { ...slots.watch, ...tally } });
  }

  /** A certificate with its key, new or changed. Stands nowhere until slots name it. */
  async putHeld(held: Held): Promise<void> {
    const { id, placeId, addedAt } = held;
    await this.#records.put({
      ...recordOf('certificate', id, addedAt, held.toBody()),
      parent: placeId,
    });
    this.#held.set(id, held);
  }

  /** The same for a remark on one that is there; as soon as the disk takes it. */
  settleHeld(held: Held): Promise<void> {
    this.#held.set(held.id, held);
    return this.#records.settle({
      ...recordOf('certificate', held.id, held.addedAt, held.toBody()),
      parent: held.placeId,
    });
  }

  /** Once no slot names it. */
  async discardHeld(id: string): Promise<void> {
    this.#held.delete(id);
    await this.#records.discard({ kind: 'certificate', id });
  }

  async putRequest(request: KeptRequest): Promise<void> {
    const { id, placeId, createdAt } = request.shown;
    await this.#records.put({
      ...recordOf('certificate_request', id, createdAt, request.toBody()),
      parent: placeId,
    });
    this.#requests.set(id, request);
  }

  async removeRequest(id: string): Promise<void> {
    await this.#records.remove({ kind: 'certificate_request', id });
    this.#requests.delete(id);
  }

  /** Its certificate is there. */
  async discardRequest(id: string): Promise<void> {
    this.#requests.delete(id);
    await this.#records.discard({ kind: 'certificate_request', id });
  }

  async putOwn(own: OwnAuthority): Promise<void> {
    await this.#records.put(recordOf('certificate_authority', own.id, own.madeAt, own.toBody()));
    this.#own = own;
  }

  async removeOwn(): Promise<void> {
    if (this.#own === null) return;
    await this.#records.remove({ kind: 'certificate_authority', id: this.#own.id });
    this.#own = null;
  }

  async putTrust(body: Exclude<TrustBody, { form: 'seen' }>): Promise<void> {
    const added = this.#trustIn(body);
    await this.#records.put(recordOf('certificate_trust', body.id, body.addedAt, body));
    added();
  }

  async removeTrust(id: string): Promise<void> {
    await this.#records.remove({ kind: 'certificate_trust', id });
    this.#clients.delete(id);
    this.#authorities.delete(id);
  }

  /** When a certificate was shown: nothing hangs on it, and it is written as soon as it can be. */
  settleSeen(body: SeenKept['body']): Promise<void> {
    this.#trustIn(body)();
    return this.#records.settle(recordOf('certificate_trust', body.id, body.firstSeenAt, body));
  }

  /** In memory; `settleSeen` writes it now and then. */
  noteSeen(body: SeenKept['body']): void {
    this.#trustIn(body)();
  }

  async discardSeen(id: string): Promise<void> {
    this.#seen.delete(id);
    await this.#records.discard({ kind: 'certificate_trust', id });
  }

  stop(): Promise<void> {
    return this.#records.stop();
  }

  async load(): Promise<void> {
    const lost = new Set<PlaceId>();
    for (const record of await this.#records.load('certificate')) {
      this.#read(record, CertificateBody, (body) => {
        if (body.form === 'held') this.#held.set(body.id, new Held(body));
        else this.#slots.set(body.placeId, body.slots);
      });
    }
    for (const record of await this.#records.load('certificate_request')) {
      this.#read(record, RequestBody, (body) => this.#requests.set(body.id, new KeptRequest(body)));
    }
    for (const record of await this.#records.load('certificate_authority')) {
      this.#read(record, AuthorityBody, (body) => {
        this.#own ??= new OwnAuthority(body);
      });
    }
    for (const record of await this.#records.load('certificate_trust')) {
      this.#read(record, TrustBody, (body) => {
        this.#trustIn(body)();
      });
    }
    for (const { placeId } of this.#held.values()) if (!this.#slots.has(placeId)) lost.add(placeId);
    for (const placeId of this.#slots.keys()) this.#dropMissing(placeId);
    for (const placeId of lost) this.#findAgain(placeId);
    await this.#clearUp();
  }

  /** What a slot names and cannot be read leaves its slot. The record that names it is written anew by the next act. */
  #dropMissing(placeId: PlaceId): void {
    const slots = this.slots(placeId);
    const kept = onlyWith(slots, new Set(this.#held.keys()));
    if (kept === slots) return;
    this.#deps.log.error('certificates.missing', { placeId, inUse: kept.current !== slots.current });
    const isHelpless = kept.current !== slots.current && !this.#deps.hasFiles(placeId);
    this.#slots.set(placeId, isHelpless ? this.#withBest(kept) : kept);
  }

  /** Which stood where is lost, or was never written: what was in use once is an earlier one, and the files are shown. */
  #findAgain(placeId: PlaceId): void {
    const { clock, log } = this.#deps;
    const found = [...this.#held.values()].filter((held) => held.placeId === placeId);
    log.error('certificates.slots_missing', { placeId, found: found.length });
    const keptUntil = clock.now() + keptMs;
    const slots: Slots = {
      ...untouched,
      next: newest(found.filter(({ usedAt }) => usedAt === null))?.id ?? null,
      previous: found
        .filter(({ usedAt }) => usedAt !== null)
        .sort(lastUsedFirst)
        .map(({ id }) => ({ id, keptUntil })),
    };
    this.#slots.set(placeId, this.#deps.hasFiles(placeId) ? slots : this.#withBest(slots));
  }

  /** Without files there is only a placeholder to show: rather what was in use the last time. */
  #withBest(slots: Slots): Slots {
    const now = this.#deps.clock.now();
    const best = slots.previous
      .flatMap(({ id }) => this.#held.get(id) ?? [])
      .filter(({ usedAt, view }) => usedAt !== null && !isOver(view, now))
      .sort(lastUsedFirst)[0];
    if (best === undefined) return slots;
    return { ...slots, current: best.id, previous: slots.previous.filter(({ id }) => id !== best.id) };
  }

  /** Rests of acts that did not come to their end: keys that stand nowhere, requests that were answered. */
  async #clearUp(): Promise<void> {
    const placed = new Set([...this.#slots.values()].flatMap(heldIds));
    for (const { id, placeId } of [...this.#held.values()]) {
      if (placed.has(id)) continue;
      this.#deps.log.warn('certificates.rest_removed', { placeId, recordId: id });
      await this.discardHeld(id);
    }
    for (const { shown } of this.requests()) {
      const isAnswered = [...this.#held.values()].some(
        ({ view, addedAt, placeId }) =>
          placeId === shown.placeId && view.keySha256 === shown.keySha256 && addedAt >= shown.createdAt,
      );
      if (isAnswered) await this.discardRequest(shown.id);
    }
  }

  #read<T>(record: OperationsRecord, schema: z.ZodType<T>, take: (body: T) => void): void {
    const { kind, id } = record;
    try {
      take(schema.parse(JSON.parse(record.body)));
    } catch (thrown) {
      // Not the error itself: it may quote what it could not read.
      this.#deps.log.error('certificates.record_unreadable', { kind, recordId: id, code: toRelayError(thrown).code });
    }
  }

  /** Read first, so that what cannot be read is not kept; the answer takes it over. */
  #trustIn(body: TrustBody): () => void {
    switch (body.form) {
      case 'client': {
        const client = trusted(body);
        return () => void this.#clients.set(body.id, client);
      }
      case 'authority': {
        const authority = trusted(body);
        return () => void this.#authorities.set(body.id, authority);
      }
      case 'seen': {
        const seen = trusted(body);
        return () => void this.#seen.set(body.id, seen);
      }
    }
  }

  #slotsRecord(placeId: PlaceId, slots: Slots): OperationsRecord {
    const body = { form: 'slots', placeId, slots: withTally(slots, this.#slots.get(placeId)) };
    return {
      ...recordOf('certificate', `slots:${placeId}`, this.#deps.clock.now(), body),
      parent: placeId,
    };
  }
}

/** What was counted while a change was being written is not lost by it. */
function withTally(slots: Slots, now: Slots | undefined): Slots {
  if (slots.watch === null || now?.watch?.since !== slots.watch.since) return slots;
  const { accepted, refused, silent, lastRefusal } = now.watch;
  return { ...slots, watch: { ...slots.watch, accepted, refused, silent, lastRefusal } };
}

const lastUsedFirst = (a: Held, b: Held): number => (b.usedAt ?? 0) - (a.usedAt ?? 0) || b.addedAt - a.addedAt;

const newest = (held: readonly Held[]): Held | undefined => [...held].sort((a, b) => b.addedAt - a.addedAt)[0];

function recordOf(kind: OperationsRecord['kind'], id: string, at: number, body: unknown): OperationsRecord {
  return { kind, id, channelId: null, parent: null, at, endedAt: null, body: JSON.stringify(body) };
}
