import type { DeskParts } from './desk-parts.ts';
import { authoritiesOf, clientsOf } from './known-clients.ts';
import { notFound } from './place-changes.ts';

/** A certificate with what is sent beside it, PEM; never a key. Throws DESK_NOT_FOUND. */
export function certificateText({ shelf, places, files }: DeskParts, sha256: string): string {
  const wanted = sha256.toLowerCase();
  const held = shelf.heldAll().find(({ view }) => view.sha256 === wanted);
  if (held !== undefined) return held.chainPem;
  for (const facts of places.list()) {
    const found = files.of(facts);
    if (found?.view.sha256 === wanted) return onlyCertificates(found.material.cert);
  }
  if (shelf.own?.piece.id === wanted) return shelf.own.certificatePem;
  const trusted = [...authoritiesOf(shelf), ...clientsOf(shelf)].find(({ piece }) => piece?.id === wanted);
  if (trusted?.piece == null) throw notFound(sha256);
  return trusted.piece.certificate.toString();
}

/** A file may hold its key beside its certificate. */
function onlyCertificates(pem: string): string {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  return `${blocks.join('\n')}\n`;
}
