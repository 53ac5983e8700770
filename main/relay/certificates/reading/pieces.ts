import { X509Certificate, type KeyObject } from 'node:crypto';
import { readAsn1, type Asn1 } from './asn1.ts';
import { kindOf, type Asn1Kind } from './asn1-kinds.ts';
import { decodeBase64 } from './base64.ts';
import { factsOf, validityOf, type CertificateFacts } from './certificate-facts.ts';
import type { Deriver } from './deriver.ts';
import { textOf } from './file-text.ts';
import { Findings } from './findings.ts';
import { publicDigest, readHeaderEncryptedKey, readKey, type KeyOutcome } from './keys.ts';
import { readPem, type PemBlock } from './pem.ts';
import { readPfx } from './pfx.ts';
import { certificatesInPkcs7 } from './pkcs7.ts';
import { WorkBudget } from './work-budget.ts';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface CertificatePiece {
  readonly certificate: X509Certificate;
  readonly facts: CertificateFacts;
  readonly validFrom: number;
  readonly validUntil: number;
  /** SHA-256, hexadecimal, lower case. */
  readonly id: string;
  /** Null: of a kind the engine does not know. */
  readonly publicKey: KeyObject | null;
  readonly file: string;
}

export interface KeyPiece {
  readonly key: KeyObject;
  readonly digest: string;
  readonly file: string;
}

const maxFiles = 20;
const maxCertificates = 20;
const maxKeys = 20;
const maxFileBytes = 64 * 1_024;
const maxPfxBytes = 256 * 1_024;

