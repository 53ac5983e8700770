import type { ExpiryLine, Serves } from '#shared/domain/certificate-desk.ts';
import type { CertificateView } from '#shared/domain/certificate.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { daysLeft } from '../expiry.ts';
import type { DeskParts } from './desk-parts.ts';
import { authoritiesOf, clientsOf, isIssuedBy, type Authority, type Client } from './known-clients.ts';
import { ofFiles } from './slots.ts';

type LineOwner = Pick<ExpiryLine, 'what' | 'placeId' | 'integrationId' | 'serves'>;

/** Everything whose end stops something, or would if it were put in use. Nearest end first. */
export function expiryLines(parts: DeskParts): ExpiryLine[] {
  const now = parts.clock.now();
  const line = (view: CertificateView, owner: LineOwner): ExpiryLine => ({
    sha256: view.sha256,
    name: view.name,
    validFrom: view.validFrom,
    validUntil: view.validUntil,
    daysLeft: daysLeft(view, now),
    ...owner,
  });
  const lines = [...ofPlaces(parts), ...ofCxone(parts)].map(({ view, owner }) => line(view, owner));
  return lines.sort((a, b) => a.validUntil - b.validUntil || (a.sha256 < b.sha256 ? -1 : 1));
}

interface Found {
  readonly view: CertificateView;
  readonly owner: LineOwner;
}

function ofPlaces({ places, shelf, files }: DeskParts): readonly Found[] {
  return places.list().flatMap((facts): Found[] => {
    if (!facts.takesCertificates) return [];
    const slots = shelf.slots(facts.id);
    // A placeholder ends too, but nobody trusts it as it is.
    const viewOf = (id: string): CertificateView | undefined =>
      id === ofFiles ? files.of(facts)?.view : shelf.held(id)?.view;
    const found = (id: string, what: ExpiryLine['what']): Found[] => {
      const view = viewOf(id);
      const owner = { what, placeId: facts.id, integrationId: null, serves: facts.serves };
      return view === undefined ? [] : [{ view, owner }];
    };
    return [
      ...found(slots.current, 'shown'),
      ...(slots.next === null ? [] : found(slots.next, 'next')),
      ...slots.previous.flatMap(({ id }) => found(id, 'previous')),
    ];
  });
}

function ofCxone({ places, shelf }: DeskParts): readonly Found[] {
  if (places.clientCertificates === 'off') return [];
  const clients = clientsOf(shelf);
  const servesOf = (integrations: ReadonlySet<IntegrationId>): Serves => ({
    legs: ['cxoneIn'],
    channelIds: shelf.config.channels.flatMap(({ id, integration }) => (integrations.has(integration) ? [id] : [])),
  });
  const known = clients.flatMap(({ shown: { certificate, integrationId } }): Found[] => {
    if (certificate === null) return [];
    const serves = servesOf(new Set([integrationId]));
    return [{ view: certificate, owner: { what: 'client', placeId: null, integrationId, serves } }];
  });
  const trusted = authoritiesOf(shelf).map((authority): Found => {
    const serves = servesOf(integrationsUnder(authority, clients));
    const owner = { what: 'authority', placeId: null, integrationId: null, serves } as const;
    return { view: authority.shown.certificate, owner };
  });
  return [...known, ...trusted];
}

/** Whose calls end with an authority: of those with a certificate it did not sign, none. Unknown ones may be its. */
function integrationsUnder({ piece }: Authority, clients: readonly Client[]): ReadonlySet<IntegrationId> {
  const hit = clients.filter((client) => client.piece === null || isIssuedBy(client.piece, piece));
  return new Set(hit.map(({ shown }) => shown.integrationId));
}
