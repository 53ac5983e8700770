import { AuditLine } from '#shared/domain/operations.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import { bodiesOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';
import { pageByTime } from './record-page.ts';

export interface AuditServiceDeps {
  readonly store: Pick<OperationsStore, 'records' | 'putRecord'>;
  readonly keeper: RecordKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
  readonly onAdded: (line: AuditLine) => void;
}

/** Who did what, kept and shown. */
export class AuditService implements AuditTrail {
  readonly #deps: AuditServiceDeps;

  constructor(deps: AuditServiceDeps) {
    this.#deps = deps;
  }

  note(line: Omit<AuditLine, 'id' | 'at'>): void {
    const { keeper, onAdded } = this.#deps;
    const added = this.#lineOf(line);
    void keeper.put(recordOf(added));
    onAdded(added);
  }

  async keep(line: Omit<AuditLine, 'id' | 'at'>): Promise<void> {
    const { store, onAdded } = this.#deps;
    const added = this.#lineOf(line);
    await store.putRecord(recordOf(added));
    onAdded(added);
  }

  /** Newest first. A page ends between two moments, and so may be a little longer than `limit`. */
  async page(query: {
    readonly channelId: ChannelId | null;
    /** Lines before this, epoch ms; null: from the newest. */
    readonly before: number | null;
    readonly limit: number;
  }): Promise<AuditLine[]> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const records = await pageByTime(store, {
      kind: 'audit',
      ...(query.channelId !== null && { channelId: query.channelId }),
      ...(query.before !== null && { before: query.before }),
      limit: query.limit,
    });
    return bodiesOf(AuditLine, records, log);
  }

  #lineOf(line: Omit<AuditLine, 'id' | 'at'>): AuditLine {
    return { ...line, id: this.#deps.newId('aud'), at: this.#deps.clock.now() };
  }
}

function recordOf(line: AuditLine): OperationsRecord {
  const { id, at, channelId } = line;
  return { kind: 'audit', id, channelId, parent: null, at, endedAt: null, body: JSON.stringify(line) };
}
