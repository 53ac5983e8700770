import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import type { SpanKind } from './state-history-spans.ts';

/** Spans are written this often: a short one is written once, and a crash loses no more than this of the history. */
const writeEveryMs = 5_000;
/** While the disk refuses them, so many wait; then the oldest are given up and the history has a hole. */
const mostWaiting = 20_000;

/** Writes spans behind the events that make them. */
export class SpanWriter {
  readonly #deps: {
    readonly store: Pick<OperationsStore, 'putRecord'>;
    readonly clock: Clock;
    readonly log: Logger;
  };
  readonly #waiting = new Map<string, OperationsRecord>();
  #cancel: (() => void) | null = null;
  #writing: Promise<void> | null = null;
  #stopped = false;

  constructor(deps: {
    readonly store: Pick<OperationsStore, 'putRecord'>;
    readonly clock: Clock;
    readonly log: Logger;
  }) {
    this.#deps = deps;
  }

  add(records: readonly OperationsRecord[]): void {
    if (records.length === 0) return;
    for (const record of records) this.#keep(record);
    this.#plan();
  }

  /** What is not on disk yet. */
  waiting(kind: SpanKind, channelId: ChannelId): OperationsRecord[] {
    return [...this.#waiting.values()].filter((record) => record.kind === kind && record.channelId === channelId);
  }

  /** Resolves when all that waits was written, or refused once more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#writing;
    await this.#write();
  }

  #keep(record: OperationsRecord): void {
    this.#waiting.set(keyOf(record), record);
    if (this.#waiting.size <= mostWaiting) return;
    const oldest = this.#waiting.keys().next().value;
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }

  #plan(): void {
    if (this.#stopped || this.#cancel !== null || this.#writing !== null || this.#waiting.size === 0) return;
    this.#cancel = this.#deps.clock.after(writeEveryMs, () => {
      this.#cancel = null;
      this.#writing = this.#write().finally(() => {
        this.#writing = null;
        this.#plan();
      });
    });
  }

  async #write(): Promise<void> {
    const { store, log } = this.#deps;
    const records = [...this.#waiting];
    const written = await Promise.allSettled(records.map(([, record]) => store.putRecord(record)));
    let failed = 0;
    written.forEach(({ status }, index) => {
      const [key, record] = records[index] ?? [];
      if (status === 'rejected') failed += 1;
      // What changed meanwhile is written again.
      else if (key !== undefined && this.#waiting.get(key) === record) this.#waiting.delete(key);
    });
    if (failed > 0) log.error('history.not_written', { spans: failed });
  }
}

function keyOf({ kind, id }: OperationsRecord): string {
  return `${kind} ${id}`;
}
