import { NativeDatabase, type SqlRow, type SqlStatement } from './native-database.ts';
import { keptLanes, summed, type CountComparison } from './count-sums.ts';
import { stateNumber } from './record-codes.ts';
import { integer, numberAt } from './sql-cells.ts';

/** So many numbers are counted in one go. */
const span = 5_000;

const { delivered } = stateNumber;

const lane = ['channel_no', 'direction', 'state'].map(integer).join(', ');

/**
 * Counts every message anew, on a connection of its own and on a thread of the library: traffic goes on. Running counts and
 * messages are read from one snapshot of the file, so that they must agree whatever happens meanwhile.
 */
export class CountCheck {
  readonly #database: NativeDatabase;
  readonly #bounds: SqlStatement;
  readonly #accepted: SqlStatement;
  readonly #kept: SqlStatement;
  readonly #counted: SqlStatement;
  readonly #indexed: SqlStatement;

  constructor(path: string, fileKey: string) {
    this.#database = new NativeDatabase(path, fileKey);
    // It writes to nothing but a table of its own in memory, and leaves checkpoints to the connection that writes.
    const settings = ['wal_autocheckpoint = 0', 'temp_store = MEMORY', 'mmap_size = 0', 'trusted_schema = OFF'];
    for (const setting of [...settings, 'cell_size_check = ON', 'cache_size = -2000']) {
      this.#database.exec(`PRAGMA ${setting}`);
    }
    this.#database.exec('CREATE TEMP TABLE counted (channel_no, direction, state, messages)');
    this.#database.exec('CREATE TEMP TABLE indexed (channel_no, direction, state, messages)');
    this.#bounds = this.#database.query(
      `SELECT (SELECT ${integer('min(seq)')} FROM message), (SELECT ${integer('max(seq)')} FROM message)`,
    );
    this.#accepted = this.#database.query(`SELECT ${integer('accepted')} FROM store_state`);
    this.#kept = this.#database.query(keptLanes);
    this.#counted = this.#database.query(
      'SELECT channel_no, direction, state, sum(messages) FROM counted GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
    );
    this.#indexed = this.#database.query('SELECT channel_no, direction, state, messages FROM indexed');
  }

  /** Messages that are not delivered count as far as they can be found: what the index leaves out waits for ever. */
  async run(): Promise<CountComparison> {
    try {
      this.#database.exec('BEGIN');
      const accepted = numberAt(this.#accepted.get([]) ?? [], 0);
      const kept = this.#kept.all([]);
      const counted = await this.#count();
      return compare(accepted, kept, counted);
    } finally {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
    }
  }

  /** Its files are closed when it is collected. */
  close(): void {
    this.#database.close();
  }

  async #count(): Promise<SqlRow[]> {
    const [first, last] = this.#bounds.get([]) ?? [];
    if (typeof first !== 'number' || typeof last !== 'number') return [];
    for (let after = first - 1; after < last; after += span) {
      await this.#database.execAside(
        `INSERT INTO counted SELECT ${lane}, count(*) FROM message
         WHERE seq > ${after} AND seq <= ${after + span} GROUP BY 1, 2, 3`,
      );
    }
    const counted = this.#counted.all([]);
    for (const row of counted) {
      const [channelNo, direction, state] = [numberAt(row, 0), numberAt(row, 1), numberAt(row, 2)];
      if (state !== delivered) await this.#countIndexed(channelNo, direction, state);
    }
    return withLower(counted, this.#indexed.all([]));
  }

  async #countIndexed(channelNo: number, direction: number, state: number): Promise<void> {
    await this.#database.execAside(
      `INSERT INTO indexed SELECT ${channelNo}, ${direction}, ${state}, count(*) FROM message INDEXED BY message_open
       WHERE state <> ${delivered} AND state = ${state} AND channel_no = ${channelNo} AND direction = ${direction}`,
    );
  }
}

/** The smaller number of each lane, for those in both. */
function withLower(counted: readonly SqlRow[], indexed: readonly SqlRow[]): SqlRow[] {
  const laneOf = (row: SqlRow): string => row.slice(0, 3).join(' ');
  const found = new Map(indexed.map((row) => [laneOf(row), numberAt(row, 3)]));
  return counted.map((row) => {
    const messages = numberAt(row, 3);
    return [...row.slice(0, 3), Math.min(messages, found.get(laneOf(row)) ?? messages)];
  });
}

function compare(accepted: number, keptRows: readonly SqlRow[], countedRows: readonly SqlRow[]): CountComparison {
  const messages = countedRows.reduce((sum, row) => sum + numberAt(row, 3), 0);
  const kept = summed(keptRows, accepted);
  const counted = summed(countedRows, messages);
  const agrees = JSON.stringify(keptRows) === JSON.stringify(countedRows) && accepted === messages;
  return { agrees, counted, kept };
}
