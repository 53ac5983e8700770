import { createDecipheriv, pbkdf2, pbkdf2Sync, scrypt, scryptSync, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { octetsOf, oidOf, smallIntegerOf, type Asn1 } from './asn1.ts';
import { pkcs12Derivation, pkcs12Passphrase } from './pkcs12-derivation.ts';
import { rc2Decryption } from './rc2.ts';
import type { WorkBudget } from './work-budget.ts';

export type Decrypted =
  /** `oldName`: a name for encryption that is too weak by now, else null. */
  | { readonly ok: true; readonly bytes: Uint8Array; readonly oldName: string | null }
  | { readonly ok: false; readonly fault: 'does_not_fit' | 'damaged' }
  | { readonly ok: false; readonly fault: 'unknown'; readonly name: string };

const unknown = (name: string): Decrypted => ({ ok: false, fault: 'unknown', name });
const damaged: Decrypted = { ok: false, fault: 'damaged' };
const doesNotFit: Decrypted = { ok: false, fault: 'does_not_fit' };

const maxSaltBytes = 1_024;
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Oid = '1.2.840.113549.1.5.12';
const scryptOid = '1.3.6.1.4.1.11591.4.11';

const prfs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const ciphers: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
};

/** Encryptions of the first PFX files (RFC 7292, appendix C). Two-key triple DES is three keys, the third being the first. */
const oldCiphers: Readonly<
  Record<string, { readonly name: string; readonly keyBytes: number; readonly isRc2: boolean }>
> = {
  '1.2.840.113549.1.12.1.3': { name: '3DES', keyBytes: 24, isRc2: false },
  '1.2.840.113549.1.12.1.4': { name: '3DES', keyBytes: 16, isRc2: false },
  '1.2.840.113549.1.12.1.5': { name: 'RC2-128', keyBytes: 16, isRc2: true },
  '1.2.840.113549.1.12.1.6': { name: 'RC2-40', keyBytes: 5, isRc2: true },
};

/** `algorithm`: the AlgorithmIdentifier of the encryption (RFC 8018, RFC 7292). */
export function decryptByPassphrase(
  algorithm: Asn1 | undefined,
  bytes: Uint8Array,
  passphrase: string,
  work: WorkBudget,
): Decrypted {
  const oid = oidOf(algorithm?.children[0]);
  const settings = algorithm?.children[1];
  if (oid === null || settings === undefined) return damaged;
  if (oid === pbes2) return decryptNew(settings, bytes, passphrase, work);
  const old = oldCiphers[oid];
  if (old === undefined) return unknown(oid);
  const salt = octetsOf(settings.children[0]);
  const rounds = smallIntegerOf(settings.children[1]);
  if (!isSalt(salt) || rounds === null || rounds === 0) return damaged;
  const common = { digest: 'sha1', passphrase: pkcs12Passphrase(passphrase), salt, rounds };
  const key = work.derive(pkcs12Derivation({ ...common, use: 1, sizeBytes: old.keyBytes }));
  const iv = key && work.derive(pkcs12Derivation({ ...common, use: 2, sizeBytes: 8 }));
  if (key === null || iv === null) return unknown(`${String(rounds)} rounds`);
  if (old.isRc2) {
    const plain = work.derive(rc2Decryption(bytes, key, iv));
    if (plain === null) return unknown(old.name);
    return plain.length === 0 ? doesNotFit : { ok: true, bytes: plain, oldName: old.name };
  }
  const plain = decipher('des-ede3-cbc', key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, bytes);
  return plain === null ? doesNotFit : { ok: true, bytes: plain, oldName: old.name };
}

function decryptNew(settings: Asn1, bytes: Uint8Array, passphrase: string, work: WorkBudget): Decrypted {
  const [derivation, encryption] = settings.children;
  const cipherOid = oidOf(encryption?.children[0]);
  const cipher = ciphers[cipherOid ?? ''];
  if (cipher === undefined) return cipherOid === null ? damaged : unknown(cipherOid);
  const iv = octetsOf(encryption?.children[1]);
  if (iv?.length !== (cipher.name === 'des-ede3-cbc' ? 8 : 16)) return damaged;
  const key = deriveKey(derivation, cipher.keyBytes, passphrase, work);
  if (!(key instanceof Uint8Array)) return key;
  const plain = decipher(cipher.name, key, iv, bytes);
  return plain === null
    ? doesNotFit
    : { ok: true, bytes: plain, oldName: cipher.name === 'des-ede3-cbc' ? '3DES' : null };
}

/** PBKDF2 or scrypt by its AlgorithmIdentifier. */
export function deriveKey(
  derivation: Asn1 | undefined,
  keyBytes: number,
  passphrase: string,
  work: WorkBudget,
): Uint8Array | Decrypted {
  const oid = oidOf(derivation?.children[0]);
  const settings = derivation?.children[1]?.children ?? [];
  const salt = octetsOf(settings[0]);
  if (oid === null || !isSalt(salt)) return damaged;
  if (oid === scryptOid) return byScrypt(settings, salt, keyBytes, passphrase, work);
  if (oid !== pbkdf2Oid) return unknown(oid);
  const rounds = smallIntegerOf(settings[1]);
  if (rounds === null || rounds === 0) return damaged;
  const prfOid = oidOf(settings.find(({ tag }) => tag === 0x30)?.children[0]) ?? '1.2.840.113549.2.7';
  const digest = prfs[prfOid];
  if (digest === undefined) return unknown(prfOid);
  const key = work.derive({
    from: ['pbkdf2', passphrase, salt, rounds, keyBytes, digest],
    rounds: rounds * 2,
    now: () => pbkdf2Sync(passphrase, salt, rounds, keyBytes, digest),
    later: () => pbkdf2Later(passphrase, salt, rounds, keyBytes, digest),
  });
  return key ?? unknown(`${String(rounds)} rounds`);
}

/** Both run beside the event loop. */
const pbkdf2Later = promisify(pbkdf2);
const scryptLater = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

function byScrypt(
  settings: readonly Asn1[],
  salt: Uint8Array,
  keyBytes: number,
  passphrase: string,
  work: WorkBudget,
): Uint8Array | Decrypted {
  const [cost, blockSize, parallelization] = settings.slice(1, 4).map(smallIntegerOf);
  if (cost == null || blockSize == null || parallelization == null) return damaged;
  const memory = 128 * cost * blockSize;
  const isSensible = cost >= 2 && Number.isInteger(Math.log2(cost)) && blockSize > 0 && parallelization > 0;
  if (!isSensible) return damaged;
  const limit = 64 * 1_048_576;
  const isBounded = memory <= limit && parallelization <= 8;
  const options: ScryptOptions = { cost, blockSize, parallelization, maxmem: limit * 2 };
  const key = isBounded
    ? work.derive({
        from: ['scrypt', passphrase, salt, keyBytes, cost, blockSize, parallelization],
        rounds: cost * blockSize * parallelization,
        now: () => scryptSync(passphrase, salt, keyBytes, options),
        later: () => scryptLater(passphrase, salt, keyBytes, options),
      })
    : null;
  return key ?? unknown(`scrypt ${String(cost)}`);
}

const isSalt = (salt: Uint8Array | null): salt is Uint8Array => salt !== null && salt.length <= maxSaltBytes;

/** Null: the padding is wrong, as it nearly always is under a wrong key. */
export function decipher(name: string, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array | null {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
  } catch {
    return null;
  }
}
