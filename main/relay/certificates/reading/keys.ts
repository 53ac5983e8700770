import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import { octetsOf, readAsn1, type Asn1 } from './asn1.ts';
import { kindOf } from './asn1-kinds.ts';
import { curveKindOf, privateKeyKindOf, rsaKindOf, type KeyKind } from './key-kinds.ts';
import { decipher, decryptByPassphrase } from './passphrase-encryption.ts';
import type { WorkBudget } from './work-budget.ts';

export type KeyOutcome =
  | { readonly ok: true; readonly key: KeyObject; readonly wasEncrypted: boolean }
  | { readonly ok: false; readonly code: CertificateCode; readonly value: string | null };

const fault = (code: CertificateCode, value: string | null = null): KeyOutcome => ({ ok: false, code, value });

/** A private key in one of its usual forms: PKCS#8, encrypted PKCS#8, PKCS#1, SEC1. Null: it is none. */
export function readKey(element: Asn1, passphrase: string | null, work: WorkBudget): KeyOutcome | null {
  switch (kindOf(element)) {
    case 'pkcs8':
      return plainKey(element, 'pkcs8');
    case 'pkcs1':
      return plainKey(element, 'pkcs1');
    case 'sec1':
      return plainKey(element, 'sec1');
    case 'dsa':
      return fault('CERT_KEY_UNUSABLE', 'DSA');
    case 'encrypted_pkcs8':
      return encryptedKey(element, passphrase, work);
    default:
      return null;
  }
}

function plainKey(element: Asn1, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyOutcome {
  try {
    const key = createPrivateKey({ key: Buffer.from(element.encoded), format: 'der', type });
    // Some damaged keys are noticed only when their public half is wanted.
    publicDigest(key);
    return { ok: true, key, wasEncrypted: false };
  } catch {
    const { flaw, name } = kindOfKey(element, type);
    if (flaw !== null) return fault(flaw.code, flaw.value);
    return name === 'RSA-PSS' ? fault('CERT_KEY_UNUSABLE', name) : fault('CERT_DAMAGED');
  }
}

/** Engines refuse what they do not know as if it were damaged. */
function kindOfKey(element: Asn1, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyKind {
  if (type === 'pkcs8') return privateKeyKindOf(element);
  if (type === 'pkcs1') return rsaKindOf(element);
  const curve = element.children.find(({ tag }) => tag === 0xa0)?.children[0];
  return curve === undefined ? { name: 'EC', flaw: null } : curveKindOf(curve);
}

function encryptedKey(element: Asn1, passphrase: string | null, work: WorkBudget): KeyOutcome {
  const [algorithm, octets] = element.children;
  const encrypted = octetsOf(octets);
  if (encrypted === null) return fault('CERT_DAMAGED');
  if (passphrase === null) return fault('CERT_PASSPHRASE_NEEDED');
  const plain = decryptByPassphrase(algorithm, encrypted, passphrase, work);
  if (!plain.ok) {
    if (plain.fault === 'unknown') return fault('CERT_ENCRYPTION_UNKNOWN', plain.name);
    return fault(plain.fault === 'damaged' ? 'CERT_DAMAGED' : 'CERT_PASSPHRASE_WRONG');
  }
  return decryptedKey(plain.bytes);
}

/** A wrong passphrase sometimes leaves padding that happens to fit; what is under it is no key then. */
function decryptedKey(bytes: Uint8Array): KeyOutcome {
  const read = readAsn1(bytes);
  if (!read.ok) return fault('CERT_PASSPHRASE_WRONG');
  const kind = kindOf(read.element);
  if (kind === 'dsa') return fault('CERT_KEY_UNUSABLE', 'DSA');
  if (kind !== 'pkcs8' && kind !== 'pkcs1' && kind !== 'sec1') return fault('CERT_PASSPHRASE_WRONG');
  const outcome = plainKey(read.element, kind);
  return outcome.ok ? { ...outcome, wasEncrypted: true } : outcome;
}

const headerCiphers: Readonly<Record<string, { readonly name: string; readonly keyBytes: number }>> = {
  'AES-128-CBC': { name: 'aes-128-cbc', keyBytes: 16 },
  'AES-192-CBC': { name: 'aes-192-cbc', keyBytes: 24 },
  'AES-256-CBC': { name: 'aes-256-cbc', keyBytes: 32 },
  'DES-EDE3-CBC': { name: 'des-ede3-cbc', keyBytes: 24 },
};

/** A key whose encryption stands in PEM headers ("Proc-Type: 4,ENCRYPTED", as openssl wrote them before PKCS#8). */
export function readHeaderEncryptedKey(
  bytes: Uint8Array,
  headers: readonly string[],
  passphrase: string | null,
): KeyOutcome {
  const [, name = '', ivText = ''] =
    /^DEK-Info:\s*([A-Za-z0-9-]+),([0-9A-Fa-f]{16,32})$/mu.exec(headers.join('\n')) ?? [];
  if (name === '') return fault('CERT_DAMAGED');
  const cipher = headerCiphers[name.toUpperCase()];
  if (cipher === undefined) return fault('CERT_ENCRYPTION_UNKNOWN', name.slice(0, 40));
  if (passphrase === null) return fault('CERT_PASSPHRASE_NEEDED');
  const iv = Buffer.from(ivText, 'hex');
  const key = headerKey(passphrase, iv.subarray(0, 8), cipher.keyBytes);
  const plain = decipher(cipher.name, key, iv, bytes);
  return plain === null ? fault('CERT_PASSPHRASE_WRONG') : decryptedKey(plain);
}

/** openssl's own derivation: MD5 over passphrase and salt, chained. */
function headerKey(passphrase: string, salt: Uint8Array, sizeBytes: number): Buffer {
  let last = Buffer.alloc(0);
  let key = Buffer.alloc(0);
  while (key.length < sizeBytes) {
    last = createHash('md5').update(last).update(passphrase, 'utf8').update(salt).digest();
    key = Buffer.concat([key, last]);
  }
  return key.subarray(0, sizeBytes);
}

/** What a private key, its public key and a certificate of it have in common. Throws on keys the engine cannot use. */
export function publicDigest(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
