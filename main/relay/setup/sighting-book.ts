import type { Sighting, SightingKind } from '#shared/domain/setup/sighting.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { bodiesOf } from '../operations/record-body.ts';
import type { RecordKeeper } from '../operations/record-keeper.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { KeptSighting, mostKeptCalls, sightingName, sightingRecord, type KeptCall } from './sighting-record.ts';

/** The window is told of a line at most so often, but for its first time, which is told at once. */
const noticeEveryMs = 10_000;
/** The same for the disk. */
const writeEveryMs = 60_000;
/** Channels and integrations of one relay, each with a few lines. */
const mostRecords = 5_000;
const longestDetail = 200;

/** Whom sightings are kept of: our id, and what tells an account or registration from another under the same id. */
export interface SightingOwner {
  readonly owner: Sighting['owner'];
  readonly ownerId: string;
  readonly identity: string;
}

export interface SightingBookDeps {
  readonly store: Pick<OperationsStore, 'records'>;
  readonly keeper: Pick<RecordKeeper, 'put'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly owners: readonly SightingOwner[];
  /** The address each is reached under now; null: none is configured, and nothing is told apart by it. */
  readonly present: Readonly<Record<Sighting['owner'], string | null>>;
  readonly onSighted: (sighting: Sighting) => void;
}

/** One thing seen of one owner. The counting members change in place: this stands on the path of messages. */
interface Line {
  readonly owner: Sighting['owner'];
  readonly ownerId: string;
  readonly kind: SightingKind;
  readonly identity: string;
  /** Of another address a line of its own begins. */
  readonly under: string | null;
  readonly firstAt: number;
  lastAt: number;
  count: number;
  calls: readonly KeptCall[];
  isTold: boolean;
  isWritten: boolean;
  /** Monotonic, milliseconds. */
  writtenAt: number;
}

/**
 * What the relay has seen with its own eyes: the first and last time, and how often. On the path of messages it costs a
 * look into a map; telling and writing happen beside it.
 */
