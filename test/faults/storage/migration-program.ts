import { randomBytes } from 'node:crypto';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { writeOldStore } from './old-store.ts';

// A program of its own, for a scenario that kills it. `make` leaves a store of an older schema, `open` opens it.

const [mode = '', folder = '', key = '', version = '1', messages = '0'] = process.argv.slice(2);
const storeKey = Buffer.from(key, 'hex');
if (mode === 'make') {
  writeOldStore({ folder, keys: buildKeyLadder(storeKey), version: Number(version), messages: Number(messages) });
} else {
  const options = { clock: systemClock, random: randomBytes, logger: silentLogger };
  await openSqliteStore({ dataDir: folder, key: storeKey, ...options }).close();
}
