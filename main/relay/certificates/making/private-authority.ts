import { randomBytes, X509Certificate, createPrivateKey } from 'node:crypto';
import { RelayError } from '#shared/errors/relay-error.ts';
import { checkDays, hostNamesOf, invalid, subjectOf, type HostName } from './certificate-wishes.ts';
import { exportKey, importKey, makeKey, type KeyKind, type SigningPair } from './make-key.ts';
import * as x509 from './x509.ts';

/** PEM texts. The key is PKCS#8, not encrypted. */
export interface CertificatePair {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface AuthorityWish {
  readonly name: string;
  readonly years: number;
  /** Epoch ms. */
  readonly now: number;
}

export interface PairWish {
  readonly authority: CertificatePair;
  readonly name: string;
  readonly hostNames?: readonly string[];
  readonly days: number;
  /** Epoch ms. */
  readonly now: number;
  readonly kind?: KeyKind;
}

const dayMs = 86_400_000;
/** The other side's clock may be behind. */
const overlapMs = 5 * 60_000;

/** A private authority for teams without one: it signs pairs, and nothing below it may sign. Throws CERT_WISH_INVALID. */
export async function makeAuthority({ name, years, now }: AuthorityWish): Promise<CertificatePair> {
  const days = Math.round(years * 365.25);
  checkDays(days);
  const subject = subjectOf({ commonName: name });
  const pair = await makeKey('p256');
  const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: subject,
    ...validity(now, days),
    keys: pair.keys,
    signingAlgorithm: pair.algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(pair.keys.publicKey),
    ],
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await exportKey(pair.keys) };
}

/** The pair CXone's administrator enters: who calls the Box API. Throws CERT_WISH_INVALID, CERT_KEY_MISMATCH. */
export async function issueClientPair(wish: PairWish): Promise<CertificatePair> {
  return issuePair(wish, x509.ExtendedKeyUsage.clientAuth);
}

/** A pair for a listener of ours. Throws CERT_WISH_INVALID, CERT_KEY_MISMATCH. */
export async function issueServerPair(
  wish: PairWish & { readonly hostNames: readonly string[] },
): Promise<CertificatePair> {
  if (wish.hostNames.length === 0) throw invalid('');
  return issuePair(wish, x509.ExtendedKeyUsage.serverAuth);
}

async function issuePair(
  { authority, name, hostNames = [], days, now, kind = 'p256' }: PairWish,
  purpose: string,
): Promise<CertificatePair> {
  checkDays(days);
  const names = hostNamesOf(hostNames);
  const subject = subjectOf({ commonName: name });
  const signer = await signerOf(authority, now);
  const pair = await makeKey(kind);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject,
    // The encoded name itself: written anew, it might differ by a byte, and chains are built by bytes.
    issuer: signer.certificate.subjectName,
    ...validity(now, days, signer.certificate.notAfter),
    publicKey: pair.keys.publicKey,
    signingKey: signer.pair.keys.privateKey,
    signingAlgorithm: signer.pair.algorithm,
    extensions: await pairExtensions({ names, purpose, kind, pair, signer: signer.certificate }),
  });
  return { certificatePem: `${certificate.toString('pem')}\n`, keyPem: await exportKey(pair.keys) };
}

interface ExtensionWish {
  readonly names: readonly HostName[];
  readonly purpose: string;
  readonly kind: KeyKind;
  readonly pair: SigningPair;
  readonly signer: x509.X509Certificate;
}

async function pairExtensions({ names, purpose, kind, pair, signer }: ExtensionWish): Promise<x509.Extension[]> {
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(kind === 'p256' ? digitalSignature : digitalSignature | keyEncipherment, true),
    new x509.ExtendedKeyUsageExtension([purpose]),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension([...names])]),
    await x509.SubjectKeyIdentifierExtension.create(pair.keys.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey),
  ];
}

async function signerOf({ certificatePem, keyPem }: CertificatePair, now: number) {
  const read = new X509Certificate(certificatePem);
  if (!read.ca) throw new RelayError('CERT_NOT_AN_AUTHORITY', 'the signer is no authority');
  if (!read.checkPrivateKey(createPrivateKey(keyPem))) {
    throw new RelayError('CERT_KEY_MISMATCH', 'the key is not the authority’s');
  }
  const certificate = new x509.X509Certificate(read.raw);
  if (certificate.notAfter.getTime() <= now) throw new RelayError('CERT_EXPIRED', 'the authority has expired');
  return { certificate, pair: await importKey(keyPem) };
}

/** Nobody accepts a certificate longer than its authority's, so it ends with it. */
function validity(now: number, days: number, atMost?: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  const end = now + days * dayMs;
  return {
    notBefore: new Date(now - overlapMs),
    notAfter: new Date(Math.min(end, atMost?.getTime() ?? end)),
  };
}

/** 127 bits of chance: positive, and never with a leading zero byte. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
