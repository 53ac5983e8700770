import type { CertificateFinding, CertificateReading, CertificateView } from '#shared/domain/certificate.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { lineFor, type SentenceLanguage } from './sentences.ts';

/** What is in the files, in the order a listener wants, and everything there is to say of it. */
export function describeReading(reading: CertificateReading, language: SentenceLanguage): string {
  const certificates = [
    ...(reading.leaf === null ? [] : [described('certificate', reading.leaf)]),
    ...reading.intermediates.map((one) => described('authority between', one)),
    ...reading.roots.map((one) => described(reading.purpose === 'ca' ? 'authority' : 'authority, not sent', one)),
  ];
  const say = (finding: CertificateFinding): string =>
    `${finding.severity}  ${finding.file === null ? '' : `${finding.file}: `}${lineFor(language, finding.code, finding.value)}`;
  return [
    ...certificates,
    ...(reading.purpose === 'ca' ? [] : [`private key: ${reading.hasKey ? 'there' : 'none'}`]),
    ...reading.findings.map(say),
    reading.isUsable ? 'can be used' : 'cannot be used',
    '',
  ].join('\n');
}

function described(role: string, view: CertificateView): string {
  return [
    `${role}: ${view.name}`,
    `  subject  ${view.subject}`,
    `  issuer   ${view.issuer}`,
    ...(view.names.length === 0 ? [] : [`  names    ${view.names.join(', ')}`]),
    `  valid    ${dateOf(view.validFrom)} to ${dateOf(view.validUntil)}`,
    `  key      ${view.key}, signed with ${view.signature}`,
    ...(view.purposes.length === 0 ? [] : [`  purpose  ${view.purposes.join(', ')}`]),
    `  SHA-256  ${view.sha256}`,
  ].join('\n');
}

const dateOf = (time: number): string =>
  Math.abs(time) < 8.64e15 ? new Date(time).toISOString().replace('.000Z', 'Z') : String(time);

/** The same for programs, with each sentence. */
export function readingAsJson(reading: CertificateReading, language: SentenceLanguage): string {
  const findings = reading.findings.map((finding) => ({
    ...finding,
    ...sentenceFor(language, finding.code, finding.value),
  }));
  return `${JSON.stringify({ ...reading, findings }, null, 2)}\n`;
}
