import { RelayError } from '#shared/errors/relay-error.ts';
import { seal, unseal, type NonceSource } from './envelope.ts';
import type { KeyLadder } from './key-ladder.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { bytes, bytesOrNullAt } from './sql-cells.ts';

/** Small sealed values by name. */
export class FactBook {
  readonly #keys: KeyLadder;
  readonly #nonces: NonceSource;
  readonly #read: SqlStatement;
  readonly #write: SqlStatement;

  constructor(database: NativeDatabase, keys: KeyLadder, nonces: NonceSource) {
    this.#keys = keys;
    this.#nonces = nonces;
    this.#read = database.query(`SELECT ${bytes('value')} FROM fact WHERE name = ?`);
    this.#write = database.command('INSERT INTO fact VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  }

  /** RECORD_DAMAGED when it cannot be read; writing it anew mends that. */
  read(name: string): string | null {
    const row = this.#read.get([name]);
    if (row === undefined) return null;
    const value = unseal(this.#keys.factKey, identityOf(name), bytesOrNullAt(row, 0) ?? Buffer.alloc(0));
    if (value === null) throw new RelayError('RECORD_DAMAGED', 'the fact cannot be read', { value: name });
    return value;
  }

  /** Within a transaction. */
  write(name: string, value: string): void {
    this.#write.run([name, seal(this.#keys.factKey, identityOf(name), this.#nonces.next(), value)]);
  }
}

function identityOf(name: string): string {
  return JSON.stringify(['fact.value', name]);
}
