import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';

/** client: shown by a caller that is asked who it is; server: shown by a listener; ca: an authority that is trusted. */
export const CertificatePurpose = z.enum(['client', 'server', 'ca']);
export type CertificatePurpose = z.infer<typeof CertificatePurpose>;

/**
 * What may be known of one certificate outside the process that holds its key. All texts were made harmless: no control or
 * direction characters, of bounded length.
 */
export const CertificateView = z.object({
  /** Distinguished name, most general part last: "CN=relay.example, O=Example". */
  subject: z.string(),
  /** The name to show in a list: common name, else the first alternative name, else the whole subject. */
  name: z.string(),
  issuer: z.string(),
  /** Alternative names: host names, addresses, and what else was listed, with its kind ("URI:…", "email:…"). */
  names: z.array(z.string()),
  /** Hexadecimal, lower case. */
  serial: z.string(),
  /** Of the whole certificate, hexadecimal, lower case, without colons. */
  sha256: z.string(),
  /** Of the public key (DER of SubjectPublicKeyInfo): the same for all certificates of one key. */
  keySha256: z.string(),
  /** Epoch ms. */
  validFrom: z.number(),
  /** Epoch ms. The last second of this time still counts as valid. */
  validUntil: z.number(),
  /** "RSA 2048", "P-256", "Ed25519". */
  key: z.string(),
  /** "SHA-256 with RSA", or the object identifier of what has no name here. */
  signature: z.string(),
  isAuthority: z.boolean(),
  isSelfSigned: z.boolean(),
  /** Extended key usages: "clientAuth", "serverAuth", or object identifiers. Empty: for nothing in particular. */
  purposes: z.array(z.string()),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** One thing to say of the files. A fault forbids their use, a warning does not. */
export const CertificateFinding = z.object({
  code: ErrorCode,
  severity: z.enum(['fault', 'warning']),
  /** Name of the file it is in, made harmless; null when it concerns all of them. */
  file: z.string().nullable(),
  value: z.string().nullable(),
});
export type CertificateFinding = z.infer<typeof CertificateFinding>;

/** What was found in files that were brought in. Holds no private key. */
export const CertificateReading = z.object({
  isUsable: z.boolean(),
  purpose: CertificatePurpose,
  leaf: CertificateView.nullable(),
  /** Authorities between, in the order a listener sends them. */
  intermediates: z.array(CertificateView),
  /** Authorities that sign themselves. They are never sent. For purpose "ca" all authorities to be trusted stand here. */
  roots: z.array(CertificateView),
  hasKey: z.boolean(),
  findings: z.array(CertificateFinding),
});
export type CertificateReading = z.infer<typeof CertificateReading>;
