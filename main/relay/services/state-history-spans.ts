import { z } from 'zod';
import { ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Kept, LegCondition, SpanValue } from '../core/health/timeline.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';

export type SpanKind = 'state_span' | 'leg_span';

const StateBody = z.object({ kind: ChannelStateKind, leg: Leg.nullable(), code: ErrorCode.nullable() });
const LegBody = z.object({ leg: Leg, condition: z.enum(['up', 'down', 'off', 'unknown']) });
export type LegSpanValue = { readonly leg: Leg; readonly condition: LegCondition };

/** Of what was written, what can be read. */
export function stateSpans(records: readonly OperationsRecord[]): Kept<SpanValue>[] {
  return readable(records, StateBody);
}

export function legSpans(records: readonly OperationsRecord[]): Kept<LegSpanValue>[] {
  return readable(records, LegBody);
}

function readable<T>(records: readonly OperationsRecord[], body: z.ZodType<T>): Kept<T>[] {
  return records.flatMap(({ at, endedAt, body: text }) => {
    const value = body.safeParse(parsed(text));
    return value.success ? [{ from: at, until: endedAt, value: value.data }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface OpenSpan<T> {
  readonly id: string;
  readonly at: number;
  readonly value: T;
}

/** One row of spans (a channel's states, or one of its legs): at most one goes on, and each ends where the next begins. */
export class SpanRow<T extends object> {
  readonly #kind: SpanKind;
  readonly #channelId: ChannelId;
  readonly #name: string;
  readonly #same: (first: T, second: T) => boolean;
  #open: OpenSpan<T> | null = null;
  #count = 0;

  constructor(row: {
    readonly kind: SpanKind;
    readonly channelId: ChannelId;
    /** Makes the ids of this row's records unlike those of any other row or run. */
    readonly name: string;
    readonly same: (first: T, second: T) => boolean;
  }) {
    this.#kind = row.kind;
    this.#channelId = row.channelId;
    this.#name = row.name;
    this.#same = row.same;
  }

  /** Notes what counts from `since` on. Returns the records that have to be written. */
  note(value: T, since: number): readonly OperationsRecord[] {
    const open = this.#open;
    if (open !== null && this.#same(open.value, value)) return [];
    // A clock that was set back must not make a span that ends before it begins.
    const at = open === null ? since : Math.max(since, open.at);
    if (open?.at === at) return this.#begin({ ...open, value });
    this.#count += 1;
    const opened = this.#begin({ id: `${this.#name}.${this.#count}`, at, value });
    return open === null ? opened : [this.#record(open, at), ...opened];
  }

  #begin(open: OpenSpan<T>): readonly OperationsRecord[] {
    this.#open = open;
    return [this.#record(open, null)];
  }

  /** Nothing is watched from `at` on. */
  end(at: number): readonly OperationsRecord[] {
    const open = this.#open;
    this.#open = null;
    return open === null ? [] : [this.#record(open, Math.max(at, open.at))];
  }

  #record({ id, at, value }: OpenSpan<T>, endedAt: number | null): OperationsRecord {
    return {
      kind: this.#kind,
      id,
      channelId: this.#channelId,
      parent: null,
      at,
      endedAt,
      body: JSON.stringify(value),
    };
  }
}
