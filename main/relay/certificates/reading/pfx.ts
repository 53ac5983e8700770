import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import { asn1Tag, octetsOf, oidOf, readAsn1, smallIntegerOf, type Asn1 } from './asn1.ts';
import { decryptByPassphrase, deriveKey } from './passphrase-encryption.ts';
import { pkcs12Derivation, pkcs12Passphrase } from './pkcs12-derivation.ts';
import type { WorkBudget } from './work-budget.ts';

export interface PfxContents {
  readonly certificates: readonly Asn1[];
  /** PKCS#8. */
  readonly keys: readonly Asn1[];
  readonly usesPassphrase: boolean;
  /** A name for encryption that is too weak by now, else null. */
  readonly oldName: string | null;
}

export type PfxOutcome =
  | { readonly ok: true; readonly contents: PfxContents }
  | { readonly ok: false; readonly code: CertificateCode; readonly value: string | null };

const fault = (code: CertificateCode, value: string | null = null): PfxOutcome => ({ ok: false, code, value });

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const x509Certificate = '1.2.840.113549.1.9.22.1';
const pbmac1 = '1.2.840.113549.1.5.14';
const bag = {
  key: '1.2.840.113549.1.12.10.1.1',
  encryptedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  nested: '1.2.840.113549.1.12.10.1.6',
} as const;

/** A PFX file (RFC 7292). Tells a wrong passphrase from a damaged file: the seal alone cannot. */
export function readPfx({ children }: Asn1, passphrase: string | null, work: WorkBudget): PfxOutcome {
  const [, safe, seal] = children;
  const kind = oidOf(safe?.children[0]);
  if (kind !== data) return kind === null ? fault('CERT_DAMAGED') : fault('CERT_ENCRYPTION_UNKNOWN', kind);
  const sealed = octetsOf(safe?.children[1]?.children[0]);
  if (sealed === null) return fault('CERT_DAMAGED');

  const candidates = passphrase === null || passphrase === '' ? [''] : [passphrase, ''];
  let first: OpenOutcome | null = null;
  for (const candidate of candidates) {
    const verdict = seal === undefined ? 'fits' : checkSeal(seal, sealed, candidate, work);
    if (verdict === 'damaged') return fault('CERT_DAMAGED');
    if (verdict !== 'fits' && verdict !== 'differs') return fault('CERT_ENCRYPTION_UNKNOWN', verdict.unknown);
    const opened: OpenOutcome | null =
      verdict === 'fits' || candidate === candidates[0] ? openSafe(sealed, candidate, work) : null;
    first ??= opened;
    if (verdict !== 'fits' || opened === null) continue;
    if (opened.fault === 'unknown') return fault('CERT_ENCRYPTION_UNKNOWN', opened.unknown);
    if (opened.fault === null) {
      const usesPassphrase = candidate !== '' && (seal !== undefined || opened.decrypted > 0);
      return { ok: true, contents: { ...opened, usesPassphrase } };
    }
    if (seal !== undefined || opened.fault === 'damaged') return fault('CERT_DAMAGED');
  }
  if (first !== null && first.decrypted > 0) return fault('CERT_PFX_CHANGED');
  return fault(passphrase === null ? 'CERT_PASSPHRASE_NEEDED' : 'CERT_PASSPHRASE_WRONG');
}

type SealVerdict = 'fits' | 'differs' | 'damaged' | { readonly unknown: string };

