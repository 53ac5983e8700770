import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../../ports/operations-store.ts';
import { addSpan, blockMs, emptySpan } from './span.ts';
import { blockRecord, blockRecordId, isBlockRecord, minutesRecord, readSpanRecord } from './span-record.ts';
import { historyKeptMs, type SpanShelf } from './span-shelf.ts';

/** More than eight days of blocks. */
const mostRecords = 3_000;
/** A block that is over is written this much later, so that stragglers are in it. */
const stragglerMs = 30_000;
const mostRemoved = 50;

export type SpanStore = Pick<OperationsStore, 'putRecord' | 'records' | 'removeRecord'>;

/** Puts the shelf on disk and takes it from there. Whatever the disk does, counting goes on. */
export class SpanKeeper {
  readonly #store: SpanStore;
  readonly #shelf: SpanShelf;
  readonly #log: Logger;
  /** Blocks on disk. */
  readonly #written = new Set<number>();

  constructor(store: SpanStore, shelf: SpanShelf, log: Logger) {
    this.#store = store;
    this.#shelf = shelf;
    this.#log = log;
  }

  /** What earlier runs wrote. Never rejects. */
  async load(now: number): Promise<void> {
    let records: readonly OperationsRecord[];
    try {
      records = await this.#store.records({ kind: 'traffic_span', order: 'newest_first', limit: mostRecords });
    } catch (thrown) {
      this.#log.error('traffic_history.not_read', { code: toRelayError(thrown).code });
      return;
    }
    let damaged = 0;
    for (const record of records.filter(isBlockRecord)) {
      this.#written.add(record.at);
      const read = readSpanRecord(record);
      if (read === null) damaged += 1;
      // What lies ahead was written by a clock that was wrong, or this one is.
      else if (record.at <= now) for (const span of read.spans) this.#shelf.takeBlock(span);
    }
    for (const record of records.filter((one) => !isBlockRecord(one))) {
      const read = readSpanRecord(record);
      if (read === null) damaged += 1;
      else if (read.blockAt <= now) this.#takeMinutes(read.blockAt, read.spans);
    }
    if (damaged > 0) this.#log.warn('traffic_history.damaged', { records: damaged });
    this.#shelf.age(now);
  }

  /** Writes what changed. Never rejects; what could not be written is tried again with the next call. */
  async write(now: number): Promise<void> {
    const changed = this.#shelf.takeChanged();
    const written = await Promise.allSettled(changed.map((blockAt) => this.#writeBlock(blockAt, now)));
    const refused = written.flatMap((result, place) => {
      const blockAt = changed[place];
      if (result.status === 'fulfilled' || blockAt === undefined) return [];
      this.#shelf.changed(blockAt);
      return [toRelayError(result.reason).code];
    });
    if (refused[0] !== undefined) {
      this.#log.error('traffic_history.not_written', { blocks: refused.length, code: refused[0] });
    }
  }

  /** Removes some of what is too old. Never rejects. */
  async removeOld(now: number): Promise<void> {
    const old = [...this.#written].filter((at) => at < now - historyKeptMs).slice(0, mostRemoved);
    try {
      for (const blockAt of old) {
        await this.#store.removeRecord('traffic_span', blockRecordId(blockAt));
        this.#written.delete(blockAt);
      }
    } catch (thrown) {
      this.#log.warn('traffic_history.not_removed', { code: toRelayError(thrown).code });
    }
  }

  async #writeBlock(blockAt: number, now: number): Promise<void> {
    const isOver = now >= blockAt + blockMs + stragglerMs;
    const block = this.#shelf.blocks.get(blockAt);
    const minutes = this.#shelf.minutesOf(blockAt);
    if (minutes.length > 0) await this.#store.putRecord(minutesRecord(blockAt, minutes));
    if (!isOver) {
      // Once more when it is over, also when nothing more is counted.
      this.#shelf.changed(blockAt);
    } else if (block !== undefined) {
      await this.#store.putRecord(blockRecord(block));
      this.#written.add(blockAt);
    }
  }

  #takeMinutes(blockAt: number, minutes: readonly ReturnType<typeof emptySpan>[]): void {
    for (const minute of minutes) this.#shelf.takeMinute(minute);
    if (this.#written.has(blockAt)) return;
    // The relay stopped before the block was over.
    const block = emptySpan(blockAt);
    for (const minute of minutes) addSpan(block, minute);
    this.#shelf.takeBlock(block);
    this.#shelf.changed(blockAt);
  }
}
