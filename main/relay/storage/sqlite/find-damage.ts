import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { NativeDatabase } from './native-database.ts';
import { failureKind } from './sqlite-failure.ts';

/** So many faults are told; one would do. */
const toldAtMost = 3;

/**
 * Reads the whole store once, on a connection of its own and on a thread of the library: traffic goes on. Returns what is
 * wrong, or null. The file and its log must be those that are written to: another file's log would be taken for its own.
 */
export async function findDamage(path: string, fileKey: string): Promise<string | null> {
  let database: NativeDatabase | null = null;
  try {
    database = new NativeDatabase(path, fileKey);
    const settings = ['wal_autocheckpoint = 0', 'temp_store = MEMORY', 'mmap_size = 0', 'trusted_schema = OFF'];
    for (const setting of [...settings, 'cell_size_check = ON', 'cache_size = -2000']) {
      database.exec(`PRAGMA ${setting}`);
    }
    await database.execAside(
      `CREATE TEMP TABLE found AS SELECT integrity_check AS fault FROM pragma_integrity_check(${toldAtMost}, 'main')`,
    );
    const faults = database.query('SELECT fault FROM found').all([]);
    const told = faults.map((row) => String(row[0])).join('; ');
    return told === 'ok' ? null : told;
  } catch (thrown) {
    if (failureKind(thrown) !== 'damaged') throw thrown;
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    database?.close();
    database = null;
    // Its files are closed when its statements are collected.
    await nextTurn();
    collectGarbage();
  }
}