export class SightingBook {
  readonly #deps: SightingBookDeps;
  readonly #identities: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, Line>();
  #cancelTick: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: SightingBookDeps) {
    this.#deps = deps;
    this.#identities = new Map(deps.owners.map(({ owner, ownerId, identity }) => [`${owner}/${ownerId}`, identity]));
  }

  /** Takes up what was seen before, before anything is. What cannot be read counts as not seen, and is logged. */
  async load(): Promise<void> {
    const { store, log } = this.#deps;
    try {
      const records = await store.records({ kind: 'sighting', order: 'oldest_first', limit: mostRecords });
      for (const { sighting, identity, calls } of bodiesOf(KeptSighting, records, log)) {
        if (this.#identities.get(`${sighting.owner}/${sighting.ownerId}`) !== identity) continue;
        const { detail: _last, current: _current, ...seen } = sighting;
        // Kept before addresses were: it was the one in use.
        const under = sighting.under === undefined ? this.#deps.present[sighting.owner] : sighting.under;
        const rest = { identity, calls, under, isTold: true, isWritten: true, writtenAt: Number.NEGATIVE_INFINITY };
        this.#lines.set(sightingName(sighting), { ...seen, ...rest });
      }
    } catch (thrown) {
      log.error('setup.sightings_unreadable', { code: toRelayError(thrown).code });
    }
  }

  /**
   * Cheap, and never throws. Somebody who is not of the configuration is not noted. `under`: the address it came under; where
   * that cannot be told, it counts for the one in use. What comes under an old address proves nothing beside the present one.
   */
  seen(owner: Sighting['owner'], ownerId: string, kind: SightingKind, under: string | null = null): void {
    const line = this.#lines.get(`${owner}/${ownerId}/${kind}`);
    const present = this.#deps.present[owner];
    const address = under ?? present;
    if (line === undefined) this.#first(owner, ownerId, kind, address, null);
    else if (line.under === address) this.#again(line, null);
    else if (address === present) this.#first(owner, ownerId, kind, address, null);
    else if (line.under !== present) this.#elsewhere(line, address);
  }

  /** A call that nobody published: what it was is kept, too. */
  unknownCall(owner: Sighting['owner'], ownerId: string, call: Omit<KeptCall, 'at'>): void {
    const kept = {
      ...call,
      method: call.method.slice(0, 20),
      path: call.path.slice(0, 300),
      at: this.#deps.clock.now(),
    };
    const line = this.#lines.get(`${owner}/${ownerId}/unknown_call`);
    if (line === undefined) this.#first(owner, ownerId, 'unknown_call', this.#deps.present[owner], kept);
    else this.#again(line, kept);
  }

  /** Of those in the configuration. */
  list(): Sighting[] {
    return [...this.#lines.values()].map((line) => this.#shown(line));
  }

  /** Hands what is not on disk yet to the keeper. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTick?.();
    this.#cancelTick = null;
    for (const line of this.#lines.values()) if (!line.isWritten) this.#write(line);
  }

  #first(
    owner: Sighting['owner'],
    ownerId: string,
    kind: SightingKind,
    under: string | null,
    call: KeptCall | null,
  ): void {
    const identity = this.#identities.get(`${owner}/${ownerId}`);
    if (identity === undefined || this.#isStopped) return;
    const at = this.#deps.clock.now();
    const calls = call === null ? [] : [call];
    const seen = { owner, ownerId, kind, identity, under, firstAt: at, lastAt: at, count: 1, calls };
    const line = { ...seen, isTold: true, isWritten: false, writtenAt: 0 };
    this.#lines.set(sightingName(line), line);
    this.#write(line);
    this.#deps.onSighted(this.#shown(line));
  }

  /** From one old address to another: news of no hurry, as callers that use several would otherwise be told and written each time. */
  #elsewhere(line: Line, under: string | null): void {
    const at = this.#deps.clock.now();
    const moved = { ...line, under, firstAt: at, lastAt: at, count: 1, isTold: false, isWritten: false };
    this.#lines.set(sightingName(moved), moved);
    this.#plan();
  }

  #shown(line: Line): Sighting {
    const present = this.#deps.present[line.owner];
    return { ...sightingOf(line), current: present === null || line.under === present };
  }

  #again(line: Line, call: KeptCall | null): void {
    line.lastAt = this.#deps.clock.now();
    line.count += 1;
    if (call !== null) line.calls = [...line.calls, call].slice(-mostKeptCalls);
    line.isTold = false;
    line.isWritten = false;
    this.#plan();
  }

  #plan(): void {
    if (this.#cancelTick !== null || this.#isStopped) return;
    this.#cancelTick = this.#deps.clock.after(noticeEveryMs, () => {
      this.#cancelTick = null;
      this.#tick();
    });
  }

  #tick(): void {
    const now = this.#deps.clock.monotonic();
    let isLeft = false;
    for (const line of this.#lines.values()) {
      if (!line.isTold) {
        line.isTold = true;
        this.#deps.onSighted(this.#shown(line));
      }
      if (line.isWritten) continue;
      if (now - line.writtenAt >= writeEveryMs) this.#write(line);
      else isLeft = true;
    }
    if (isLeft) this.#plan();
  }

  #write(line: Line): void {
    line.isWritten = true;
    line.writtenAt = this.#deps.clock.monotonic();
    const { identity, calls } = line;
    void this.#deps.keeper.put(sightingRecord({ sighting: sightingOf(line), identity, calls: [...calls] }));
  }
}

function sightingOf({ owner, ownerId, kind, under, firstAt, lastAt, count, calls }: Line): Sighting {
  const last = calls.at(-1);
  const detail = last === undefined ? null : `${last.method} ${last.path}`.slice(0, longestDetail);
  return { owner, ownerId, kind, firstAt, lastAt, count, detail, under };
}
