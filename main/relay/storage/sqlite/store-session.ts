import type { Clock } from '#shared/lib/clock.ts';
import { ChannelBook } from './channel-book.ts';
import { ClaimRecovery } from './claim-recovery.ts';
import { ContactBook } from './contact-book.ts';
import { CountReader } from './count-reader.ts';
import type { NonceSource } from './envelope.ts';
import { Erasure } from './erasure.ts';
import { EventLog } from './event-log.ts';
import { ExchangeBook } from './exchange-book.ts';
import { FactBook } from './fact-book.ts';
import type { HeldClaims } from './held-claims.ts';
import type { KeyLadder } from './key-ladder.ts';
import { MediaBook } from './media-book.ts';
import { MessageContentReader } from './message-content.ts';
import { MessageDecider } from './message-decider.ts';
import { MessageReader } from './message-reader.ts';
import { MessageWriter } from './message-writer.ts';
import { busyTimeoutMs, type NativeDatabase } from './native-database.ts';
import { OperationsBook } from './operations/operations-book.ts';
import { OperationsReader } from './operations/operations-reader.ts';
import { PartBook } from './part-book.ts';
import { RecordSeal } from './record-seal.ts';
import { ReportBook } from './report-book.ts';
import { Retention } from './retention.ts';
import { RunningCounts } from './running-counts.ts';
import { SlaReader } from './operations/sla-reader.ts';
import { ThreadBook } from './thread-book.ts';
import { TrafficList } from './traffic-list.ts';
import { WireReader } from './wire-reader.ts';

export interface StoreSessionParts {
  readonly database: NativeDatabase;
  readonly keys: KeyLadder;
  readonly nonces: NonceSource;
  readonly clock: Clock;
  readonly random: (byteCount: number) => Buffer;
  readonly held: HeldClaims;
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
  readonly wires: WireReader;
  readonly traffic: TrafficList;
  readonly countReader: CountReader;
  readonly facts: FactBook;
  readonly recovery: ClaimRecovery;
  readonly reports: ReportBook;
  readonly media: MediaBook;
  readonly decider: MessageDecider;
  readonly operations: OperationsBook;
  readonly operationsReader: OperationsReader;
  readonly slaReader: SlaReader;
  readonly #held: HeldClaims;
  #heldMark = 0;
  readonly retention: Retention;
  readonly erasure: Erasure;

  constructor(parts: StoreSessionParts) {
    const { database, keys, nonces, random } = parts;
    this.database = database;
    this.#held = parts.held;
    this.channels = new ChannelBook(database);
    this.contacts = new ContactBook(database, keys, random);
    this.threads = new ThreadBook(database);
    this.counts = new RunningCounts(database);
    this.traffic = new TrafficList(database, this.channels);
    this.countReader = new CountReader(database, this.channels, this.counts);
    this.facts = new FactBook(database, keys, nonces);
    const seal = new RecordSeal(keys, nonces, this.contacts);
    const events = new EventLog(database, seal);
    const messageParts = new PartBook(database);
    this.reports = new ReportBook(database, this.channels, seal, events);
    this.media = new MediaBook(database, seal, events);
    const exchanges = new ExchangeBook(database, seal);
    const content = new MessageContentReader(keys, this.channels, this.contacts);
    const books = {
      channels: this.channels,
      contacts: this.contacts,
      threads: this.threads,
      counts: this.counts,
      reports: this.reports,
      media: this.media,
      parts: messageParts,
      events,
      exchanges,
      content,
    };
    this.writer = new MessageWriter({ ...parts, ...books });
    this.reader = new MessageReader({ ...parts, ...books });
    this.wires = new WireReader({ ...books, reader: this.reader });
    this.decider = new MessageDecider({ ...parts, ...books, reader: this.reader });
    this.recovery = new ClaimRecovery({ database, ...books });
    this.operations = new OperationsBook(database, keys, nonces);
    this.operationsReader = new OperationsReader(database, this.channels);
    this.slaReader = new SlaReader(database, this.channels, this.contacts);
    this.retention = new Retention({ database, ...books });
    this.erasure = new Erasure({ database, ...books, operations: this.operations });
  }

  begin(): void {
    this.#held.begin();
    this.database.exec('BEGIN IMMEDIATE');
  }

  /** The same without waiting for another process that writes. */
  beginAtOnce(): void {
    this.database.exec('PRAGMA busy_timeout = 0');
    try {
      this.begin();
    } finally {
      this.database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    }
  }

  /** Writes what the operations since the last call gathered. */
  writeGathered(): void {
    this.contacts.write();
    this.counts.write();
  }

  /** Resolves when everything is on disk. The connection is not free meanwhile. */
  commit(): Promise<void> {
    return this.database.execAside('COMMIT');
  }

  /** The same, waiting: for the opening, when there is nothing else to do. */
  commitNow(): void {
    this.database.exec('COMMIT');
  }

  /** Undoes the transaction, if one is still open, and what is remembered of it. */
  rollBack(): void {
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
    this.#held.undoTo(0);
    this.forget();
  }

  /** Within a transaction: what follows can be undone by itself. */
  setSavepoint(): void {
    this.database.exec('SAVEPOINT operation');
    this.#heldMark = this.#held.mark;
  }

  rollBackToSavepoint(): void {
    this.database.exec('ROLLBACK TO operation');
    this.#held.undoTo(this.#heldMark);
    this.forget();
  }

  releaseSavepoint(): void {
    this.database.exec('RELEASE operation');
  }

  /** Remembers nothing that is not in the file. */
  forget(): void {
    this.channels.forget();
    this.contacts.forget();
    this.threads.forget();
    this.counts.forget();
  }
}
