import type { Chain } from './chain.ts';
import { isIssuedByPublicAuthority, isSelfIssued } from './chain.ts';
import type { Findings } from './findings.ts';
import type { KeyFlaw, KeyKind } from './key-kinds.ts';
import { coversHost } from './names.ts';
import type { CertificatePiece } from './pieces.ts';
import { isForgeable, keyFlaw } from './strength.ts';
import { shortName } from './view.ts';

const dayMs = 86_400_000;
const soonMs = 60 * dayMs;

/** What every certificate that is used must be. `isTrustedAsItIs`: nobody verifies its own signature. */
export function judgeAny(piece: CertificatePiece, isTrustedAsItIs: boolean, now: number, findings: Findings): void {
  const { facts, file, publicKey, validFrom, validUntil } = piece;
  const name = shortName(facts);
  if (validUntil + 999 < now) findings.fault('CERT_EXPIRED', file, `${name}, ${dayOf(validUntil)}`);
  else if (validFrom > now) findings.fault('CERT_NOT_YET_VALID', file, `${name}, ${dayOf(validFrom)}`);
  const flaw = facts.keyKind.flaw ?? (publicKey === null ? unreadable(facts.keyKind) : keyFlaw(publicKey));
  if (flaw !== null) findings.fault(flaw.code, file, flaw.value);
  if (!isTrustedAsItIs && isForgeable(facts.signature)) findings.fault('CERT_SIGNATURE_WEAK', file, name);
  const [demand] = facts.unknownDemands;
  if (demand !== undefined) findings.fault('CERT_EXTENSION_UNKNOWN', file, demand);
  if (facts.hasUnsafeNames) findings.warning('CERT_NAME_UNSAFE', file);
}

/** A key of a good kind that the engine does not take: it is damaged, or the engine does not know the kind. */
const unreadable = ({ name }: KeyKind): KeyFlaw =>
  name === 'RSA-PSS' ? { code: 'CERT_KEY_UNUSABLE', value: name } : { code: 'CERT_DAMAGED', value: null };

/**
 * A certificate without any purpose is refused for a client, since our listener refuses it too: anybody's certificate of the
 * same authority would do. For a server it is only mentioned: every client accepts it.
 */
export function judgeLeaf(
  leaf: CertificatePiece,
  want: { readonly purpose: 'client' | 'server'; readonly hostNames: readonly string[]; readonly now: number },
  findings: Findings,
): void {
  const { facts, file, validUntil } = leaf;
  judgeAny(leaf, isSelfIssued(leaf), want.now, findings);
  if (validUntil + 999 >= want.now && validUntil - want.now < soonMs) {
    findings.warning('CERT_EXPIRES_SOON', file, dayOf(validUntil));
  }
  if (facts.isAuthority) findings.fault('CERT_LEAF_IS_AUTHORITY', file);
  const wanted = want.purpose === 'client' ? 'clientAuth' : 'serverAuth';
  if (facts.purposes.length === 0) {
    if (want.purpose === 'client') findings.fault('CERT_PURPOSE_MISSING', file, wanted);
    else findings.warning('CERT_PURPOSE_MISSING', file, wanted);
  } else if (!facts.purposes.includes(wanted)) findings.fault('CERT_PURPOSE_WRONG', file, wanted);
  if (want.purpose === 'server') judgeNames(leaf, want.hostNames, findings);
  if (isSelfIssued(leaf)) findings.warning('CERT_SELF_SIGNED', file);
}

function judgeNames({ facts, file }: CertificatePiece, hostNames: readonly string[], findings: Findings): void {
  if (facts.hostNames.length === 0) {
    findings.fault('CERT_NO_NAMES', file);
    return;
  }
  for (const host of hostNames) {
    if (!coversHost(facts.hostNames, host)) findings.fault('CERT_NAME_NOT_COVERED', file, host);
  }
}

/** The authorities above a certificate: that they may sign, and that the way up is whole. */
export function judgeChain(
  leaf: CertificatePiece,
  chain: Chain,
  hasRoots: boolean,
  now: number,
  findings: Findings,
): void {
  for (const authority of chain.intermediates) judgeAny(authority, false, now, findings);
  if (chain.root !== null) judgeAny(chain.root, true, now, findings);
  const signers = chain.root === null ? chain.intermediates : [...chain.intermediates, chain.root];
  signers.forEach((signer, below) => {
    judgeSigner(signer, below, findings);
  });
  if (chain.falselySigned !== null) {
    findings.fault('CERT_SIGNATURE_FALSE', chain.falselySigned.file, shortName(chain.falselySigned.facts));
    return;
  }
  if (chain.root !== null || isSelfIssued(chain.top) || isIssuedByPublicAuthority(chain.top)) return;
  const { facts, file } = chain.top;
  const issuer = shortName({ subject: facts.issuer, hostNames: [] });
  // A root that the chain does not reach, or a certificate that says where its issuer's can be fetched, shows a gap.
  if (hasRoots || (chain.top === leaf && facts.namesIssuerSource)) {
    findings.fault('CERT_INTERMEDIATE_MISSING', file, issuer);
  } else findings.warning('CERT_ISSUER_UNKNOWN', file, issuer);
}

/** `below`: how many authorities stand between it and the certificate. */
export function judgeSigner({ facts, file }: CertificatePiece, below: number, findings: Findings): void {
  const name = shortName(facts);
  if (!facts.isAuthority || facts.maySignCertificates === false) {
    findings.fault('CERT_ISSUER_NOT_AUTHORITY', file, name);
  }
  if (facts.pathLength !== null && below > facts.pathLength) findings.fault('CERT_PATH_TOO_LONG', file, name);
}

/** Day in UTC, for values of sentences. */
function dayOf(time: number): string {
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 10) : String(time);
}
