import { z } from 'zod';
import { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { bodyOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';

const aliveEveryMs = 10_000;
const aliveFact = 'operations.alive';
/**
 * WeChat tries a message three times, five seconds each (WeChat: message push): what is over sooner lost nothing.
 */
export const lossFromMs = 15_000;
const pageSize = 500;
const mostPages = 10;

const Alive = z.object({ at: z.number() });
const GapBody = z.object({ cause: ReceptionGap.shape.cause });

type Cause = ReceptionGap['cause'];

/** Why nothing can come in at present. */
export type UnreachableReason = 'RELAY_NOT_REACHABLE' | 'NETWORK_DOWN';

interface OpenGap {
  readonly id: string;
  readonly from: number;
  /** Null when it began before this run. */
  readonly steadyFrom: number | null;
  /** It stands on disk as one that goes on. */
  isWritten: boolean;
  cancel: () => void;
}

export interface GapServiceDeps {
  readonly store: Pick<OperationsStore, 'records'> & Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly keeper: RecordKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
  /** Whether the channel is switched off now. */
  readonly isStopped: (channelId: ChannelId) => boolean;
  /** A gap has ended. Not told of gaps too short for a loss. */
  readonly onFound: (gap: ReceptionGap) => void;
}

/** Times in which nothing could be received. They are found, kept, and told. */
export class GapService {
  readonly #deps: GapServiceDeps;
  readonly #reasons = new Set<UnreachableReason>();
  #unreachable: OpenGap | null = null;
  readonly #stopped = new Map<ChannelId, OpenGap>();
  #lastSleep: { id: string; from: number; until: number } | null = null;
  #cancelAlive: () => void = () => undefined;

  constructor(deps: GapServiceDeps) {
    this.#deps = deps;
  }

  /** When the relay was last known to run, epoch ms, or null. Before `start`: of the run before. */
  async lastAliveAt(): Promise<number | null> {
    try {
      return await this.#lastAlive();
    } catch {
      // Said at the start.
      return null;
    }
  }

  /** Once the relay listens: what came before was not received. */
  async start(): Promise<void> {
    const { clock, log } = this.#deps;
    const now = clock.now();
    try {
      const lastAlive = await this.#lastAlive();
      await this.#takeOver(lastAlive ?? now);
      if (lastAlive !== null) this.#add('relay_not_running', lastAlive, now);
    } catch (thrown) {
      log.error('gaps.not_read', { code: toRelayError(thrown).code });
    }
    await this.#noteAlive();
    this.#planAlive();
  }

  /** Once the relay does not listen any more. */
  async stop(): Promise<void> {
    this.#cancelAlive();
    for (const { cancel } of [...this.#stopped.values(), ...(this.#unreachable ? [this.#unreachable] : [])]) cancel();
    this.#endUnreachable(this.#deps.clock.now());
    await this.#noteAlive();
    await this.#deps.keeper.tried();
  }

  /** The computer slept (wall clock). What is told twice, by the computer and by our own look, is one gap. */
  slept(from: number, until: number): void {
    const wasUnreachable = this.#reasons.size > 0;
    // Of the time asleep nothing is known but that.
    if (wasUnreachable) this.#endUnreachable(from);
    const known = this.#lastSleep;
    if (known !== null && from <= known.until + lossFromMs && until >= known.from - lossFromMs) {
      this.#extendSleep(known, from, until);
    } else {
      const id = this.#add('computer_asleep', from, until);
      if (id !== null) this.#lastSleep = { id, from, until };
    }
    if (wasUnreachable) this.#beginUnreachable();
  }

  /** The computer ran, and this process did not (wall clock). */
  heldUp(from: number, until: number): void {
    this.#add('relay_not_running', from, until);
  }

  /** Nobody outside can reach the relay from now on. */
  notReachable(reason: UnreachableReason): void {
    this.#reasons.add(reason);
    if (this.#unreachable === null) this.#beginUnreachable();
  }

  reachable(reason: UnreachableReason): void {
    if (!this.#reasons.delete(reason) || this.#reasons.size > 0) return;
    this.#endUnreachable(this.#deps.clock.now());
  }

  /** The channel refuses everything from then on. May be said again at each start. */
  channelStopped(channelId: ChannelId, at: number): void {
    if (this.#stopped.has(channelId)) return;
    const gap = this.#begin('channel_stopped', channelId, at);
    this.#stopped.set(channelId, gap);
  }

  channelStarted(channelId: ChannelId): void {
    const gap = this.#stopped.get(channelId);
    if (gap === undefined) return;
    this.#stopped.delete(channelId);
    gap.cancel();
    this.#add('channel_stopped', gap.from, this.#deps.clock.now(), { ...gap, channelId });
  }

  /** Gaps of the channel and of all channels that touch the period, oldest first. Null: of any channel. One that goes on ends now. */
  async gaps(channelId: ChannelId | null, from: number, until: number): Promise<ReceptionGap[]> {
    const { keeper, clock, log } = this.#deps;
    await keeper.tried();
    const gaps: ReceptionGap[] = [];
    for (const record of await this.#between(from, until)) {
      if (channelId !== null && record.channelId !== null && record.channelId !== channelId) continue;
      const body = bodyOf(GapBody, record, log);
      if (body === null) continue;
      const end = record.endedAt ?? Math.max(clock.now(), record.at);
      if (end - record.at < lossFromMs) continue;
      gaps.push({ id: record.id, from: record.at, until: end, cause: body.cause, channelId: record.channelId });
    }
    return gaps.reverse();
  }

  async #between(from: number, until: number): Promise<OperationsRecord[]> {
    const found: OperationsRecord[] = [];
    let before = until;
    for (let page = 0; page < mostPages; page += 1) {
      const query = { kind: 'gap', endedFrom: from, before, order: 'newest_first', limit: pageSize } as const;
      const records = await this.#deps.store.records(query);
      found.push(...records);
      if (records.length < pageSize) break;
      before = records.at(-1)?.at ?? from;
    }
    return found;
  }

  async #lastAlive(): Promise<number | null> {
    const text = await this.#deps.store.readFact(aliveFact);
    if (text === null) return null;
    const parsed = Alive.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.at : null;
  }

  /** What went on when the relay ended: a stopped channel stays stopped, and what could be reached shows anew. */
  async #takeOver(lastAlive: number): Promise<void> {
    const { store, log, isStopped } = this.#deps;
    const query = { kind: 'gap', openOnly: true, order: 'oldest_first', limit: pageSize } as const;
    for (const record of await store.records(query)) {
      const body = bodyOf(GapBody, record, log);
      // Started again in the last moment of the last run, or taken out of the configuration: it does not go on.
      if (body?.cause === 'channel_stopped' && record.channelId !== null && isStopped(record.channelId)) {
        const gap = { id: record.id, from: record.at, steadyFrom: null, isWritten: true, cancel: () => undefined };
        this.#stopped.set(record.channelId, gap);
      } else if (body !== null) {
        const until = Math.max(record.at, lastAlive);
        this.#add(body.cause, record.at, until, { id: record.id, channelId: record.channelId, isWritten: true });
      }
    }
  }

  #planAlive(): void {
    this.#cancelAlive = this.#deps.clock.after(aliveEveryMs, () => {
      void this.#noteAlive();
      this.#planAlive();
    });
  }

  /** Should the disk refuse, the gap of a later start begins a little too early: no message is stored meanwhile either. */
  async #noteAlive(): Promise<void> {
    const { store, clock } = this.#deps;
    await store.writeFact(aliveFact, JSON.stringify({ at: clock.now() })).catch(() => undefined);
  }

  #beginUnreachable(): void {
    this.#unreachable = this.#begin('not_reachable', null, this.#deps.clock.now());
  }

  #endUnreachable(at: number): void {
    const gap = this.#unreachable;
    if (gap === null) return;
    this.#unreachable = null;
    gap.cancel();
    // By the steady clock: one that was set meanwhile makes no gap longer.
    const { clock } = this.#deps;
    const lastedMs = gap.steadyFrom === null ? at - gap.from : clock.monotonic() - gap.steadyFrom;
    const from = at < clock.now() ? Math.min(gap.from, at) : at - lastedMs;
    this.#add('not_reachable', from, at, { ...gap, channelId: null });
  }

  /** On disk as soon as it is long enough, so that a crash does not hide it. */
  #begin(cause: Cause, channelId: ChannelId | null, from: number): OpenGap {
    const { clock, newId } = this.#deps;
    const gap: OpenGap = {
      id: newId('gap'),
      from,
      steadyFrom: clock.monotonic(),
      isWritten: false,
      cancel: () => undefined,
    };
    const leftMs = Math.max(0, lossFromMs - Math.max(0, clock.now() - from));
    gap.cancel = clock.after(leftMs, () => {
      gap.isWritten = true;
      this.#put({ id: gap.id, channelId, at: from, endedAt: null }, cause);
    });
    return gap;
  }

  #extendSleep(known: { id: string; from: number; until: number }, from: number, until: number): void {
    const wider = { id: known.id, from: Math.min(from, known.from), until: Math.max(until, known.until) };
    if (wider.from === known.from && wider.until === known.until) return;
    this.#lastSleep = wider;
    this.#add('computer_asleep', wider.from, wider.until, { id: known.id, channelId: null, isWritten: true });
  }

  /** Returns its id, or null when it is too short for a loss. */
  #add(
    cause: Cause,
    from: number,
    until: number,
    known?: { readonly id: string; readonly channelId: ChannelId | null; readonly isWritten: boolean },
  ): string | null {
    const { log, newId, onFound } = this.#deps;
    const isLoss = until - from >= lossFromMs;
    if (!isLoss && known?.isWritten !== true) return null;
    const id = known?.id ?? newId('gap');
    const channelId = known?.channelId ?? null;
    // Never before its beginning: a clock may have been set back.
    this.#put({ id, channelId, at: from, endedAt: Math.max(from, until) }, cause);
    if (!isLoss) return null;
    log.warn('gap.found', { cause, durationMs: Math.round(until - from), ...(channelId !== null && { channelId }) });
    onFound({ id, from, until, cause, channelId });
    return id;
  }

  #put(row: Pick<OperationsRecord, 'id' | 'channelId' | 'at' | 'endedAt'>, cause: Cause): void {
    void this.#deps.keeper.put({ kind: 'gap', parent: null, ...row, body: JSON.stringify({ cause }) });
  }
}
