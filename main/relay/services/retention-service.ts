import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const dayMs = 86_400_000;
/** The first round comes when the start is over; then one every hour. */
const firstAfterMs = 60_000;
const everyMs = 3_600_000;
/** So much at once, and so long a rest after it: traffic always comes between. */
const batchSize = 200;
const restMs = 25;
/** While messages wait for the disk, it is looked so often whether they still do. */
const yieldMs = 2_000;
/** It steps aside no longer than this: the disk would fill. Then a batch comes after each pause. */
const longestYieldMs = 600_000;
const busyPauseMs = 30_000;
/** A file no message refers to may be one that is being fetched; one this old is not. */
const orphanAfterMs = dayMs;

export interface RetentionServiceDeps {
  readonly store: Pick<RelayStore, 'prune' | 'pruneMedia' | 'pruneRecords' | 'unknownMedia'>;
  readonly media: Pick<MediaStore, 'remove' | 'list'>;
  readonly retention: RelayConfig['retention'];
  /** The time by which age is judged, epoch ms: never later than it surely is. */
  readonly now: () => number;
  /** True while messages wait for the disk, or answers come late. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Removes what is older than its days, in small batches that step aside for traffic, and are rare where it never ends. */
export class RetentionService {
  readonly #deps: RetentionServiceDeps;
  #cancel: (() => void) | null = null;
  #stopped = false;
  #round: Promise<void> = Promise.resolve();
  #yieldsForMs = longestYieldMs;

  constructor(deps: RetentionServiceDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#plan(firstAfterMs);
  }

  /** Resolves when the batch under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    this.#wakeRest?.();
    await this.#round;
  }

  #plan(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(delayMs, () => {
      this.#round = this.#run().finally(() => {
        this.#plan(everyMs);
      });
    });
  }

  async #run(): Promise<void> {
    const { log } = this.#deps;
    try {
      const messages = await this.#pruneMessages();
      const files = await this.#pruneMedia();
      const records = await this.#pruneRecords();
      const orphans = await this.#removeOrphans();
      if (messages + files + records + orphans > 0) {
        log.info('retention.removed', { messages, files, records, orphans });
      }
    } catch (thrown) {
      const { code, message } = toRelayError(thrown);
      log.warn('retention.failed', { code, detail: message });
    }
  }

  async #pruneMessages(): Promise<number> {
    const { store, retention, now } = this.#deps;
    let total = 0;
    while (await this.#mayGoOn()) {
      const { removed, mediaRefs } = await store.prune({
        settledBefore: now() - retention.messageDays * dayMs,
        openBefore: now() - retention.openDays * dayMs,
        limit: batchSize,
      });
      await this.#removeFiles(mediaRefs);
      total += removed;
      if (removed === 0) break;
    }
    return total;
  }

  async #pruneMedia(): Promise<number> {
    const { store, retention, now } = this.#deps;
    let total = 0;
    while (await this.#mayGoOn()) {
      const { mediaRefs } = await store.pruneMedia(now() - retention.mediaDays * dayMs, batchSize);
      await this.#removeFiles(mediaRefs);
      total += mediaRefs.length;
      if (mediaRefs.length === 0) break;
    }
    return total;
  }

  /** Incidents, receipts, audit lines and the like; never what goes on. */
  async #pruneRecords(): Promise<number> {
    const { store, retention, now } = this.#deps;
    let total = 0;
    while (await this.#mayGoOn()) {
      const removed = await store.pruneRecords(now() - retention.openDays * dayMs, batchSize);
      total += removed;
      if (removed === 0) break;
    }
    return total;
  }

  /** Left behind by a crash between a file and its row, or between a row and its file. */
  async #removeOrphans(): Promise<number> {
    const { store, media, now } = this.#deps;
    let total = 0;
    for await (const refs of media.list(now() - orphanAfterMs)) {
      if (!(await this.#mayGoOn())) break;
      const orphans = await store.unknownMedia(refs);
      await this.#removeFiles(orphans);
      total += orphans.length;
    }
    return total;
  }

  /** One that cannot be removed now is an orphan, and found as such in a later round. */
  async #removeFiles(refs: readonly string[]): Promise<void> {
    for (const ref of refs) await this.#deps.media.remove(ref).catch(() => undefined);
  }

  /** Rests; longer while messages wait for the disk, but not for ever. False when the relay stops. */
  async #mayGoOn(): Promise<boolean> {
    await this.#rest(restMs);
    let leftMs = this.#yieldsForMs;
    while (!this.#stopped && leftMs > 0 && this.#deps.isBusy()) {
      await this.#rest(yieldMs);
      leftMs -= yieldMs;
    }
    this.#yieldsForMs = leftMs > 0 ? longestYieldMs : busyPauseMs;
    return !this.#stopped;
  }

  #wakeRest: (() => void) | null = null;

  #rest(delayMs: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.after(delayMs, resolve);
      this.#wakeRest = () => {
        cancel();
        resolve();
      };
    });
  }
}
