import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { CustomerStore } from '../ports/customer-store.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { MessageSearch } from '../ports/message-search.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { Contact } from '../ports/relay-store.ts';
import type { CustomerBook, UnfinishedErasure } from './customer-book.ts';
import { customerRecord, type ErasureMark } from './customer-record.ts';

/** What else is kept of a customer is taken out by whoever keeps it. May be asked again after an interruption. */
export interface CustomerTrace {
  forget(customer: {
    readonly contactNo: number;
    readonly channelId: ChannelId;
    readonly openId: OpenId;
    readonly by: string;
  }): Promise<unknown>;
}

export interface CustomerErasureDeps {
  readonly book: CustomerBook;
  readonly store: CustomerStore & Pick<OperationsStore, 'putRecord'>;
  readonly search: Pick<MessageSearch, 'purge'>;
  readonly files: Pick<MediaStore, 'remove'>;
  readonly traces: readonly CustomerTrace[];
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
}

const againMs = 60_000;
const overwriteAgainMs = 1_000;
const mostOverwrites = 30;

type Counts = Pick<ErasureMark['erasing'], 'messages' | 'files'>;

/**
 * Removes everything kept of a customer. The first commit makes it final: no key, no id. What follows is removed step by step,
 * files before the rows that name them; each step may be done twice. A mark in the store says that it is under way, until
 * everything, the words in the index included, is overwritten.
 */
export class CustomerErasure {
  readonly #deps: CustomerErasureDeps;
  readonly #underWay = new Map<number, Promise<unknown>>();
  readonly #cancels = new Map<number, () => void>();
  #isStopped = false;
  #onStop: () => void = () => undefined;
  readonly #whenStopped = new Promise<'stopped'>((resolve) => {
    this.#onStop = () => {
      resolve('stopped');
    };
  });

  constructor(deps: CustomerErasureDeps) {
    this.#deps = deps;
  }

  /** Rejects with CUSTOMER_UNKNOWN, CUSTOMER_HAS_WAITING, or what the store rejects with: then it is gone on with later. */
  async erase({ contactNo, channelId, openId }: Contact, by: string): Promise<Counts> {
    const { book, store, clock } = this.#deps;
    const erasing = { openId, by, at: clock.now(), messages: 0, files: 0, isNoted: false };
    const begun: UnfinishedErasure = { contactNo, channelId, mark: { erasing } };
    await book.alone(contactNo, async () => {
      await store.eraseContact(contactNo, recordOf(begun));
      book.forget(contactNo);
    });
    return this.#goOn(begun);
  }

  /** What the last run did not live to end. */
  resume(unfinished: readonly UnfinishedErasure[]): void {
    for (const one of unfinished) void this.#goOn(one).catch(() => undefined);
  }

  /** Resolves when what is under way has come to a point from which it can be gone on with. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#onStop();
    for (const cancel of this.#cancels.values()) cancel();
    await this.settled();
  }

  /** Resolves when nothing is under way: everything is overwritten, or waits to be tried again. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay.values());
  }

  /** Resolves when messages, files and records are gone; words in the index and old pages are overwritten after that. */
  #goOn(begun: UnfinishedErasure): Promise<Counts> {
    const removing = this.#remove(begun);
    const whole = removing
      .then((removed) => this.#overwrite(removed))
      .catch((thrown: unknown) => {
        this.#planAgain(begun, toRelayError(thrown).code);
      })
      .finally(() => {
        if (this.#underWay.get(begun.contactNo) === whole) this.#underWay.delete(begun.contactNo);
      });
    this.#underWay.set(begun.contactNo, whole);
    return removing.then(({ mark: { erasing } }) => ({ messages: erasing.messages, files: erasing.files }));
  }

  async #remove(begun: UnfinishedErasure): Promise<UnfinishedErasure> {
    if (begun.mark.erasing.isNoted) return begun;
    const { store, traces, audit } = this.#deps;
    const { contactNo, channelId } = begun;
    const { openId, by } = begun.mark.erasing;
    const removed = await this.#removeMessages(begun);
    for (const trace of traces) await trace.forget({ contactNo, channelId, openId, by });
    const { messages, files } = removed.mark.erasing;
    const detail = `${messages} messages, ${files} files`;
    audit.note({ by, action: 'customer_erased', channelId, subject: maskId(openId), detail });
    const noted = withMark(removed, { isNoted: true });
    await store.putRecord(recordOf(noted));
    return noted;
  }

  async #removeMessages(begun: UnfinishedErasure): Promise<UnfinishedErasure> {
    const { store, files } = this.#deps;
    const { contactNo } = begun;
    let current = begun;
    for (let after = 0, isEnd = false; !isEnd;) {
      const found = await store.erasedMessages(contactNo, after);
      if (found.seqs.length > 0) {
        for (const ref of found.mediaRefs) await files.remove(ref);
        const { erasing } = current.mark;
        const counted = withMark(current, {
          messages: erasing.messages + found.seqs.length,
          files: erasing.files + found.mediaRefs.length,
        });
        await store.removeErased(contactNo, found.seqs, recordOf(counted));
        current = counted;
      }
      after = found.lastSeq;
      isEnd = found.isEnd;
      // Messages have their turn in between.
      await nextTurn();
      if (this.#isStopped && !isEnd)
        throw new RelayError('RELAY_NOT_REACHABLE', 'the relay stops; it goes on at the next start');
    }
    return current;
  }

  async #overwrite({ contactNo }: UnfinishedErasure): Promise<void> {
    const { search, book, store, log } = this.#deps;
    // To rewrite a large index takes minutes. The relay does not wait for it when it ends: the mark stands, and the next start goes on.
    if ((await Promise.race([search.purge(), this.#whenStopped])) === 'stopped') return;
    await book.remove(contactNo);
    for (let tries = 0; tries < mostOverwrites && !this.#isStopped; tries += 1) {
      if (await store.overwriteRemoved()) {
        log.info('customers.erased');
        return;
      }
      await new Promise<void>((resolve) => this.#later(contactNo, overwriteAgainMs, resolve));
    }
    // The log is begun anew sooner or later, whoever reads; and when the store is closed.
    if (!this.#isStopped) log.warn('customers.log_not_emptied');
  }

  #planAgain(begun: UnfinishedErasure, code: string): void {
    this.#deps.log.warn('customers.erasure_waits', { code });
    if (this.#isStopped) return;
    this.#later(begun.contactNo, againMs, () => {
      void this.#again(begun);
    });
  }

  /** From the mark as it stands on disk. */
  async #again(begun: UnfinishedErasure): Promise<void> {
    if (this.#isStopped) return;
    try {
      const mark = await this.#deps.book.markOf(begun.contactNo);
      if (mark !== null) this.resume([{ ...begun, mark }]);
    } catch (thrown) {
      this.#planAgain(begun, toRelayError(thrown).code);
    }
  }

  #later(contactNo: number, delayMs: number, run: () => void): void {
    let cancel: () => void = () => undefined;
    const over = (): void => {
      cancel();
      this.#cancels.delete(contactNo);
      run();
    };
    cancel = this.#deps.clock.after(delayMs, over);
    // Stopping ends a wait: whoever waited sees that it is over.
    this.#cancels.set(contactNo, over);
  }
}

function recordOf({ contactNo, channelId, mark }: UnfinishedErasure) {
  return customerRecord({ contactNo, channelId, at: mark.erasing.at }, mark);
}

function withMark(begun: UnfinishedErasure, change: Partial<ErasureMark['erasing']>): UnfinishedErasure {
  return { ...begun, mark: { erasing: { ...begun.mark.erasing, ...change } } };
}