/** What one may call the content of a block by its label (RFC 7468 and what programs wrote before it). */
const labelKinds: readonly (readonly [RegExp, readonly Asn1Kind[]])[] = [
  [/CERTIFICATE REQUEST$/u, ['request']],
  [/CERTIFICATE$/u, ['certificate']],
  [/^(RSA |EC |DSA |ENCRYPTED |ANY )?PRIVATE KEY$/u, ['pkcs8', 'pkcs1', 'sec1', 'dsa', 'encrypted_pkcs8']],
  [/PUBLIC KEY$/u, ['public_key']],
  [/^(PKCS7|PKCS #7 SIGNED DATA|CMS)$/u, ['pkcs7']],
  [/^X509 CRL$/u, ['revocation_list']],
];

/** Takes files apart into certificates and keys, whatever their form, and notes what is wrong with each. Never throws. */
export class Pieces {
  readonly certificates: CertificatePiece[] = [];
  readonly keys: KeyPiece[] = [];
  readonly findings = new Findings();
  readonly #passphrase: string | null;
  readonly #work: WorkBudget;
  #count = 0;
  #passphraseUsed = false;

  constructor(files: readonly GivenFile[], passphrase: string | null, deriver?: Deriver) {
    this.#work = new WorkBudget(deriver);
    this.#passphrase = passphrase === '' ? null : passphrase;
    if (files.length > maxFiles) this.findings.fault('CERT_TOO_MANY', null, String(maxFiles));
    for (const file of files.slice(0, maxFiles)) this.#takeFile(file);
    if (files.length === 0) this.findings.fault('CERT_NOTHING_FOUND');
    // What could not be read may have needed it.
    if (this.#passphrase !== null && !this.#passphraseUsed && !this.findings.hasFault) {
      this.findings.warning('CERT_PASSPHRASE_UNUSED');
    }
  }

  #takeFile({ name, bytes }: GivenFile): void {
    const { findings } = this;
    if (bytes.length === 0) {
      findings.fault('CERT_FILE_EMPTY', name);
      return;
    }
    if (bytes.length > maxPfxBytes) {
      findings.fault('CERT_FILE_TOO_LARGE', name, '256 KB');
      return;
    }
    const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
    if (magic === 'feedfeed' || magic === 'cececece') {
      findings.fault('CERT_IS_JAVA_KEYSTORE', name);
      return;
    }
    const der = bytes[0] === 0x30 ? readAsn1(bytes) : null;
    const isPfx = der?.ok === true && kindOf(der.element) === 'pfx';
    if (bytes.length > maxFileBytes && !isPfx) {
      findings.fault('CERT_FILE_TOO_LARGE', name, '64 KB');
      return;
    }
    if (der?.ok === true && kindOf(der.element) !== 'unknown') {
      this.#takeDer(name, bytes, null);
      return;
    }
    const text = textOf(bytes);
    if (text !== null) this.#takeText(name, text);
    else if (der === null) findings.fault('CERT_NOTHING_FOUND', name);
    else this.#takeDer(name, bytes, null);
  }

  #takeText(name: string, text: string): void {
    const { blocks, hasOtherText } = readPem(text);
    if (blocks.length === 0) {
      this.#takeBareBase64(name, text);
      return;
    }
    if (hasOtherText) this.findings.warning('CERT_TEXT_IGNORED', name);
    for (const block of blocks) this.#takeBlock(name, block);
  }

  /** What a portal's copy button gives: the Base64 without its BEGIN and END lines. */
  #takeBareBase64(name: string, text: string): void {
    const bytes = decodeBase64(text.replaceAll(/[\s\ufeff]/gu, ''));
    if (bytes instanceof Uint8Array && bytes.length > 60 && bytes[0] === 0x30) this.#takeDer(name, bytes, null);
    else {
      const marks = [/BEGIN [A-Z ]*(CERTIFICATE|KEY)/iu, /END [A-Z ]*(CERTIFICATE|KEY)/iu].filter((mark) =>
        mark.test(text),
      );
      // Both lines are there, and neither is as it should be: a word processor, a mail or a settings file changed them.
      const codes = ['CERT_NOTHING_FOUND', 'CERT_CUT_OFF', 'CERT_BASE64_BROKEN'] as const;
      this.findings.fault(codes[marks.length] ?? 'CERT_NOTHING_FOUND', name);
    }
  }

  #takeBlock(name: string, { label, headers, bytes }: PemBlock): void {
    if (label === 'OPENSSH PRIVATE KEY') this.findings.fault('CERT_IS_OPENSSH_KEY', name);
    else if (label.startsWith('PGP ')) this.findings.fault('CERT_NOTHING_FOUND', name);
    else if (bytes === 'cut_off') this.findings.fault('CERT_CUT_OFF', name);
    else if (bytes === 'broken') this.findings.fault('CERT_BASE64_BROKEN', name);
    else if (bytes.length === 0) this.findings.fault('CERT_CUT_OFF', name);
    else if (headers.some((line) => /^Proc-Type:.*ENCRYPTED/u.test(line))) {
      this.#takeKey(name, readHeaderEncryptedKey(bytes, headers, this.#passphrase));
    } else this.#takeDer(name, bytes, label);
  }

  #takeDer(name: string, bytes: Uint8Array, label: string | null): void {
    const read = readAsn1(bytes);
    if (!read.ok) {
      this.findings.fault(read.fault === 'cut_off' ? 'CERT_CUT_OFF' : 'CERT_DAMAGED', name);
      return;
    }
    const kind = kindOf(read.element);
    // openssl's own form of a trusted certificate has its settings behind the certificate.
    if (read.restBytes > 0 && label !== 'TRUSTED CERTIFICATE') {
      this.findings.fault('CERT_TRAILING_DATA', name);
      return;
    }
    const promised = labelKinds.find(([pattern]) => label !== null && pattern.test(label))?.[1];
    if (promised !== undefined && kind !== 'unknown' && !promised.includes(kind)) {
      this.findings.fault('CERT_LABEL_WRONG', name, label);
    } else if (promised !== undefined && kind === 'unknown') this.findings.fault('CERT_DAMAGED', name);
    else this.#takeElement(name, read.element, kind);
  }

  #takeElement(name: string, element: Asn1, kind: Asn1Kind): void {
    switch (kind) {
      case 'certificate':
        this.#takeCertificate(name, element);
        return;
      case 'pfx':
        this.#takePfx(name, element);
        return;
      case 'pkcs7':
        this.#takePkcs7(name, element);
        return;
      case 'request':
        this.findings.fault('CERT_IS_REQUEST', name);
        return;
      case 'public_key':
        this.findings.fault('CERT_IS_PUBLIC_KEY', name);
        return;
      case 'revocation_list':
        this.findings.fault('CERT_IS_SOMETHING_ELSE', name, 'CRL');
        return;
      case 'other_pkcs7':
        this.findings.fault('CERT_IS_SOMETHING_ELSE', name, 'PKCS#7');
        return;
      case 'unknown':
        this.findings.fault('CERT_NOTHING_FOUND', name);
        return;
      case 'parameters':
        // openssl puts the name of the curve before an EC key; the key names it again.
        return;
      default: {
        // Reading a key takes a millisecond; files may hold hundreds.
        if (this.keys.length >= maxKeys) {
          this.findings.fault('CERT_TOO_MANY', null, String(maxKeys));
          return;
        }
        const key = readKey(element, this.#passphrase, this.#work);
        if (key !== null) this.#takeKey(name, key);
      }
    }
  }

  #takePkcs7(name: string, element: Asn1): void {
    const certificates = certificatesInPkcs7(element);
    if (certificates === null) this.findings.fault('CERT_DAMAGED', name);
    else if (certificates.length === 0) this.findings.fault('CERT_IS_SOMETHING_ELSE', name, 'PKCS#7');
    for (const certificate of certificates ?? []) this.#takeCertificate(name, certificate);
  }

  #takePfx(name: string, element: Asn1): void {
    const outcome = readPfx(element, this.#passphrase, this.#work);
    if (!outcome.ok) {
      this.findings.fault(outcome.code, name, outcome.value);
      return;
    }
    const { certificates, keys, usesPassphrase, oldName } = outcome.contents;
    this.#passphraseUsed ||= usesPassphrase;
    if (oldName !== null) this.findings.warning('CERT_PFX_OLD', name, oldName);
    if (certificates.length === 0 && keys.length === 0) this.findings.fault('CERT_NOTHING_FOUND', name);
    for (const certificate of certificates) this.#takeCertificate(name, certificate);
    for (const key of keys) {
      this.#takeKey(
        name,
        readKey(key, this.#passphrase, this.#work) ?? { ok: false, code: 'CERT_DAMAGED', value: null },
      );
    }
    if (keys.length === 0) this.#pfxWithoutKey.push(name);
  }

  readonly #pfxWithoutKey: string[] = [];

  /** Files that usually hold a key, and do not. */
  get pfxWithoutKey(): readonly string[] {
    return this.#pfxWithoutKey;
  }

  #takeCertificate(file: string, element: Asn1): void {
    this.#count += 1;
    if (this.#count > maxCertificates) {
      this.findings.fault('CERT_TOO_MANY', null, String(maxCertificates));
      return;
    }
    const piece = pieceOf(file, element);
    if (piece === null) this.findings.fault('CERT_DAMAGED', file);
    else if (this.certificates.some(({ id }) => id === piece.id)) this.findings.warning('CERT_DUPLICATE', file);
    else this.certificates.push(piece);
  }

  #takeKey(file: string, outcome: KeyOutcome): void {
    if (!outcome.ok) {
      this.findings.fault(outcome.code, file, outcome.value);
      return;
    }
    this.#passphraseUsed ||= outcome.wasEncrypted;
    if (this.keys.length >= maxKeys) {
      this.findings.fault('CERT_TOO_MANY', null, String(maxKeys));
      return;
    }
    const digest = publicDigest(outcome.key);
    if (this.keys.some((key) => key.digest === digest)) this.findings.warning('CERT_DUPLICATE', file);
    else this.keys.push({ key: outcome.key, digest, file });
  }
}

function pieceOf(file: string, { encoded, ...rest }: Asn1): CertificatePiece | null {
  const facts = factsOf({ encoded, ...rest });
  if (facts === null) return null;
  try {
    const certificate = new X509Certificate(Buffer.from(encoded));
    const validity = validityOf(certificate);
    if (validity === null) return null;
    const id = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
    return {
      certificate,
      facts,
      validFrom: validity.from,
      validUntil: validity.until,
      id,
      publicKey: publicKeyOf(certificate),
      file,
    };
  } catch {
    return null;
  }
}

function publicKeyOf(certificate: X509Certificate): KeyObject | null {
  try {
    publicDigest(certificate.publicKey);
    return certificate.publicKey;
  } catch {
    return null;
  }
}
