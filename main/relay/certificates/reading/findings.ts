import type { CertificateFinding } from '#shared/domain/certificate.ts';
import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import { harmless } from './names.ts';

/** What there is to say of the files: each thing once for its file, in an order that does not depend on theirs. */
export class Findings {
  readonly #found = new Map<string, CertificateFinding>();

  fault(code: CertificateCode, file: string | null = null, value: string | null = null): void {
    this.#add('fault', code, file, value);
  }

  warning(code: CertificateCode, file: string | null = null, value: string | null = null): void {
    this.#add('warning', code, file, value);
  }

  has(code: CertificateCode): boolean {
    return [...this.#found.values()].some((finding) => finding.code === code);
  }

  get hasFault(): boolean {
    return [...this.#found.values()].some(({ severity }) => severity === 'fault');
  }

  /** Faults first. */
  get list(): CertificateFinding[] {
    const rank = ({ severity, code, file, value }: CertificateFinding): string =>
      [severity, code, file ?? '', value ?? ''].join('\0');
    return [...this.#found.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  #add(severity: 'fault' | 'warning', code: CertificateCode, file: string | null, value: string | null): void {
    const finding: CertificateFinding = {
      code,
      severity,
      file: file === null ? null : harmless(file),
      value: value === null ? null : harmless(value),
    };
    this.#found.set([code, finding.file, finding.value].join('\0'), finding);
  }
}
