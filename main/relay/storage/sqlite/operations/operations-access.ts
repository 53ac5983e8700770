import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type {
  OperationsRecord,
  OperationsStore,
  PeriodImpact,
  RecordKind,
  RecordQuery,
} from '../../../ports/operations-store.ts';
import type { RecordRange, SlaStoredMessage } from '../../../ports/sla-store.ts';
import type { ChangeOptions } from '../commit-queue.ts';
import type { StoreSession } from '../store-session.ts';
import type { FoundRecords } from './operations-book.ts';
import type { Steps } from './operations-reader.ts';
import type { SettledCounts } from './waiting-reader.ts';

export interface OperationsAccessDeps {
  readonly write: <T>(change: (session: StoreSession) => T, options?: ChangeOptions) => Promise<T>;
  readonly read: <T>(read: (session: StoreSession) => T) => Promise<T>;
  /** Why nothing new is taken, or null. */
  readonly refusal: () => RelayError | null;
  readonly log: Logger;
}

/** The store's part that keeps operations. Shares its one connection and its commits. */
export class OperationsAccess implements OperationsStore {
  readonly #deps: OperationsAccessDeps;

  constructor(deps: OperationsAccessDeps) {
    this.#deps = deps;
  }

  putRecord(record: OperationsRecord): Promise<void> {
    const refusal = this.#deps.refusal();
    if (refusal !== null) return Promise.reject(refusal);
    const put = (session: StoreSession): void => {
      session.operations.put(record);
    };
    return this.#deps.write(put, { isNew: true });
  }

  async getRecord(kind: RecordKind, id: string): Promise<OperationsRecord | null> {
    const found = await this.#deps.read((session) => session.operations.get(kind, id));
    return this.#sound(kind, found)[0] ?? null;
  }

  async records(query: RecordQuery): Promise<readonly OperationsRecord[]> {
    return this.#sound(query.kind, await this.#deps.read((session) => session.operations.find(query)));
  }

  async recordRange(range: RecordRange) {
    const found = await this.#deps.read((session) => session.operations.range(range));
    return { records: this.#sound(range.kind, found), next: found.next };
  }

  removeRecord(kind: RecordKind, id: string): Promise<void> {
    return this.#deps.write((session) => {
      session.operations.remove(kind, id);
    });
  }

  countRecords(kind: RecordKind, parent: string): Promise<number> {
    return this.#deps.read((session) => session.operations.count(kind, parent));
  }

  pruneRecords(before: number, limit: number): Promise<number> {
    return this.#deps.write((session) => session.operations.prune(before, limit));
  }

  impactOf(channelId: ChannelId, from: number, until: number): Promise<PeriodImpact> {
    return this.#inSteps((session) => session.operationsReader.impactOf(channelId, from, until));
  }

  waitingNow(channelId: ChannelId) {
    return this.#deps.read((session) => session.operationsReader.waitingNow(channelId));
  }

  settledSince(channelId: ChannelId, since: number, lastSeq: number): Promise<SettledCounts> {
    return this.#inSteps((session) => session.operationsReader.settledSince(channelId, since, lastSeq));
  }

  slaConversation(
    channelId: ChannelId,
    openId: OpenId,
    since: number,
    limit: number,
  ): Promise<readonly SlaStoredMessage[]> {
    return this.#inSteps((session) => session.slaReader.conversation(channelId, openId, since, limit));
  }

  /** Others have their turn between the steps. When the connection was made anew meanwhile, it begins again there. */
  async #inSteps<T>(begin: (session: StoreSession) => Steps<T>): Promise<T> {
    let of: StoreSession | null = null;
    let steps: Steps<T> | null = null;
    for (;;) {
      const answer = await this.#deps.read((session) => {
        if (steps === null || of !== session) steps = begin(session);
        of = session;
        return steps.next();
      });
      if (answer !== null) return answer;
      await nextTurn();
    }
  }

  #sound(kind: RecordKind, { records, damaged }: FoundRecords): readonly OperationsRecord[] {
    if (damaged > 0) this.#deps.log.error('store.operations_damaged', { kind, records: damaged });
    return records;
  }
}
