import type { OperationsStore } from '../../../ports/operations-store.ts';
import type { SlaStore } from '../../../ports/sla-store.ts';
import { OperationsAccess } from '../operations/operations-access.ts';
import type { StoreAccess } from './store-access.ts';

/** Records of operations, and what SLA clocks read. */
export function operationsMethods({ connection, log, read, write }: StoreAccess): OperationsStore & SlaStore {
  const operations = new OperationsAccess({ write, read, refusal: () => connection.refusal(), log });
  return {
    putRecord: (record) => operations.putRecord(record),
    getRecord: (kind, id) => operations.getRecord(kind, id),
    records: (query) => operations.records(query),
    removeRecord: (kind, id) => operations.removeRecord(kind, id),
    countRecords: (kind, parent) => operations.countRecords(kind, parent),
    pruneRecords: (before, limit) => operations.pruneRecords(before, limit),
    recordRange: (range) => operations.recordRange(range),
    impactOf: (channelId, from, until) => operations.impactOf(channelId, from, until),
    waitingNow: (channelId) => operations.waitingNow(channelId),
    settledSince: (channelId, since, lastSeq) => operations.settledSince(channelId, since, lastSeq),
    slaConversation: (channelId, openId, since, limit) => operations.slaConversation(channelId, openId, since, limit),
    slaMessages: (afterSeq, limit) => read((session) => session.slaReader.page(afterSeq, limit)),
    slaMessagesBySeq: (seqs) => read((session) => session.slaReader.bySeq(seqs)),
    slaLastSeq: () => read((session) => session.slaReader.lastSeq()),
  };
}
