import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { CustomerNames } from '../ports/customer-names.ts';
import type { CustomerStore } from '../ports/customer-store.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import {
  customerIn,
  customerRecord,
  isErasing,
  namesOf,
  newCustomer,
  type ErasureMark,
  type KeptCustomer,
} from './customer-record.ts';

export type CustomerRecords = Pick<OperationsStore, 'putRecord' | 'getRecord' | 'removeRecord'> &
  Pick<SlaStore, 'recordRange'> &
  Pick<CustomerStore, 'customerContact'>;

export interface CustomerBookDeps {
  readonly store: CustomerRecords;
  readonly clock: Clock;
  /** A name was given, changed or taken away. */
  readonly onNamed: (names: CustomerNames) => void;
}

/** A customer whose removal the relay did not live to end. */
export interface UnfinishedErasure {
  readonly contactNo: number;
  readonly channelId: ChannelId;
  readonly mark: ErasureMark;
}

export interface CustomerChange {
  readonly contactNo: number;
  readonly channelId: ChannelId;
  /** What is kept so far; with nothing kept, an empty one. The same again: nothing is written. */
  readonly change: (before: KeptCustomer) => KeptCustomer;
}

interface Known {
  readonly names: CustomerNames['names'];
  readonly asked: KeptCustomer['asked'];
  readonly channelId: ChannelId;
}

const pageRecords = 500;

/** What staff and platforms call customers, as sealed records of the store. Names are kept in memory too: they are searched. */
export class CustomerBook {
  readonly #deps: CustomerBookDeps;
  readonly #known = new Map<number, Known>();
  /** Changes of one customer, one behind the other: what staff write must not be lost to what a platform says. */
  readonly #changing = new Map<number, Promise<unknown>>();

  constructor(deps: CustomerBookDeps) {
    this.#deps = deps;
  }

  /** All that have one. Those named last come last. */
  get names(): readonly CustomerNames[] {
    return [...this.#known].flatMap(([contactNo, { names }]) => (names.length === 0 ? [] : { contactNo, names }));
  }

  /** When the platforms last answered for this customer, epoch ms. */
  askedOf(contactNo: number): KeptCustomer['asked'] {
    return this.#known.get(contactNo)?.asked ?? newCustomer.asked;
  }

  /** How often the platform was asked for customers of the channel since then. */
  askedSince(channelId: ChannelId, platform: keyof KeptCustomer['asked'], since: number): number {
    let count = 0;
    for (const known of this.#known.values()) {
      if (known.channelId === channelId && (known.asked[platform] ?? 0) >= since) count += 1;
    }
    return count;
  }

  /** Rejects with what the store rejects with. */
  async load(): Promise<readonly UnfinishedErasure[]> {
    const found: { readonly contactNo: number; readonly channelId: ChannelId; readonly kept: KeptCustomer }[] = [];
    const unfinished: UnfinishedErasure[] = [];
    let after: RecordPlace | null = null;
    do {
      const range = { kind: 'customer', from: 0, before: Number.MAX_SAFE_INTEGER, limit: pageRecords } as const;
      const page: Awaited<ReturnType<SlaStore['recordRange']>> = await this.#deps.store.recordRange({
        ...range,
        after,
      });
      for (const record of page.records) {
        const kept = customerIn(record);
        const { channelId } = record;
        if (kept === null || channelId === null) continue;
        const contactNo = Number(record.id);
        if (isErasing(kept)) unfinished.push({ contactNo, channelId, mark: kept });
        else found.push({ contactNo, channelId, kept });
      }
      after = page.next;
    } while (after !== null);
    found.sort((one, other) => namedAt(one.kept) - namedAt(other.kept));
    for (const { contactNo, channelId, kept } of found) {
      // What changed while the records were read is newer.
      if (!this.#known.has(contactNo)) this.#remember(contactNo, channelId, kept);
    }
    return unfinished;
  }

  /** Null when nothing is kept. Rejects with CUSTOMER_UNKNOWN while it is being removed. */
  async get(contactNo: number): Promise<KeptCustomer | null> {
    const record = await this.#deps.store.getRecord('customer', String(contactNo));
    const kept = record === null ? null : customerIn(record);
    if (isErasing(kept)) throw new RelayError('CUSTOMER_UNKNOWN', 'the customer is being erased');
    return kept;
  }

  /** How far the removal of this customer has come; null when it is over. */
  async markOf(contactNo: number): Promise<ErasureMark | null> {
    const record = await this.#deps.store.getRecord('customer', String(contactNo));
    const kept = record === null ? null : customerIn(record);
    return isErasing(kept) ? kept : null;
  }

  /** On disk when this resolves. Rejects with CUSTOMER_UNKNOWN when the customer is being removed, or was. */
  change(change: CustomerChange): Promise<KeptCustomer> {
    return this.alone(change.contactNo, () => this.#change(change));
  }

  /** Nothing else changes this customer meanwhile. */
  alone<T>(contactNo: number, work: () => Promise<T>): Promise<T> {
    const before = this.#changing.get(contactNo) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#changing.set(contactNo, mine);
    const after = (): void => {
      if (this.#changing.get(contactNo) === mine) this.#changing.delete(contactNo);
    };
    mine.then(after, after);
    return mine;
  }

  /** Not found by any name from now on. */
  forget(contactNo: number): void {
    this.#known.delete(contactNo);
    this.#deps.onNamed({ contactNo, names: [] });
  }

  async remove(contactNo: number): Promise<void> {
    await this.#deps.store.removeRecord('customer', String(contactNo));
  }

  async #change({ contactNo, channelId, change }: CustomerChange): Promise<KeptCustomer> {
    // Whoever was removed does not come back by an answer, or a form, that was under way meanwhile.
    if ((await this.#deps.store.customerContact(contactNo)) === null) {
      throw new RelayError('CUSTOMER_UNKNOWN', 'nothing is kept of an end user of this number');
    }
    const record = await this.#deps.store.getRecord('customer', String(contactNo));
    const before = await this.get(contactNo);
    const kept = change(before ?? newCustomer);
    if (kept === before) return kept;
    const at = record?.at ?? this.#deps.clock.now();
    await this.#deps.store.putRecord(customerRecord({ contactNo, channelId, at }, kept));
    const names = namesOf(kept);
    const isRenamed = JSON.stringify(names) !== JSON.stringify(this.#known.get(contactNo)?.names ?? []);
    this.#remember(contactNo, channelId, kept, isRenamed);
    if (isRenamed) this.#deps.onNamed({ contactNo, names });
    return kept;
  }

  #remember(contactNo: number, channelId: ChannelId, kept: KeptCustomer, isRenamed = true): void {
    if (isRenamed) this.#known.delete(contactNo);
    this.#known.set(contactNo, { names: namesOf(kept), asked: kept.asked, channelId });
  }
}

function namedAt({ changedAt, remark, cxone }: KeptCustomer): number {
  return Math.max(changedAt ?? 0, remark?.at ?? 0, cxone?.at ?? 0);
}
