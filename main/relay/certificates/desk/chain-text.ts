import { createHash } from 'node:crypto';
import type { CertificateView } from '#shared/domain/certificate.ts';
import { Pieces, type CertificatePiece } from '../reading/pieces.ts';
import { viewOf } from '../reading/view.ts';

export interface ChainText {
  readonly leaf: CertificatePiece;
  readonly view: CertificateView;
  readonly intermediates: readonly CertificateView[];
}

/** What stands in a PEM text, the certificate of its owner first. Null when nothing can be read. */
export function chainIn(pem: string): ChainText | null {
  const [leaf, ...rest] = certificatesIn(pem);
  if (leaf === undefined) return null;
  return { leaf, view: viewOf(leaf), intermediates: rest.map(viewOf).filter(({ isSelfSigned }) => !isSelfSigned) };
}

/** One by one, so that a long text is read as well as a short one. */
export function certificatesIn(pem: string): readonly CertificatePiece[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  return blocks.flatMap((block) => new Pieces([{ name: 'kept', bytes: Buffer.from(block) }], null).certificates);
}

const mostRemembered = 64;

/** Remembers what it read: the same few texts are looked at again and again. */
export class ChainReader {
  readonly #known = new Map<string, ChainText | null>();

  read(pem: string): ChainText | null {
    const name = createHash('sha256').update(pem).digest('base64');
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const chain = chainIn(pem);
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(name, chain);
    return chain;
  }
}

/** The last second of a certificate's time still counts. */
export function isOver({ validUntil }: Pick<CertificateView, 'validUntil'>, now: number): boolean {
  return validUntil + 999 < now;
}

/** Day in UTC, for values of sentences. */
export function dayOf(time: number): string {
  return Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 10) : String(time);
}
