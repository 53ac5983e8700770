import type { CertificateFinding } from '#shared/domain/certificate.ts';

export interface SortedFindings {
  /** By the name of a file that was sent. */
  readonly byFile: ReadonlyMap<string, readonly CertificateFinding[]>;
  /** Of all files together, or of a file whose name came back changed. */
  readonly everywhere: readonly CertificateFinding[];
  readonly faults: number;
  readonly warnings: number;
}

const faultsFirst = (a: CertificateFinding, b: CertificateFinding): number =>
  Number(a.severity === 'warning') - Number(b.severity === 'warning');

/** Puts each finding where it belongs, faults before warnings. */
export function sortFindings(findings: readonly CertificateFinding[], names: readonly string[]): SortedFindings {
  const ordered = [...findings].sort(faultsFirst);
  const byFile = new Map<string, CertificateFinding[]>(names.map((name) => [name, []]));
  const everywhere: CertificateFinding[] = [];
  for (const finding of ordered)
    (finding.file === null ? everywhere : (byFile.get(finding.file) ?? everywhere)).push(finding);
  return {
    byFile,
    everywhere,
    faults: findings.filter(({ severity }) => severity === 'fault').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Whether a passphrase has to be typed in. */
export const asksPassphrase = (findings: readonly CertificateFinding[]): boolean =>
  findings.some(({ code }) => code === 'CERT_PASSPHRASE_NEEDED' || code === 'CERT_PASSPHRASE_WRONG');
