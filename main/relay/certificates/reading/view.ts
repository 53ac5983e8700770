import type { CertificateView } from '#shared/domain/certificate.ts';
import type { CertificateFacts, NamePart } from './certificate-facts.ts';
import { harmless } from './names.ts';
import type { CertificatePiece } from './pieces.ts';
import { keyName, signatureName } from './strength.ts';

const maxNames = 100;

/** What may be shown of a certificate. */
export function viewOf({
  certificate,
  facts,
  validFrom,
  validUntil,
  id,
  publicKey,
}: CertificatePiece): CertificateView {
  return {
    subject: distinguishedName(facts.subject),
    name: shortName(facts),
    issuer: distinguishedName(facts.issuer),
    names: [...facts.hostNames, ...facts.otherNames].slice(0, maxNames).map(harmless),
    serial: harmless(certificate.serialNumber.toLowerCase()),
    sha256: id,
    keySha256: facts.keySha256,
    validFrom,
    validUntil,
    key: publicKey === null ? facts.keyKind.name : keyName(publicKey),
    signature: signatureName(facts.signature),
    isAuthority: facts.isAuthority,
    isSelfSigned: facts.subjectKey === facts.issuerKey,
    purposes: facts.purposes.slice(0, maxNames).map(harmless),
  };
}

/** The name by which people know a certificate. */
export function shortName({ subject, hostNames }: Pick<CertificateFacts, 'subject' | 'hostNames'>): string {
  const common = subject.findLast(({ kind }) => kind === 'CN')?.text ?? hostNames[0] ?? '';
  return harmless(common === '' ? distinguishedName(subject) : common);
}

/** Most particular part first, as people write it (RFC 4514). */
export function distinguishedName(parts: readonly NamePart[]): string {
  return harmless(
    [...parts]
      .reverse()
      .map(({ kind, text }) => `${kind}=${text.replaceAll(/[\\,+"<>;=]/gu, (mark) => `\\${mark}`)}`)
      .join(', '),
  );
}
