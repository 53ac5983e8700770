import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { Customer, CustomerName } from '#shared/domain/message-search.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { AuditTrail, KeptAudit } from '../ports/audit-trail.ts';
import type { CustomerFigures } from '../ports/customer-figures.ts';
import type { CustomerNameSource } from '../ports/customer-name-source.ts';
import type { CustomerNames } from '../ports/customer-names.ts';
import type { CustomerStore } from '../ports/customer-store.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { MessageSearch } from '../ports/message-search.ts';
import type { Contact } from '../ports/relay-store.ts';
import { casePages } from './case-pages.ts';
import { CustomerBook, type CustomerRecords } from './customer-book.ts';
import { CustomerErasure, type CustomerTrace } from './customer-erasure.ts';
import { namesOf, newCustomer, onOneLine, type KeptCustomer } from './customer-record.ts';
import { NameDesk, type NotedMessage } from './name-desk.ts';

export interface CustomerServiceDeps {
  readonly store: CustomerRecords & CustomerStore;
  readonly search: () => Pick<MessageSearch, 'customer' | 'named' | 'purge'>;
  readonly files: Pick<MediaStore, 'remove'>;
  /** Who can be asked what customers of this channel are called. */
  readonly sourcesOf: (channelId: ChannelId) => readonly CustomerNameSource[];
  /** False while the leg is down, or messages have to wait. */
  readonly mayAsk: (channelId: ChannelId, platform: CustomerNameSource['platform']) => boolean;
  /** What else holds something of a customer. */
  readonly traces: readonly CustomerTrace[];
  readonly audit: AuditTrail & KeptAudit;
  readonly clock: Clock;
  readonly log: Logger;
}

type Act<Name extends 'customer.set' | 'customer.reveal' | 'customer.erase'> = Parameters<
  Handlers<RelayContract>[Name]
>[0];

const loadAgainMs = 10_000;

/** Who customers are: what they are called and by whom, whether they follow; and their removal. */
export class CustomerService {
  readonly #deps: CustomerServiceDeps;
  readonly #book: CustomerBook;
  readonly #desk: NameDesk;
  readonly #erasure: CustomerErasure;
  #cancelLoad: () => void = () => undefined;
  #isStopped = false;
  readonly handlers: Pick<Handlers<RelayContract>, Extract<keyof Handlers<RelayContract>, `customer.${string}`>> = {
    'customer.get': ({ contactNo }) => this.customer(contactNo),
    'customer.set': (act) => this.set(act),
    'customer.reveal': (act) => this.reveal(act),
    'customer.erase': (act) => this.erase(act),
  };

  constructor(deps: CustomerServiceDeps) {
    const { store, search, files, sourcesOf, mayAsk, traces, audit, clock, log } = deps;
    this.#deps = deps;
    const book = new CustomerBook({
      store,
      clock,
      onNamed: (names) => {
        search().named(names);
      },
    });
    this.#book = book;
    const openIdOf = async (contactNo: number) => (await store.customerContact(contactNo))?.openId ?? null;
    this.#desk = new NameDesk({ book, sourcesOf, mayAsk, openIdOf, clock, log });
    const purge = (): Promise<void> => search().purge();
    this.#erasure = new CustomerErasure({ book, store, search: { purge }, files, traces, audit, clock, log });
  }

  /** For a search that begins anew. */
  names(): readonly CustomerNames[] {
    return this.#book.names;
  }

