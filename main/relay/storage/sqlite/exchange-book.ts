import { Exchange } from '#shared/domain/message-view.ts';
import { z } from 'zod';
import type { AttemptExchange } from '../../ports/relay-store.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import type { RecordSeal, SealedPlace } from './record-seal.ts';
import { bytesOrNullAt, bytes, integer, numberAt, whole } from './sql-cells.ts';

const KeptExchanges = z.array(Exchange.omit({ attempt: true }));

/** The calls of one attempt. */
export interface KeptAttempt {
  readonly attempt: number;
  /** Null: damaged, or its key is gone. */
  readonly exchanges: readonly AttemptExchange[] | null;
}

/** What passed over the wire, sealed with the key of the message's contact: unreadable with the message. */
export class ExchangeBook {
  readonly #seal: RecordSeal;
  readonly #insert: SqlStatement;
  readonly #of: SqlStatement;

  constructor(database: NativeDatabase, seal: RecordSeal) {
    this.#seal = seal;
    this.#insert = database.command('INSERT INTO message_exchange (seq, at, attempt, body) VALUES (?, ?, ?, ?)');
    const columns = [integer('at'), integer('attempt'), bytes('body')].join(', ');
    this.#of = database.query(`SELECT ${columns} FROM message_exchange WHERE seq = ? ORDER BY no`);
  }

  /** Within a transaction. */
  add(
    seq: number,
    contactNo: number | null,
    attempt: number,
    settledAt: number,
    exchanges: readonly AttemptExchange[],
  ): void {
    const at = whole(settledAt);
    const body = this.#seal.seal(contactNo, placeOf(seq, at, attempt), JSON.stringify(exchanges));
    if (body !== null) this.#insert.run([seq, at, attempt, body]);
  }

  /** In the order they were settled. */
  of(seq: number, contactNo: number | null): KeptAttempt[] {
    return this.#of.all([seq]).map((row) => {
      const attempt = numberAt(row, 1);
      const plain = this.#seal.unseal(contactNo, placeOf(seq, numberAt(row, 0), attempt), bytesOrNullAt(row, 2));
      return { attempt, exchanges: plain === null ? null : exchangesIn(plain) };
    });
  }
}

/** The calls of one attempt cannot be made to look like those of another. */
function placeOf(seq: number, at: number, attempt: number): SealedPlace {
  return ['message_exchange.body', seq, at, attempt];
}

function exchangesIn(plain: string): readonly AttemptExchange[] | null {
  try {
    return KeptExchanges.parse(JSON.parse(plain));
  } catch {
    // Written by a program that knew another form: it cannot be read.
    return null;
  }
}
