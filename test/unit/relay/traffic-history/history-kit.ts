import { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { TrafficHistory, TrafficPeriod } from '#shared/domain/traffic-history.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import type { Settlement } from '#relay/ports/relay-store.ts';
import { TrafficHistoryService } from '#relay/services/traffic-history/traffic-history-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { MemoryRecords } from '../services/memory-records.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const tulip = ChannelId.parse('tulip');
export const delta = ChannelId.parse('delta');

export class Records extends MemoryRecords {
  readonly removed: string[] = [];

  removeRecord(kind: string, id: string): Promise<void> {
    this.removed.push(id);
    this.kept.delete(`${kind} ${id}`);
    return Promise.resolve();
  }
}

export interface Told {
  readonly seq: number;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly receivedAt: number;
}

/** A history whose relay can be stopped, killed and started again. */
export class HistoryRun {
  readonly clock = new HandClock();
  readonly store = new Records();
  readonly errors: string[] = [];
  service: TrafficHistoryService;
  #seq = 0;
  #runs = 0;

  constructor() {
    this.service = this.#make();
  }

  async start(): Promise<void> {
    this.service = this.#make();
    await this.service.start();
  }

  /** What the last minute counted is lost: nothing reaches the disk any more. */
  kill(): void {
    this.service = this.#make();
  }

  accept(direction: Direction = 'inbound', channelId = tulip): Told {
    this.#seq += 1;
    const message = { seq: this.#seq, channelId, direction, receivedAt: this.clock.now() };
    this.service.stored(message);
    return message;
  }

  settle(message: Told, kind: 'delivered' | 'dead_letter' | 'expired' | 'unconfirmed' | 'retry', counts = true): void {
    this.service.settled(message, { at: this.clock.now(), outcome: outcomeOf(kind, counts) });
  }

  history(period: TrafficPeriod, channelIds: readonly ChannelId[] = []): TrafficHistory {
    return this.service.history({ period, channelIds });
  }

  async wind(ms: number, stepMs = 10_000): Promise<void> {
    await this.clock.windSlowly(ms, stepMs);
    await settled();
  }

  #make(): TrafficHistoryService {
    this.#runs += 1;
    const run = this.#runs;
    const { store } = this;
    const ofThisRun = {
      records: store.records.bind(store),
      removeRecord: store.removeRecord.bind(store),
      putRecord: (record: OperationsRecord) =>
        run === this.#runs ? store.putRecord(record) : Promise.reject(new Error('killed')),
    };
    const log: Logger = { ...silentLogger, error: (event) => void this.errors.push(event) };
    return new TrafficHistoryService({ store: ofThisRun, clock: this.clock, log, sureNow: () => this.clock.now() });
  }
}

export const code: ErrorCode = 'WECHAT_UNREACHABLE';

function outcomeOf(kind: Settlement['outcome']['kind'], counts: boolean): Settlement['outcome'] {
  if (kind === 'delivered') return { kind, platformMessageId: null, caseId: null, threadIds: [] };
  if (kind === 'retry') return { kind, dueAt: 0, code, platformCode: null, windowClosed: false, counts };
  return { kind, code, platformCode: null };
}

type Sums = Record<'inbound' | 'outbound' | 'delivered' | 'retries' | 'failed', number>;

export function sumsOf({ buckets }: TrafficHistory): Sums {
  const sums: Sums = { inbound: 0, outbound: 0, delivered: 0, retries: 0, failed: 0 };
  for (const bucket of buckets) for (const key of Object.keys(sums) as (keyof Sums)[]) sums[key] += bucket[key];
  return sums;
}
