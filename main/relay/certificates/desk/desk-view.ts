import type { CertificateDesk, CertificatePlace, IssuedClient } from '#shared/domain/certificate-desk.ts';
import type { CertificatePlaceFacts } from '../../ports/certificate-places.ts';
import type { DeskParts } from './desk-parts.ts';
import { expiryLines } from './expiry-lines.ts';
import { authoritiesOf, clientsOf } from './known-clients.ts';
import { ofFiles, type Slots } from './slots.ts';

/** The desk as it is shown. Holds no key: it is built field by field of what may be shown. */
export function deskView(parts: DeskParts): CertificateDesk {
  const { places, shelf } = parts;
  return {
    places: places.list().map((facts) => placeView(parts, facts)),
    clientCertificates: places.clientCertificates,
    clients: clientsOf(shelf).map(({ shown }) => shown),
    authorities: authoritiesOf(shelf).map(({ shown }) => shown),
    ownAuthority: shelf.own === null ? null : { id: shelf.own.id, issued: issuedClients(parts) },
    requests: shelf.requests().map(({ shown }) => shown),
    timeLine: expiryLines(parts),
  };
}

function placeView({ shelf, files }: DeskParts, facts: CertificatePlaceFacts): CertificatePlace {
  const { id, purpose, address, hostNames, serves, takesCertificates } = facts;
  const slots = shelf.slots(id);
  const shown = (of: string) => (of === ofFiles ? files.shown(facts, slots) : (shelf.held(of)?.shown(slots) ?? null));
  const earlier = earlierIds(slots, files.of(facts) !== null);
  return {
    id,
    purpose,
    address,
    hostNames: [...hostNames],
    serves,
    takesCertificates,
    current: takesCertificates ? shown(slots.current) : null,
    next: slots.next === null ? null : shown(slots.next),
    previous: earlier.flatMap((one) => shown(one) ?? []),
    trial: slots.trial,
    watch: slots.watch === null ? null : watchView(slots.watch),
  };
}

/** The files can be gone back to whenever they are there. */
function earlierIds({ current, previous }: Slots, hasFiles: boolean): readonly string[] {
  const ids = previous.map(({ id }) => id);
  if (!hasFiles) return ids.filter((id) => id !== ofFiles);
  return current === ofFiles || ids.includes(ofFiles) ? ids : [...ids, ofFiles];
}

function watchView({ told: _told, ...watch }: NonNullable<Slots['watch']>): CertificatePlace['watch'] {
  return watch;
}

/** Pairs made here that still count, newest first. */
function issuedClients({ shelf }: DeskParts): IssuedClient[] {
  return shelf
    .clients()
    .filter(({ body }) => body.source === 'issued')
    .map(({ body, view }) => ({
      name: view.name,
      integrationId: body.integrationId,
      sha256: view.sha256,
      validUntil: view.validUntil,
      at: body.addedAt,
      by: body.addedBy,
    }))
    .reverse();
}
