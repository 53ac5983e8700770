import { pathToFileURL } from 'node:url';
import { busyTimeoutMs, NativeDatabase } from './native-database.ts';
import { failureKind, sqliteCode } from './sqlite-failure.ts';
import { bytes, integer } from './sql-cells.ts';

/** What a database says of itself. */
export interface StoreLook {
  readonly applicationId: number;
  readonly schemaVersion: number;
  /** False when the first page contradicts itself: more free pages than pages. */
  readonly isConsistent: boolean;
  /** Null when it holds no store of ours. */
  readonly state: StoreState | null;
}

export interface StoreState {
  readonly storeId: string;
  readonly lastSeq: number;
  readonly outboundClaims: number;
}

/** 'file': as if there were no log; no lock is taken. 'file and log': as the next opening would find it. */
export type LookAt = 'file' | 'file and log';

const howToOpen: Readonly<Record<LookAt, string>> = { file: 'immutable=1', 'file and log': 'mode=ro' };

/**
 * Looks into a database without a change to it or its log: neither is written to, taken over or removed, whatever is
 * found. (Shared memory beside it may be made anew.) Returns null when it cannot be read: the key is another one, or the
 * file is damaged. Throws what else the library says, a failing disk or another program's lock.
 */
export function lookIntoStore(path: string, fileKey: string, at: LookAt): StoreLook | null {
  // Attached to an empty one in memory: what is attached is closed when it is detached, not some time later.
  const host = new NativeDatabase(':memory:', fileKey);
  try {
    host.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    host.command('ATTACH ? AS look KEY ?').run([`${pathToFileURL(path).href}?${howToOpen[at]}`, fileKey]);
    try {
      return lookIn(host);
    } finally {
      host.exec('DETACH look');
    }
  } catch (thrown) {
    if (meansDamage(thrown)) return null;
    throw thrown;
  } finally {
    host.close();
  }
}

function lookIn(host: NativeDatabase): StoreLook {
  const tables = "SELECT count(*) FROM look.sqlite_schema WHERE type = 'table' AND name = 'store_state'";
  const hasState = host.value(tables) !== 0;
  return {
    applicationId: Number(host.value('PRAGMA look.application_id')),
    schemaVersion: Number(host.value('PRAGMA look.user_version')),
    isConsistent: Number(host.value('PRAGMA look.freelist_count')) < Number(host.value('PRAGMA look.page_count')),
    state: hasState ? stateIn(host) : null,
  };
}

/** The statements are right: what the library objects to is what it reads. */
function meansDamage(thrown: unknown): boolean {
  const kind = failureKind(thrown);
  return kind === 'damaged' || (kind === 'operation' && sqliteCode(thrown) !== null);
}

function stateIn(host: NativeDatabase): StoreState | null {
  const columns = [integer('last_seq'), integer('outbound_claims'), bytes('store_id')].join(', ');
  const [lastSeq, outboundClaims, storeId] = host.query(`SELECT ${columns} FROM look.store_state`).get([]) ?? [];
  if (typeof lastSeq !== 'number' || typeof outboundClaims !== 'number' || !Buffer.isBuffer(storeId)) return null;
  return { storeId: storeId.toString('hex'), lastSeq, outboundClaims };
}
