import { sign, verify } from 'node:crypto';
import type { CertificatePurpose, CertificateReading } from '#shared/domain/certificate.ts';
import { CertificateMaterial } from './certificate-material.ts';
import { buildChain, isSelfIssued, isSignedBy } from './chain.ts';
import type { Deriver } from './deriver.ts';
import type { Findings } from './findings.ts';
import { judgeAny, judgeChain, judgeLeaf } from './judge.ts';
import { publicDigest } from './keys.ts';
import { Pieces, type CertificatePiece, type GivenFile, type KeyPiece } from './pieces.ts';
import { keyFlaw } from './strength.ts';
import { shortName, viewOf } from './view.ts';

export interface CertificateWish {
  readonly purpose: CertificatePurpose;
  /** Hosts a server's certificate must cover. */
  readonly hostNames?: readonly string[];
  /** Epoch ms. */
  readonly now: number;
  /** The certificate alone, when its key is somewhere else (the other side's certificate, to be pinned). */
  readonly withoutKey?: boolean;
}

export interface ReadOutcome {
  /** May be shown: holds no key. */
  readonly reading: CertificateReading;
  /** Null when there is a fault. */
  readonly material: CertificateMaterial | null;
}

/**
 * Reads the files a person chose, in any form and order: PEM, DER, PFX, PKCS#7, pasted text. Sorts them into certificate, chain
 * and key, verifies every signature, and names every fault at its file. Hostile files cost bounded work, about a
 * second at the most, at once or by way of a deriver. Never throws (but what a deriver does).
 */
export function readCertificateFiles(
  files: readonly GivenFile[],
  passphrase: string | null,
  want: CertificateWish,
  deriver?: Deriver,
): ReadOutcome {
  const pieces = new Pieces(files, passphrase, deriver);
  return want.purpose === 'ca'
    ? readAuthorities(pieces, want.now)
    : readPair(pieces, { ...want, purpose: want.purpose });
}

function readPair(pieces: Pieces, want: CertificateWish & { readonly purpose: 'client' | 'server' }): ReadOutcome {
  const { findings } = pieces;
  const wantsKey = want.withoutKey !== true;
  const key = wantsKey ? onlyKey(pieces) : null;
  if (!wantsKey) for (const { file } of pieces.keys) findings.warning('CERT_KEY_NOT_NEEDED', file);
  const leaf = onlyLeaf(pieces, key);
  if (leaf === null) return outcome(findings, want.purpose, { hasKey: key !== null });
  if (key !== null) judgeKey(key, leaf, findings);
  judgeLeaf(leaf, { ...want, hostNames: want.hostNames ?? [] }, findings);

  const others = pieces.certificates.filter((one) => one !== leaf);
  const chain = buildChain(leaf, others);
  judgeChain(leaf, chain, others.some(isSelfIssued), want.now, findings);
  const used: readonly CertificatePiece[] = [...chain.intermediates, ...(chain.root === null ? [] : [chain.root])];
  for (const one of others.filter((other) => !used.includes(other))) {
    // When the way up has a gap, what lies beyond it is not superfluous.
    if (!findings.has('CERT_INTERMEDIATE_MISSING') && !findings.has('CERT_SIGNATURE_FALSE')) {
      findings.warning('CERT_NOT_NEEDED', one.file, shortName(one.facts));
    }
  }
  if (chain.root !== null) findings.warning('CERT_ROOT_INCLUDED', chain.root.file, shortName(chain.root.facts));
  noteOrder([leaf, ...used], pieces.certificates, findings);
  return outcome(findings, want.purpose, {
    leaf,
    intermediates: chain.intermediates,
    roots: chain.root === null ? [] : [chain.root],
    hasKey: key !== null,
    material: new CertificateMaterial([leaf, ...chain.intermediates], key?.key ?? null),
  });
}

function onlyKey({ keys, findings, pfxWithoutKey }: Pieces): KeyPiece | null {
  const [first, second] = keys;
  if (second !== undefined) {
    for (const { file } of keys) findings.fault('CERT_KEY_TWICE', file);
    return null;
  }
  if (first !== undefined) return first;
  // A key that is there but could not be read has its own fault.
  if (!findings.hasFault) {
    if (pfxWithoutKey.length === 0) findings.fault('CERT_KEY_MISSING');
    for (const file of pfxWithoutKey) findings.fault('CERT_PFX_NO_KEY', file);
  }
  return null;
}

