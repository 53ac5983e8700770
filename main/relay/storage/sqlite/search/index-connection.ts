import type { NativeDatabase, SqlRow, SqlStatement, SqlValue } from '../native-database.ts';
import { numberAt } from '../sql-cells.ts';
import { IndexFailure } from './index-failure.ts';

/** The connection to the file of the index. Whatever it throws is an IndexFailure. */
export class IndexConnection {
  readonly database: NativeDatabase;
  readonly #statements = new Map<string, SqlStatement>();

  constructor(database: NativeDatabase) {
    this.database = database;
  }

  /** Prepared once for each text: values are bound, never written into it. */
  all(sql: string, values: readonly SqlValue[]): SqlRow[] {
    try {
      const statement = this.#statements.get(sql) ?? this.database.query(sql);
      this.#statements.set(sql, statement);
      return statement.all(values);
    } catch (thrown) {
      throw new IndexFailure(thrown);
    }
  }

  numbers(sql: string, values: readonly SqlValue[]): number[] {
    return this.all(sql, values).map((row) => numberAt(row, 0));
  }

  /** One commit. */
  within(change: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      change();
      this.database.exec('COMMIT');
    } catch (thrown) {
      if (this.database.inTransaction) this.database.exec('ROLLBACK');
      throw new IndexFailure(thrown);
    }
  }
}
