import type { OperationsRecord, OperationsStore, RecordQuery } from '#relay/ports/operations-store.ts';

/** What the port says of records, in memory. It can be told to fail. */
export class MemoryRecords implements Pick<OperationsStore, 'putRecord' | 'records'> {
  readonly kept = new Map<string, OperationsRecord>();
  puts = 0;
  fails = false;

  putRecord(record: OperationsRecord): Promise<void> {
    if (this.fails) return Promise.reject(new Error('disk'));
    this.puts += 1;
    this.kept.set(`${record.kind} ${record.id}`, record);
    return Promise.resolve();
  }

  records(query: RecordQuery): Promise<readonly OperationsRecord[]> {
    const found = [...this.kept.values()].filter(
      ({ kind, channelId, parent, at, endedAt }) =>
        kind === query.kind &&
        (query.channelId === undefined || channelId === query.channelId) &&
        (query.parent === undefined || parent === query.parent) &&
        (query.openOnly !== true || endedAt === null) &&
        (query.endedFrom === undefined || endedAt === null || endedAt >= query.endedFrom) &&
        (query.before === undefined || at < query.before),
    );
    found.sort((first, second) => first.at - second.at);
    if (query.order === 'newest_first') found.reverse();
    return Promise.resolve(found.slice(0, query.limit));
  }
}