/** The certificate that was issued to us: the one that is no authority's. If all are, the one the key belongs to. */
function onlyLeaf({ certificates, findings }: Pieces, key: KeyPiece | null): CertificatePiece | null {
  const plain = certificates.filter(({ facts }) => !facts.isAuthority);
  const signers = plain.filter((one) => plain.some((other) => other !== one && isIssuedBy(other, one)));
  const leaves = plain.filter((one) => !signers.includes(one));
  const candidates = leaves.length > 0 ? leaves : certificates.filter((one) => key !== null && fits(key, one));
  const [first, second] = candidates;
  if (second !== undefined) {
    for (const { file, facts } of candidates) findings.fault('CERT_LEAF_TWICE', file, shortName(facts));
    return null;
  }
  if (first === undefined && (!findings.hasFault || findings.has('CERT_KEY_MISSING'))) {
    findings.fault('CERT_LEAF_MISSING');
  }
  return first ?? null;
}

const isIssuedBy = (one: CertificatePiece, issuer: CertificatePiece): boolean =>
  one.facts.issuerKey === issuer.facts.subjectKey && isSignedBy(one, issuer);

const fits = (key: KeyPiece, { publicKey }: CertificatePiece): boolean =>
  publicKey !== null && publicDigest(publicKey) === key.digest;

/** A private key bears its public half: that one may be right and the secret half damaged, which the engine does not look at. */
function isWhole({ key }: KeyPiece, { publicKey }: CertificatePiece): boolean {
  const probe = Buffer.from('veerpont');
  const digest = key.asymmetricKeyType?.startsWith('ed') === true ? null : 'sha256';
  try {
    return publicKey !== null && verify(digest, probe, publicKey, sign(digest, probe, key));
  } catch {
    return false;
  }
}

function judgeKey(key: KeyPiece, leaf: CertificatePiece, findings: Findings): void {
  const flaw = keyFlaw(key.key);
  if (flaw !== null) findings.fault(flaw.code, key.file, flaw.value);
  // What the certificate holds is not compared when it is of no use: not every engine can read it.
  if (leaf.publicKey === null || leaf.facts.keyKind.flaw !== null) return;
  if (!fits(key, leaf)) findings.fault('CERT_KEY_MISMATCH', key.file, shortName(leaf.facts));
  // Never tried with a key that has a flaw: one of forty thousand bits would hold up everything for a minute.
  else if (flaw === null && !isWhole(key, leaf)) findings.fault('CERT_DAMAGED', key.file);
}

/** Files may come in any order; within one, a server would send the certificates as they stand. */
function noteOrder(wanted: readonly CertificatePiece[], given: readonly CertificatePiece[], findings: Findings): void {
  for (const file of new Set(given.map((one) => one.file))) {
    const inFile = given.filter((one) => one.file === file && wanted.includes(one));
    const sorted = wanted.filter((one) => one.file === file);
    if (inFile.some((one, index) => one !== sorted[index])) findings.warning('CERT_ORDER_CHANGED', file);
  }
}

/** Authorities to be trusted: every one must be one, and each line must end at one that signs itself. */
function readAuthorities({ certificates, keys, findings }: Pieces, now: number): ReadOutcome {
  for (const { file } of keys) findings.fault('CERT_KEY_IN_AUTHORITY', file);
  if (certificates.length === 0 && !findings.hasFault) findings.fault('CERT_NOTHING_FOUND');
  const sorted = [...certificates].sort(
    (a, b) => Number(isSelfIssued(b)) - Number(isSelfIssued(a)) || (a.id < b.id ? -1 : 1),
  );
  for (const one of sorted) {
    judgeAny(one, isSelfIssued(one), now, findings);
    if (!one.facts.isAuthority || one.facts.maySignCertificates === false) {
      findings.fault('CERT_NOT_AN_AUTHORITY', one.file, shortName(one.facts));
      continue;
    }
    const chain = buildChain(
      one,
      certificates.filter((other) => other !== one),
    );
    if (chain.falselySigned !== null) findings.fault('CERT_SIGNATURE_FALSE', one.file, shortName(one.facts));
    else if (!isSelfIssued(chain.top)) {
      findings.fault('CERT_ROOT_MISSING', one.file, shortName({ subject: chain.top.facts.issuer, hostNames: [] }));
    }
  }
  const [first, ...rest] = sorted;
  return outcome(findings, 'ca', {
    roots: sorted,
    ...(first !== undefined && { material: new CertificateMaterial([first, ...rest], null) }),
  });
}

interface Found {
  readonly leaf?: CertificatePiece;
  readonly intermediates?: readonly CertificatePiece[];
  readonly roots?: readonly CertificatePiece[];
  readonly hasKey?: boolean;
  readonly material?: CertificateMaterial;
}

function outcome(findings: Findings, purpose: CertificatePurpose, found: Found): ReadOutcome {
  const isUsable = !findings.hasFault;
  return {
    reading: {
      isUsable,
      purpose,
      leaf: found.leaf === undefined ? null : viewOf(found.leaf),
      intermediates: (found.intermediates ?? []).map(viewOf),
      roots: (found.roots ?? []).map(viewOf),
      hasKey: found.hasKey ?? false,
      findings: findings.list,
    },
    material: isUsable ? (found.material ?? null) : null,
  };
}