  /** Reads what is kept and tells the search. Never rejects: a store that cannot be read now is asked again. */
  async start(): Promise<void> {
    const { log, clock } = this.#deps;
    try {
      const unfinished = await this.#book.load();
      if (this.#isStopped) return;
      const search = this.#deps.search();
      for (const names of this.#book.names) search.named(names);
      this.#desk.start();
      this.#erasure.resume(unfinished);
    } catch (thrown) {
      log.warn('customers.not_read', { code: toRelayError(thrown).code });
      if (this.#isStopped) return;
      this.#cancelLoad = clock.after(loadAgainMs, () => {
        void this.start();
      });
    }
  }

  /** Before the search and the store. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLoad();
    await Promise.all([this.#desk.stop(), this.#erasure.stop()]);
  }

  /** Resolves when no removal is under way. */
  settled(): Promise<void> {
    return this.#erasure.settled();
  }

  /** A message is on disk. Cheap, and never throws. */
  noted(message: NotedMessage): void {
    this.#desk.noted(message);
  }

  /** Throws CUSTOMER_UNKNOWN, SEARCH_UNAVAILABLE. Also has the platforms asked, when that is not new. */
  async customer(contactNo: number): Promise<Customer> {
    const figures = await this.#deps.search().customer(contactNo);
    const kept = await this.#book.get(contactNo);
    this.#desk.opened(contactNo, figures.channelId);
    return this.#customerFrom(figures, kept);
  }

  async set({ contactNo, label, note, by }: Act<'customer.set'>): Promise<Customer> {
    const { search, clock, audit } = this.#deps;
    const figures = await search().customer(contactNo);
    const { channelId } = figures;
    let was = '';
    const change = (before: KeptCustomer): KeptCustomer => {
      was = before.label;
      return { ...before, label: onOneLine(label), note: note.trim(), changedAt: clock.now(), changedBy: by };
    };
    const kept = await this.#book.change({ contactNo, channelId, change });
    // What staff wrote may name a person: the audit says that it changed.
    const detail = was === kept.label ? 'note' : kept.label === '' ? 'label removed' : 'label';
    audit.note({ by, action: 'customer_label', channelId, subject: figures.openId, detail });
    return this.#customerFrom(figures, kept);
  }

  async reveal({ contactNo, reason, by }: Act<'customer.reveal'>): Promise<{ openId: string }> {
    const { channelId, openId } = await this.#contact(contactNo);
    const subject = maskId(openId);
    await this.#deps.audit.keep({ by, action: 'customer_revealed', channelId, subject, detail: reason });
    return { openId };
  }

  async erase({ contactNo, confirm, by }: Act<'customer.erase'>): Promise<{ messages: number; files: number }> {
    const contact = await this.#contact(contactNo);
    // As it is shown, or without the sign for what is not.
    const typed = confirm.trim().replace(/^…/u, '');
    if (typed === '' || `…${typed}` !== maskId(contact.openId)) {
      throw new RelayError('ERASE_NOT_CONFIRMED', 'other characters than those of the customer');
    }
    return this.#erasure.erase(contact, by);
  }

  async #contact(contactNo: number): Promise<Contact> {
    const contact = await this.#deps.store.customerContact(contactNo);
    if (contact === null) throw new RelayError('CUSTOMER_UNKNOWN', 'nothing is kept of an end user of this number');
    return contact;
  }

  async #customerFrom(figures: CustomerFigures, known: KeptCustomer | null): Promise<Customer> {
    const kept = known ?? newCustomer;
    const { windowUntil } = figures;
    const isOpen = windowUntil !== null && windowUntil > this.#deps.clock.now();
    const shortId: CustomerName = { text: figures.openId, source: 'openid' };
    const { remark, cxone } = kept;
    const pages = await casePages(this.#deps.store, figures.channelId, figures.cases);
    return {
      ...figures,
      cases: figures.cases.map(({ caseId, firstAt, lastAt, messages }) => ({
        ...{ caseId, firstAt, lastAt, messages },
        slaCaseId: pages.get(caseId) ?? null,
      })),
      windowUntil: isOpen ? windowUntil : null,
      repliesLeft: isOpen ? figures.repliesLeft : null,
      name: namesOf(kept)[0] ?? shortId,
      label: kept.label,
      note: kept.note,
      changedAt: kept.changedAt,
      changedBy: kept.changedBy,
      names: [
        ...(remark === null ? [] : [{ ...remark, source: 'remark' as const }]),
        ...(cxone === null ? [] : [{ ...cxone, source: 'cxone' as const }]),
      ],
      follows: kept.follows,
    };
  }
}
