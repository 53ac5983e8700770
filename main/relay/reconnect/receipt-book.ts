import type { ChannelId } from '#shared/domain/ids.ts';
import { Receipt } from '#shared/domain/reconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';

/** What reconnects did and found, as kept. */
export class ReceiptBook {
  readonly #store: Pick<OperationsStore, 'putRecord' | 'getRecord' | 'records'>;
  readonly #log: Logger;

  constructor(deps: {
    readonly store: Pick<OperationsStore, 'putRecord' | 'getRecord' | 'records'>;
    readonly log: Logger;
  }) {
    this.#store = deps.store;
    this.#log = deps.log;
  }

  /** Adds it, or replaces the one with its id. */
  async put(receipt: Receipt): Promise<void> {
    await this.#store.putRecord({
      kind: 'receipt',
      id: receipt.id,
      channelId: receipt.channelId,
      parent: receipt.incidentId,
      at: receipt.startedAt,
      endedAt: receipt.endedAt,
      body: JSON.stringify(receipt),
    });
  }

  /** Throws RECEIPT_NOT_FOUND. */
  async get(id: string): Promise<Receipt> {
    const record = await this.#store.getRecord('receipt', id);
    const receipt = record === null ? null : this.#read(record);
    if (receipt === null) throw new RelayError('RECEIPT_NOT_FOUND', 'no such receipt');
    return receipt;
  }

  /** Newest first. */
  async ofChannel(channelId: ChannelId, limit: number): Promise<readonly Receipt[]> {
    const records = await this.#store.records({ kind: 'receipt', channelId, order: 'newest_first', limit });
    return records.flatMap((record) => this.#read(record) ?? []);
  }

  /** Newest first. */
  async idsOfIncident(incidentId: string, limit: number): Promise<readonly string[]> {
    const query = { kind: 'receipt', parent: incidentId, order: 'newest_first', limit } as const;
    return (await this.#store.records(query)).map(({ id }) => id);
  }

  #read({ id, body }: OperationsRecord): Receipt | null {
    try {
      return Receipt.parse(JSON.parse(body));
    } catch {
      this.#log.warn('receipt.unreadable', { id });
      return null;
    }
  }
}
