import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { AuditLine, TestFollower } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { ChannelRepair } from '#relay/ports/channel-watch.ts';
import type { OperationsRecord, OperationsStore } from '#relay/ports/operations-store.ts';
import { FollowerTests } from '#relay/reconnect/follower-tests.ts';
import { ReceiptBook } from '#relay/reconnect/receipt-book.ts';
import type { ReconnectEvent } from '#relay/reconnect/reconnect-deps.ts';
import { ReconnectService } from '#relay/reconnect/reconnect-service.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FakeWatch } from './fake-watch.ts';

type Backlog = Awaited<ReturnType<OperationsStore['settledSince']>>;

/** Records in memory, and a backlog the test decides. */
export class FakeOperations implements Pick<
  OperationsStore,
  'waitingNow' | 'settledSince' | 'putRecord' | 'getRecord' | 'records'
> {
  readonly kept = new Map<string, OperationsRecord>();
  backlog: Backlog = { waiting: 0, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
  waiting = 0;
  lastSeq = 99;
  /** Where set, it answers in place of `backlog`. */
  settledIn: ((since: number, lastSeq: number) => Backlog) | null = null;
  /** How often the backlog was asked for. */
  asked = 0;
  broken = false;
  puts = 0;

  async waitingNow() {
    await this.#asked();
    return { total: this.waiting, lastSeq: this.lastSeq };
  }

  async settledSince(_channelId: string, since: number, lastSeq: number) {
    await this.#asked();
    this.asked += 1;
    return this.settledIn?.(since, lastSeq) ?? this.backlog;
  }

  async putRecord(record: OperationsRecord) {
    await this.#asked();
    this.puts += 1;
    this.kept.set(`${record.kind} ${record.id}`, record);
  }

  async getRecord(kind: string, id: string) {
    await this.#asked();
    return this.kept.get(`${kind} ${id}`) ?? null;
  }

  async records({ kind, channelId }: { kind: string; channelId?: string }) {
    await this.#asked();
    return [...this.kept.values()].filter(
      (record) => record.kind === kind && (channelId === undefined || record.channelId === channelId),
    );
  }

  async #asked(): Promise<void> {
    await Promise.resolve();
    if (this.broken) throw new Error('disk');
  }
}

export class FakeRepair implements ChannelRepair {
  readonly done: string[] = [];
  on: (what: string) => void | Promise<void> = () => undefined;
  answers: { openId: string; text: string }[] = [];
  answerFails: Error | null = null;
  triesInMs: () => number | null = () => null;

  renewTokens(): Promise<void> {
    return this.#did('new_token');
  }

  renewConnections(): void {
    this.done.push('new_connection');
    void this.on('new_connection');
  }

  nextTryInMs(): number | null {
    return this.triesInMs();
  }

  restartWorker(): Promise<void> {
    return this.#did('restart_worker');
  }

  async answerFollower(openId: string, text: string): Promise<void> {
    await Promise.resolve();
    if (this.answerFails !== null) throw this.answerFails;
    this.answers.push({ openId, text });
  }

  async #did(what: string): Promise<void> {
    this.done.push(what);
    await this.on(what);
  }
}

export function startReconnectKit(ids: readonly string[] = ['tulip']) {
  const clock = new HandClock(1_000_000);
  const watch = new FakeWatch(clock, ids);
  const repairs = new Map(ids.map((id) => [id, new FakeRepair()]));
  const store = new FakeOperations();
  const followers: TestFollower[] = [];
  const audit: Omit<AuditLine, 'id' | 'at'>[] = [];
  const events: ({ channelId: ChannelId } & ReconnectEvent)[] = [];
  const told: { at: number; run: ReconnectRun }[] = [];
  let gaps: ReceptionGap[] = [];
  let ids_ = 0;
  const repairOf = (id: ChannelId) => repairs.get(id) ?? null;
  const tests = new FollowerTests({
    repairOf,
    legs: { proof: (id, leg, strength) => watch.prove(id, leg, strength) },
    customerLanguage: () => 'nl',
    clock,
    chance: () => 0.5,
    log: silentLogger,
  });
  const receipts = new ReceiptBook({ store, log: silentLogger });
  const service = new ReconnectService({
    watch,
    repairOf,
    store,
    receipts,
    tests,
    testFollowers: () => followers,
    audit: { note: (line) => audit.push(line) },
    noteIncident: (channelId, event) => events.push({ channelId, ...event }),
    incidentOf: (channelId) => watch.snapshot(channelId)?.incidentId ?? null,
    gapsOf: () => Promise.resolve(gaps),
    boxUrl: () => 'https://relay.example/integration/box',
    newId: () => `id-${(ids_ += 1)}`,
    onChange: (run) => told.push({ at: clock.monotonic(), run }),
    clock,
    log: silentLogger,
  });
  const repair = repairs.get(ids[0] ?? '') ?? new FakeRepair();
  return {
    clock,
    watch,
    repair,
    repairs,
    store,
    followers,
    audit,
    events,
    told,
    tests,
    receipts,
    service,
    setGaps: (found: ReceptionGap[]) => {
      gaps = found;
    },
    begin: (): ReconnectRun => {
      const [run] = service.start({ channelIds: [...watch.channels.values()].map(({ id }) => id), by: 'Ann' });
      if (run === undefined) throw new Error('nothing began');
      return run;
    },
    run: (id = ids[0] ?? ''): ReconnectRun => {
      const run = service.runs().find(({ channelId }) => channelId === id);
      if (run === undefined) throw new Error('no run');
      return run;
    },
    /** Lets that much time pass, in steps. */
    pass: async (ms: number) => {
      for (let turn = 0; turn < 3; turn += 1) await settled();
      await clock.windSlowly(ms, 250);
      for (let turn = 0; turn < 3; turn += 1) await settled();
    },
  };
}

export type ReconnectKit = ReturnType<typeof startReconnectKit>;
export type { OpenId };
