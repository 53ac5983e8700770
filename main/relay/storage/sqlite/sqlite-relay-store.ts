import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { Contact, NewMessage, PendingMessage, RelayStore, Settlement } from '../../ports/relay-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';
import type { ContactRecord } from './contact-book.ts';
import type { PendingRead } from './message-reader.ts';
import type { StoreSession } from './store-session.ts';

/** Opening so many messages keeps everything else waiting for some milliseconds; then others have their turn. */
const pendingAtOnce = 50;

export interface SqliteRelayStoreParts {
  readonly connection: ConnectionKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly releaseLock: () => void;
}

/** The store of one desktop: one file, one connection, one commit for each turn of the event loop. */
export class SqliteRelayStore implements RelayStore {
  readonly #parts: SqliteRelayStoreParts;
  readonly #queue: CommitQueue;
  #isClosed = false;

  constructor(parts: SqliteRelayStoreParts) {
    this.#parts = parts;
    const { connection } = parts;
    this.#queue = new CommitQueue({
      session: () => connection.session(),
      onCommitted: (session) => {
        connection.afterCommit(session);
      },
      onFailed: (kind, error) => {
        connection.afterFailure(kind, error);
      },
    });
  }

  accept(message: NewMessage) {
    return this.#queue.add((session) => session.writer.accept(message));
  }

  unansweredWithin(channelId: ChannelId, fingerprint: string, since: number): Promise<MessageId | null> {
    return this.#queue.add((session) => {
      const channelNo = session.channels.find(channelId);
      return channelNo === null ? null : session.reader.unanswered(channelNo, fingerprint, since);
    });
  }

  markAnswered(seq: number, at: number): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.markAnswered(seq, at);
    });
  }

  markDuplicate(seq: number, at: number): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.markDuplicate(seq, at);
    });
  }

  async pendingPage(channelId: ChannelId, direction: Direction, afterSeq: number, limit: number) {
    const messages: PendingMessage[] = [];
    let left = limit;
    let lastSeq = afterSeq;
    for (;;) {
      const wanted = Math.min(left, pendingAtOnce);
      const read = await this.#read((session) => {
        const channelNo = session.channels.find(channelId);
        return channelNo === null ? null : session.reader.pendingOfChannel(channelNo, direction, lastSeq, wanted);
      });
      if (read === null) return { messages, lastSeq, end: true };
      await this.#quarantine(read);
      messages.push(...read.messages);
      lastSeq = read.lastSeq;
      left -= wanted;
      if (read.end || left <= 0) return { messages, lastSeq, end: read.end };
      await nextTurn();
    }
  }

  async pendingOfConversation(
    contactNo: number,
    direction: Direction,
    afterSeq: number,
    limit: number,
  ): Promise<readonly PendingMessage[]> {
    const messages: PendingMessage[] = [];
    // Fewer than asked for means that there are no more: what is damaged is made up for.
    for (let after = afterSeq; messages.length < limit;) {
      const missing = limit - messages.length;
      const read = await this.#read((session) => session.reader.pendingOfContact(contactNo, direction, after, missing));
      await this.#quarantine(read);
      messages.push(...read.messages);
      if (read.end) break;
      after = read.lastSeq;
    }
    return messages;
  }

  claim(seq: number, attempt: number, at: number): Promise<boolean> {
    return this.#queue.add(
      (session) => session.writer.claim(seq, attempt, at),
      (session) => {
        session.writer.withdrawClaim(seq, attempt, at);
      },
    );
  }

  settle(settlement: Settlement): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.settle(settlement);
    });
  }

  recoverClaims(at: number) {
    return this.#queue.add((session) => session.recovery.recover(at));
  }

  contact(channelId: ChannelId, openId: OpenId): Promise<Contact | null> {
    return this.#read((session) => {
      const channelNo = session.channels.find(channelId);
      return channelNo === null ? null : contactFrom(session, session.contacts.find(channelNo, openId));
    });
  }

  contactByThread(channelId: ChannelId, threadId: string): Promise<Contact | null> {
    return this.#read((session) => {
      const channelNo = session.channels.find(channelId);
      const contactNo = channelNo === null ? null : session.threads.find(channelNo, threadId);
      return contactNo === null ? null : contactFrom(session, session.contacts.byNo(contactNo));
    });
  }

  async trafficPage(filter: TrafficFilter, beforeSeq: number | null, limit: number) {
    const search = await this.#read((session) => session.traffic.search(filter, beforeSeq, limit + 1));
    while (!search.isDone) {
      await nextTurn();
      await this.#read(() => {
        search.goOn();
      });
    }
    const seqs = search.found.slice(0, limit);
    const nextBeforeSeq = search.found.length > limit ? (seqs.at(-1) ?? null) : null;
    return { rows: await this.rows(seqs), nextBeforeSeq };
  }

  rows(seqs: readonly number[]) {
    return this.#read((session) => session.reader.rows(seqs));
  }

  message(id: MessageId) {
    return this.#read((session) => session.reader.message(id));
  }

  channelCounts(now: number) {
    return this.#read((session) => session.countReader.channelCounts(now));
  }

  stateCounts() {
    return this.#read((session) => session.countReader.stateCounts());
  }

  verifyCounts() {
    return this.#read((session) => session.countReader.verify());
  }

  minuteCounts(fromMinute: number, toMinute: number) {
    return this.#read((session) => session.countReader.minutes(fromMinute, toMinute));
  }

  missingRecords(): number {
    return this.#parts.connection.missing;
  }

  readFact(name: string): Promise<string | null> {
    return this.#read((session) => session.facts.read(name));
  }

  writeFact(name: string, value: string): Promise<void> {
    return this.#queue.add((session) => {
      session.facts.write(name, value);
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue.flush();
    await this.#parts.connection.close();
    this.#parts.releaseLock();
  }

  async #read<T>(read: (session: StoreSession) => T): Promise<T> {
    return this.#parts.connection.read(read);
  }

  /** Damaged messages are taken out of the way; one that cannot even be marked is left out all the same. */
  async #quarantine(read: PendingRead): Promise<void> {
    if (read.misplaced.length > 0) this.#parts.log.error('store.index_damaged', { records: read.misplaced.length });
    if (read.damaged.length === 0) return;
    const at = this.#parts.clock.now();
    const marks = read.damaged.map((seq) =>
      this.#queue.add((session) => {
        session.writer.quarantine(seq, 'RECORD_DAMAGED', at);
      }),
    );
    const outcomes = await Promise.allSettled(marks);
    const unmarked = outcomes.filter(({ status }) => status === 'rejected').length;
    this.#parts.log.error('store.records_damaged', { records: read.damaged.length, unmarked });
  }
}

function contactFrom(session: StoreSession, record: ContactRecord | null): Contact | null {
  const channelId = record === null ? null : session.channels.idOf(record.channelNo);
  if (record === null || channelId === null) return null;
  const { no, openId, windowUntil, repliesLeft } = record;
  return { contactNo: no, channelId, openId, windowUntil, repliesLeft };
}
