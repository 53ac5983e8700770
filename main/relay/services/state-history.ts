import { Leg, type ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelHistory, HistoryPeriod } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { conditionOf } from '../core/health/leg-condition.ts';
import { stripOf, uptimeOf, type SpanValue } from '../core/health/timeline.ts';
import type { ChannelWatch, StateChange } from '../ports/channel-watch.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import { SpanRow, legSpans, stateSpans, type LegSpanValue, type SpanKind } from './state-history-spans.ts';
import { SpanWriter } from './state-history-writer.ts';

const dayMs = 24 * 3_600_000;
const lengths: Readonly<Record<HistoryPeriod, number>> = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs };
/** Read at a time, and for one answer. What lies further back than the last page counts as not watched. */
const pageSize = 2_000;
const mostPages = 50;

export interface StateHistoryDeps {
  readonly store: Pick<OperationsStore, 'putRecord' | 'records'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly watch: Pick<ChannelWatch, 'onState' | 'snapshot'>;
  /** When the relay was last known to run before this start, epoch ms, or null. */
  readonly lastAliveAt: () => Promise<number | null>;
  /** Unlike that of any other start: the spans of this one are named after it. */
  readonly runId: string;
}

interface Rows {
  readonly state: SpanRow<SpanValue>;
  readonly legs: Readonly<Record<Leg, SpanRow<LegSpanValue>>>;
}

/** Writes down how long each channel was in which state and each leg up or down, and tells it for the strip and the figures. */
export class StateHistory {
  readonly #deps: StateHistoryDeps;
  readonly #writer: SpanWriter;
  readonly #rows = new Map<ChannelId, Rows>();
  #stopListening: () => void = () => undefined;

  constructor(deps: StateHistoryDeps) {
    this.#deps = deps;
    this.#writer = new SpanWriter(deps);
  }

  /** Ends what the last run left open where it was last known to run, and begins to listen. */
  async start(): Promise<void> {
    const lastAliveAt = await this.#deps.lastAliveAt();
    for (const kind of ['state_span', 'leg_span'] as const) await this.#closeLeftOpen(kind, lastAliveAt);
    this.#stopListening = this.#deps.watch.onState((change) => {
      this.#noteState(change);
    });
  }

  /** To be given every snapshot that changed: legs change where the channel's state does not. */
  observe(snapshots: readonly ChannelSnapshot[]): void {
    for (const snapshot of snapshots) this.#noteLegs(snapshot);
  }

  async stop(): Promise<void> {
    this.#stopListening();
    const now = this.#deps.clock.now();
    for (const { state, legs } of this.#rows.values()) {
      for (const row of [state, ...Object.values(legs)]) this.#writer.add(row.end(now));
    }
    this.#rows.clear();
    await this.#writer.stop();
  }

  /** Up to the present. At most 2,000 spans: short ones are put together beyond that, and tell the gravest state in them. */
  async history(channelId: ChannelId, period: HistoryPeriod): Promise<ChannelHistory> {
    const until = this.#deps.clock.now();
    const from = until - lengths[period];
    const states = stateSpans(await this.#read('state_span', channelId, from));
    const legs = legSpans(await this.#read('leg_span', channelId, from));
    const uptime = (leg: Leg) => {
      const ofLeg = legs.filter(({ value }) => value.leg === leg);
      return uptimeOf(
        ofLeg.map(({ value, ...span }) => ({ ...span, value: value.condition })),
        from,
        until,
      );
    };
    return {
      from,
      until,
      spans: stripOf(states, from, until),
      uptime: {
        wechatIn: uptime('wechatIn'),
        wechatOut: uptime('wechatOut'),
        cxoneIn: uptime('cxoneIn'),
        cxoneOut: uptime('cxoneOut'),
      },
    };
  }

  #noteState({ channelId, to }: StateChange): void {
    const { kind, leg, code, since } = to;
    this.#writer.add(this.#rowsOf(channelId).state.note({ kind, leg, code }, since));
    const snapshot = this.#deps.watch.snapshot(channelId);
    if (snapshot !== null) this.#noteLegs(snapshot);
  }

  #noteLegs(snapshot: ChannelSnapshot): void {
    const rows = this.#rowsOf(snapshot.id);
    const now = this.#deps.clock.now();
    for (const leg of Leg.options) {
      const condition = conditionOf(snapshot, leg);
      // Nothing was watched since it fell asleep, not since that was noticed.
      const since = snapshot.state.kind === 'unknown' && condition === 'unknown' ? snapshot.state.since : now;
      this.#writer.add(rows.legs[leg].note({ leg, condition }, since));
    }
  }

  #rowsOf(channelId: ChannelId): Rows {
    const known = this.#rows.get(channelId);
    if (known !== undefined) return known;
    const { runId } = this.#deps;
    const legRow = (leg: Leg): SpanRow<LegSpanValue> =>
      new SpanRow({
        kind: 'leg_span',
        channelId,
        name: `${channelId}.${leg}.${runId}`,
        same: (first, second) => first.condition === second.condition,
      });
    const rows: Rows = {
      state: new SpanRow<SpanValue>({
        kind: 'state_span',
        channelId,
        name: `${channelId}.${runId}`,
        same: (first, second) => first.kind === second.kind && first.leg === second.leg && first.code === second.code,
      }),
      legs: {
        wechatIn: legRow('wechatIn'),
        wechatOut: legRow('wechatOut'),
        cxoneIn: legRow('cxoneIn'),
        cxoneOut: legRow('cxoneOut'),
      },
    };
    this.#rows.set(channelId, rows);
    return rows;
  }

  async #closeLeftOpen(kind: SpanKind, lastAliveAt: number | null): Promise<void> {
    const { store, clock, log } = this.#deps;
    const now = clock.now();
    for (;;) {
      const open = await store.records({ kind, openOnly: true, order: 'oldest_first', limit: pageSize });
      await Promise.all(
        open.map((record) => {
          const endedAt = Math.max(record.at, Math.min(lastAliveAt ?? record.at, now));
          return store.putRecord({ ...record, endedAt });
        }),
      );
      if (open.length > 0) log.info('history.closed', { kind, spans: open.length });
      if (open.length < pageSize) return;
    }
  }

  /** What was written, and what waits to be. Newest first, page by page, until the period is covered. */
  async #read(kind: SpanKind, channelId: ChannelId, from: number): Promise<OperationsRecord[]> {
    const found = new Map<string, OperationsRecord>();
    let before: number | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const records = await this.#deps.store.records({
        kind,
        channelId,
        endedFrom: from,
        order: 'newest_first',
        limit: pageSize,
        ...(before !== undefined && { before }),
      });
      const known = found.size;
      for (const record of records) found.set(record.id, record);
      const oldest = records.at(-1);
      if (oldest === undefined || records.length < pageSize) break;
      // Several legs change at once, so the next page begins with that moment again, unless it brought nothing new.
      before = found.size > known ? oldest.at + 1 : oldest.at;
    }
    for (const record of this.#writer.waiting(kind, channelId)) found.set(record.id, record);
    return [...found.values()];
  }
}
