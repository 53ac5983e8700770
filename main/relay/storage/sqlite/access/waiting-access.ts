import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { PendingMessage, RelayStore } from '../../../ports/relay-store.ts';
import type { PendingRead } from '../message-reader.ts';
import type { StoreAccess } from './store-access.ts';

/** Opening so many messages keeps everything else waiting for some milliseconds; then others have their turn. */
const pendingAtOnce = 50;

type Waiting = Pick<RelayStore, 'pendingPage' | 'pendingOfConversation'>;

/** Reads what waits for delivery, and takes out of its way what cannot be read. */
export class WaitingAccess implements Waiting {
  readonly #access: StoreAccess;

  constructor(access: StoreAccess) {
    this.#access = access;
  }

  async pendingPage(channelId: ChannelId, direction: Direction, afterSeq: number, limit: number) {
    const messages: PendingMessage[] = [];
    let left = limit;
    let lastSeq = afterSeq;
    for (;;) {
      const wanted = Math.min(left, pendingAtOnce);
      const read = await this.#access.read((session) => {
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
      const read = await this.#access.read((session) =>
        session.reader.pendingOfContact(contactNo, direction, after, missing),
      );
      await this.#quarantine(read);
      messages.push(...read.messages);
      if (read.end) break;
      after = read.lastSeq;
    }
    return messages;
  }

  /** Damaged messages are taken out of the way; one that cannot even be marked is left out all the same. */
  async #quarantine(read: PendingRead): Promise<void> {
    const { log, clock, write } = this.#access;
    if (read.misplaced.length > 0) log.error('store.index_damaged', { records: read.misplaced.length });
    if (read.damaged.length === 0) return;
    const at = clock.now();
    const marks = read.damaged.map((seq) =>
      write((session) => {
        session.writer.quarantine(seq, 'RECORD_DAMAGED', at);
      }),
    );
    const outcomes = await Promise.allSettled(marks);
    const unmarked = outcomes.filter(({ status }) => status === 'rejected').length;
    log.error('store.records_damaged', { records: read.damaged.length, unmarked });
  }
}
