import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * One key for each purpose, derived from the store's key: none of them tells another. A contact's own key hangs on the
 * random salt in its record; without the salt nothing of that contact can be read again.
 */
export interface KeyLadder {
  /** For the encryption of the whole file, as text. */
  readonly fileKey: string;
  /** The same for the file of the search index. */
  readonly searchFileKey: string;
  /** Kept beside the file; tells a wrong key from a damaged file. Reveals nothing of the other keys. */
  readonly keyCheck: string;
  /** Authenticates the high-water mark. */
  readonly markKey: KeyObject;
  /** Seals facts. */
  readonly factKey: KeyObject;
  /** Seals the names of operators. */
  readonly operatorKey: KeyObject;
  /** Seals records of operations. */
  readonly operationsKey: KeyObject;
  /** Seals messages whose sender could not be read. */
  readonly strangerKey: KeyObject;
  /** Seals the messages of the contact with this salt. */
  contactKey(salt: Buffer): KeyObject;
}

const keyBytes = 32;

export function buildKeyLadder(storeKey: Buffer): KeyLadder {
  if (storeKey.length !== keyBytes) throw new RangeError(`the store key must have ${keyBytes} bytes`);
  const dataKey = derive(storeKey, 'records');
  return {
    fileKey: derive(storeKey, 'database file').toString('hex'),
    searchFileKey: derive(storeKey, 'search file').toString('hex'),
    keyCheck: derive(storeKey, 'key check').toString('hex').slice(0, 32),
    markKey: createSecretKey(derive(storeKey, 'high-water mark')),
    factKey: createSecretKey(derive(dataKey, 'facts')),
    operatorKey: createSecretKey(derive(dataKey, 'operators')),
    operationsKey: createSecretKey(derive(dataKey, 'operations')),
    strangerKey: createSecretKey(derive(dataKey, 'stranger')),
    contactKey: (salt) => createSecretKey(deriveContactKey(dataKey, salt)),
  };
}

function infoOf(purpose: string): string {
  return `veerpont store, ${purpose}`;
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), infoOf(purpose), keyBytes));
}

/** What is expanded for the only block of 32 bytes (RFC 5869, section 2.3). */
const contactBlock = `${infoOf('contact')}\u0001`;

/** HKDF with SHA-256 in its two steps: half the cost of the library's, which is made for long keys. Once per new contact. */
function deriveContactKey(dataKey: Buffer, salt: Buffer): Buffer {
  const extracted = createHmac('sha256', salt).update(dataKey).digest();
  return createHmac('sha256', extracted).update(contactBlock).digest();
}
