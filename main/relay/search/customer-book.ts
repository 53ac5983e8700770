import { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import type { CustomerLabel } from '../storage/sqlite/search/labels.ts';
import type { CustomerAct } from '../ports/message-search.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import type { ChannelId } from '#shared/domain/ids.ts';

const KeptCustomer = z.object({
  label: z.string(),
  note: z.string(),
  changedAt: z.number(),
  changedBy: z.string(),
});
type KeptCustomer = z.infer<typeof KeptCustomer>;

export type CustomerRecords = Pick<OperationsStore, 'putRecord' | 'getRecord'> & Pick<SlaStore, 'recordRange'>;

const pageRecords = 500;

/** What staff call customers and noted of them, as sealed records of the store. */
export class CustomerBook {
  readonly #store: CustomerRecords;
  readonly #clock: Clock;
  readonly #labels = new Map<number, string>();

  constructor(store: CustomerRecords, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The label last given comes last. */
  get labels(): readonly CustomerLabel[] {
    return [...this.#labels].map(([contactNo, label]) => ({ contactNo, label }));
  }

  /** Rejects with what the store rejects with. */
  async load(): Promise<void> {
    const found: { readonly contactNo: number; readonly kept: KeptCustomer }[] = [];
    let after: RecordPlace | null = null;
    do {
      const range = { kind: 'customer', from: 0, before: Number.MAX_SAFE_INTEGER, limit: pageRecords } as const;
      const page: Awaited<ReturnType<SlaStore['recordRange']>> = await this.#store.recordRange({ ...range, after });
      for (const record of page.records) {
        const kept = keptIn(record);
        if (kept !== null) found.push({ contactNo: Number(record.id), kept });
      }
      after = page.next;
    } while (after !== null);
    found.sort((one, other) => one.kept.changedAt - other.kept.changedAt);
    for (const { contactNo, kept } of found) this.#labels.set(contactNo, kept.label);
  }

  async get(contactNo: number): Promise<KeptCustomer | null> {
    const record = await this.#store.getRecord('customer', String(contactNo));
    return record === null ? null : keptIn(record);
  }

  /** On disk when this resolves. */
  async set({ contactNo, label, note, by }: CustomerAct, channelId: ChannelId): Promise<KeptCustomer> {
    const now = this.#clock.now();
    const before = await this.#store.getRecord('customer', String(contactNo));
    const kept: KeptCustomer = { label: onOneLine(label), note: note.trim(), changedAt: now, changedBy: by };
    await this.#store.putRecord({
      kind: 'customer',
      id: String(contactNo),
      channelId,
      parent: null,
      at: before?.at ?? now,
      endedAt: null,
      body: JSON.stringify(kept),
    });
    this.#labels.delete(contactNo);
    this.#labels.set(contactNo, kept.label);
    return kept;
  }
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** Null for what another version wrote. */
function keptIn({ body }: OperationsRecord): KeptCustomer | null {
  try {
    return KeptCustomer.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
