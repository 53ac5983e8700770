import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { readAsn1 } from './asn1.ts';
import { factsOf } from './certificate-facts.ts';
import type { CertificatePiece } from './pieces.ts';
import { isForgeable } from './strength.ts';

export interface Chain {
  readonly intermediates: readonly CertificatePiece[];
  /** The authority at the top, when it is among the files. */
  readonly root: CertificatePiece | null;
  /** Where it stops without one. */
  readonly top: CertificatePiece;
  /** A certificate whose issuer by name is there but did not sign it. */
  readonly falselySigned: CertificatePiece | null;
}

export const isSelfIssued = ({ facts }: CertificatePiece): boolean => facts.subjectKey === facts.issuerKey;

/**
 * Whether this certificate carries a signature of that one's key. cannot_tell: a key of no use, or a signature that can be
 * forged and that not every engine looks at any more. Both are faults of their own where anybody relies on them.
 */
function signatureOf(
  { certificate, facts }: CertificatePiece,
  { publicKey, facts: signer }: CertificatePiece,
): 'genuine' | 'false' | 'cannot_tell' {
  if (publicKey === null || signer.keyKind.flaw !== null) return 'cannot_tell';
  try {
    if (certificate.verify(publicKey)) return 'genuine';
  } catch {
    // As if it were false.
  }
  return isForgeable(facts.signature) ? 'cannot_tell' : 'false';
}

export const isSignedBy = (one: CertificatePiece, signer: CertificatePiece): boolean =>
  signatureOf(one, signer) !== 'false';

/** Follows the issuers of a certificate upwards as far as the others reach. Every link is a signature that was verified, or a fault. */
export function buildChain(leaf: CertificatePiece, others: readonly CertificatePiece[]): Chain {
  const way = [leaf];
  let top = leaf;
  while (!isSelfIssued(top)) {
    const named = others.filter((one) => one.facts.subjectKey === top.facts.issuerKey && !way.includes(one));
    const verdicts = named.map((one) => ({ one, verdict: signatureOf(top, one) }));
    const { one: signer } =
      verdicts.find(({ verdict }) => verdict === 'genuine') ??
      verdicts.find(({ verdict }) => verdict === 'cannot_tell') ??
      {};
    if (signer === undefined) {
      return { intermediates: way.slice(1), root: null, top, falselySigned: named.length > 0 ? top : null };
    }
    way.push(signer);
    top = signer;
  }
  const falselySigned = isSignedBy(top, top) ? null : top;
  return top === leaf
    ? { intermediates: [], root: null, top, falselySigned }
    : { intermediates: way.slice(1, -1), root: top, top, falselySigned };
}

let publicAuthorities: ReadonlySet<string> | null = null;

/** Whether the issuer bears the name of a public authority that the engine comes with: then nothing is missing. */
export function isIssuedByPublicAuthority({ facts }: CertificatePiece): boolean {
  publicAuthorities ??= new Set(rootCertificates.map(subjectKeyOf));
  return publicAuthorities.has(facts.issuerKey);
}

function subjectKeyOf(pem: string): string {
  const read = readAsn1(new X509Certificate(pem).raw);
  return (read.ok ? factsOf(read.element)?.subjectKey : undefined) ?? '';
}
