import type { Clock } from '#shared/lib/clock.ts';
import { ChannelBook } from './channel-book.ts';
import { ClaimRecovery } from './claim-recovery.ts';
import { ContactBook } from './contact-book.ts';
import { CountReader } from './count-reader.ts';
import type { NonceSource } from './envelope.ts';
import { EventLog } from './event-log.ts';
import { FactBook } from './fact-book.ts';
import type { KeyLadder } from './key-ladder.ts';
import { MessageContentReader } from './message-content.ts';
import { MessageReader } from './message-reader.ts';
import { MessageWriter } from './message-writer.ts';
import type { NativeDatabase } from './native-database.ts';
import { RunningCounts } from './running-counts.ts';
import { ThreadBook } from './thread-book.ts';
import { TrafficList } from './traffic-list.ts';

export interface StoreSessionParts {
  readonly database: NativeDatabase;
  readonly keys: KeyLadder;
  readonly nonces: NonceSource;
  readonly clock: Clock;
  readonly random: (byteCount: number) => Buffer;
}

/** One connection with its prepared statements and what is remembered of the file. Thrown away as a whole. */
export class StoreSession {
  readonly database: NativeDatabase;
  readonly channels: ChannelBook;
  readonly contacts: ContactBook;
  readonly threads: ThreadBook;
  readonly counts: RunningCounts;
  readonly writer: MessageWriter;
  readonly reader: MessageReader;
  readonly traffic: TrafficList;
  readonly countReader: CountReader;
  readonly facts: FactBook;
  readonly recovery: ClaimRecovery;

  constructor(parts: StoreSessionParts) {
    const { database, keys, nonces, random } = parts;
    this.database = database;
    this.channels = new ChannelBook(database);
    this.contacts = new ContactBook(database, keys, random);
    this.threads = new ThreadBook(database);
    this.counts = new RunningCounts(database);
    this.traffic = new TrafficList(database, this.channels);
    this.countReader = new CountReader(database, this.channels, this.counts);
    this.facts = new FactBook(database, keys, nonces);
    const events = new EventLog(database);
    const content = new MessageContentReader(keys, this.channels, this.contacts);
    this.writer = new MessageWriter({ ...parts, ...this.#books(), events });
    this.reader = new MessageReader({ ...parts, channels: this.channels, content, events });
    this.recovery = new ClaimRecovery(database, this.counts, events);
  }

  begin(): void {
    this.database.exec('BEGIN IMMEDIATE');
  }

  /** Writes what the operations since the last call gathered. */
  writeGathered(): void {
    this.contacts.write();
    this.counts.write();
  }

  commit(): void {
    this.database.exec('COMMIT');
  }

  /** Undoes the transaction, if one is still open, and what is remembered of it. */
  rollBack(): void {
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
    this.forget();
  }

  /** Remembers nothing that is not in the file. */
  forget(): void {
    this.channels.forget();
    this.contacts.forget();
    this.threads.forget();
    this.counts.forget();
  }

  #books() {
    return { channels: this.channels, contacts: this.contacts, threads: this.threads, counts: this.counts };
  }
}