const digests: Readonly<Record<string, { readonly name: string; readonly sizeBytes: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', sizeBytes: 20 },
  '2.16.840.1.101.3.4.2.4': { name: 'sha224', sizeBytes: 28 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', sizeBytes: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', sizeBytes: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', sizeBytes: 64 },
};

const macDigests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

function checkSeal({ children }: Asn1, sealed: Uint8Array, passphrase: string, work: WorkBudget): SealVerdict {
  const [digestInfo, saltElement, roundsElement] = children;
  const algorithm = digestInfo?.children[0];
  const oid = oidOf(algorithm?.children[0]);
  const expected = octetsOf(digestInfo?.children[1]);
  const salt = octetsOf(saltElement);
  const rounds = roundsElement === undefined ? 1 : smallIntegerOf(roundsElement);
  if (oid === null || expected === null || salt === null || salt.length > 1_024 || rounds === null) return 'damaged';
  if (oid === pbmac1) return checkNewSeal(algorithm, sealed, expected, passphrase, work);
  const digest = digests[oid];
  if (digest === undefined) return { unknown: oid };
  const encodings =
    passphrase === '' ? [pkcs12Passphrase(''), pkcs12Passphrase('', false)] : [pkcs12Passphrase(passphrase)];
  for (const encoding of encodings) {
    const key = work.derive(
      pkcs12Derivation({
        digest: digest.name,
        use: 3,
        passphrase: encoding,
        salt,
        rounds,
        sizeBytes: digest.sizeBytes,
      }),
    );
    if (key === null) return { unknown: `${String(rounds)} rounds` };
    if (isSame(createHmac(digest.name, key).update(sealed).digest(), expected)) return 'fits';
  }
  return 'differs';
}

/** The seal of newer programs (RFC 9579). */
function checkNewSeal(
  algorithm: Asn1 | undefined,
  sealed: Uint8Array,
  expected: Uint8Array,
  passphrase: string,
  work: WorkBudget,
): SealVerdict {
  const [derivation, mac] = algorithm?.children[1]?.children ?? [];
  const oid = oidOf(mac?.children[0]) ?? 'unreadable';
  const digest = macDigests[oid];
  if (digest === undefined) return { unknown: oid };
  const key = deriveKey(derivation, expected.length, passphrase, work);
  if (!(key instanceof Uint8Array)) return !key.ok && key.fault === 'unknown' ? { unknown: key.name } : 'damaged';
  return isSame(createHmac(digest, key).update(sealed).digest(), expected) ? 'fits' : 'differs';
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

interface OpenOutcome {
  readonly certificates: Asn1[];
  readonly keys: Asn1[];
  oldName: string | null;
  /** Encrypted parts that this passphrase opened. */
  decrypted: number;
  fault: 'does_not_fit' | 'damaged' | 'unknown' | null;
  unknown: string | null;
}

function openSafe(sealed: Uint8Array, passphrase: string, work: WorkBudget): OpenOutcome {
  const found: OpenOutcome = { certificates: [], keys: [], oldName: null, decrypted: 0, fault: null, unknown: null };
  const parts = readAsn1(sealed);
  if (!parts.ok) return { ...found, fault: 'damaged' };

  const decrypt = (algorithm: Asn1 | undefined, bytes: Uint8Array | null): Asn1 | null => {
    if (bytes === null) return failed('damaged');
    const plain = decryptByPassphrase(algorithm, bytes, passphrase, work);
    if (!plain.ok) {
      if (plain.fault === 'unknown') found.unknown = plain.name;
      return failed(plain.fault);
    }
    const read = readAsn1(plain.bytes);
    // Under a wrong key the padding fits now and then; a whole sequence does not.
    if (!read.ok || read.restBytes > 0 || read.element.tag !== asn1Tag.sequence) return failed('does_not_fit');
    found.decrypted += 1;
    found.oldName ??= plain.oldName;
    return read.element;
  };
  const failed = (reason: NonNullable<OpenOutcome['fault']>): null => {
    if (found.fault === null || reason === 'unknown') found.fault = reason;
    return null;
  };
  const takeBags = (bags: Asn1 | null): void => {
    for (const { children } of bags?.children ?? []) takeBag(oidOf(children[0]), children[1]?.children[0]);
  };
  const takeBag = (oid: string | null, content: Asn1 | undefined): void => {
    if (content === undefined) failed('damaged');
    else if (oid === bag.key) found.keys.push(content);
    else if (oid === bag.nested) takeBags(content);
    else if (oid === bag.encryptedKey) {
      const key = decrypt(content.children[0], octetsOf(content.children[1]));
      if (key !== null) found.keys.push(key);
    } else if (oid === bag.certificate && oidOf(content.children[0]) === x509Certificate) {
      const octets = octetsOf(content.children[1]?.children[0]);
      const certificate = octets === null ? null : readAsn1(octets);
      if (certificate?.ok === true) found.certificates.push(certificate.element);
      else failed('damaged');
    }
  };

  for (const { children } of parts.element.children) {
    const content = children[1]?.children[0];
    const kind = oidOf(children[0]);
    if (kind === data) {
      const bags = readAsn1(octetsOf(content) ?? new Uint8Array());
      if (bags.ok) takeBags(bags.element);
      else failed('damaged');
    } else if (kind === encryptedData) {
      const [, algorithm, encrypted] = content?.children[1]?.children ?? [];
      takeBags(decrypt(algorithm, octetsOf(encrypted, 0x80)));
    } else failed('damaged');
  }
  return found;
}
