import type { KeyObject } from 'node:crypto';
import type { CertificatePiece } from './pieces.ts';

/**
 * What a listener or caller needs of certificates that were found fit. The key is handed out by one method and shows up
 * nowhere else: neither in JSON nor when the object is printed.
 */
export class CertificateMaterial {
  readonly #key: KeyObject | null;
  /** PEM, the certificate first, then each authority that signed the one before. For authorities: all of them. */
  readonly chainPem: string;
  /** SHA-256 of the first certificate, hexadecimal, lower case. */
  readonly sha256: string;

  constructor(pieces: readonly [CertificatePiece, ...CertificatePiece[]], key: KeyObject | null) {
    this.#key = key;
    this.chainPem = pieces.map(({ certificate }) => certificate.toString()).join('');
    this.sha256 = pieces[0].id;
  }

  /** PKCS#8 in PEM, not encrypted. Null for authorities. */
  privateKeyPem(): string | null {
    return this.#key?.export({ type: 'pkcs8', format: 'pem' }).toString() ?? null;
  }
}
