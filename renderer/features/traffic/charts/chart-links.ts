import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { TrafficBucket, TrafficHistory } from '#shared/domain/traffic-history.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { directionWords } from '#shared/search/operators.ts';
import { toLocalInput } from '#renderer/lib/local-time.ts';
import { searchHref } from '#renderer/lib/message-search-routes.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';

const minuteMs = 60_000;

/** What a search looks at: from then (inclusive) until then (exclusive), and channels; none: all. */
export interface ChartScope {
  readonly from: number;
  readonly until: number;
  readonly channelIds: readonly ChannelId[];
}

/** The search for messages received in a stretch of time. Searches know whole minutes. */
export function searchOfScope({ from, until, channelIds }: ChartScope, more: readonly string[] = []): string {
  const wholeUntil = Math.ceil(until / minuteMs) * minuteMs;
  return [
    ...channelIds.map((id) => typedOperator('channel', id)),
    ...more,
    typedOperator('after', toLocalInput(from)),
    typedOperator('before', toLocalInput(wholeUntil)),
  ].join(' ');
}

const troubled = ['failed', 'expired', 'unconfirmed', 'quarantined'].map((state) => typedOperator('is', state));

/** Links from figures to the messages they count. */
export class ChartLinks {
  readonly #history: TrafficHistory;
  readonly #channelIds: readonly ChannelId[];

  constructor(history: TrafficHistory, channelIds: readonly ChannelId[]) {
    this.#history = history;
    this.#channelIds = channelIds;
  }

  accepted(bucket: TrafficBucket, direction?: Direction): string {
    return this.#href(bucket, direction === undefined ? [] : [inDirection(direction)]);
  }

  delivered(bucket: TrafficBucket, direction?: Direction): string {
    return this.#href(bucket, [
      ...(direction === undefined ? [] : [inDirection(direction)]),
      typedOperator('is', 'delivered'),
    ]);
  }

  /** Messages may fail long after they were received. */
  failed(bucket: TrafficBucket): string {
    return this.#href(bucket, troubled, bucket.troubleSince);
  }

  /** What was tried again may have arrived since, so any state will do. */
  retried(bucket: TrafficBucket): string {
    return this.#href(bucket, [], bucket.troubleSince);
  }

  code(code: ErrorCode): string {
    const { buckets } = this.#history;
    const since = buckets.flatMap(({ troubleSince }) => (troubleSince === null ? [] : [troubleSince]));
    const from = Math.min(...since, buckets[0]?.at ?? 0);
    const until = (buckets.at(-1)?.at ?? 0) + this.#history.bucketMs;
    return searchHref(searchOfScope({ from, until, channelIds: this.#channelIds }, [typedOperator('code', code)]));
  }

  #href({ at }: TrafficBucket, more: readonly string[], since: number | null = null): string {
    const from = Math.min(at, since ?? at);
    const until = at + this.#history.bucketMs;
    return searchHref(searchOfScope({ from, until, channelIds: this.#channelIds }, more));
  }
}

function inDirection(direction: Direction): string {
  return typedOperator('dir', directionWords[direction][0] ?? direction);
}
