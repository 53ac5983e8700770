import Database from 'libsql';
import PromiseDatabase from 'libsql/promise';

/**
 * The only values that may be bound. A boolean would end the process: the native layer panics on it. A value left out
 * would silently be that of the call before.
 */
export type SqlValue = string | number | Buffer | null;
export type SqlRow = readonly unknown[];

/** How long a statement waits for another process that reads or writes the file. Blocks the event loop. */
export const busyTimeoutMs = 100;

/** One prepared statement. Rows come as arrays, so that BLOBs are Buffers and nothing is added to them. */
export class SqlStatement {
  readonly #statement: Database.Statement<[readonly SqlValue[]]>;

  constructor(statement: Database.Statement<[readonly SqlValue[]]>) {
    this.#statement = statement;
  }

  /** Runs a statement that returns no rows. Returns how many rows it changed. */
  run(values: readonly SqlValue[]): number {
    return this.#statement.run(values).changes;
  }

  get(values: readonly SqlValue[]): SqlRow | undefined {
    return this.#statement.get(values) as SqlRow | undefined;
  }

  all(values: readonly SqlValue[]): SqlRow[] {
    return this.#statement.all(values) as SqlRow[];
  }
}

/** A connection to one encrypted file. */
export class NativeDatabase {
  readonly #database: Database.Database;

  /** `fileKey` is text; the library derives the cipher's key from it. */
  constructor(path: string, fileKey: string) {
    const options = { encryptionCipher: 'aes256cbc', encryptionKey: fileKey, timeout: busyTimeoutMs };
    this.#database = new Database(path, options);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /**
   * The same on a thread of the library: the event loop goes on. No other call of this connection until it ends: that
   * call would wait, and the event loop with it.
   */
  async execAside(sql: string): Promise<void> {
    // The two interfaces of the library stand on the same native connection.
    await PromiseDatabase.prototype.exec.call(this.#database as unknown as PromiseDatabase, sql);
  }

  /** For statements that return rows, RETURNING included. */
  query(sql: string): SqlStatement {
    return new SqlStatement(this.#database.prepare<[readonly SqlValue[]]>(sql).raw());
  }

  /** For statements that return none. */
  command(sql: string): SqlStatement {
    return new SqlStatement(this.#database.prepare<[readonly SqlValue[]]>(sql));
  }

  /** The first column of the first row. */
  value(sql: string): unknown {
    return this.query(sql).get([])?.[0];
  }

  /** Closes the connection once its statements have been collected as garbage: the library ties them together. */
  close(): void {
    this.#database.close();
  }
}
