import { createHash } from 'node:crypto';
import type { CertificatePin, RelayConfig } from '#shared/contract/relay-config.ts';
import type { KnownClient, TrustedAuthority } from '#shared/domain/certificate-desk.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { configuredAuthorities } from '../../config/configured-authorities.ts';
import { isSignedBy } from '../reading/chain.ts';
import type { CertificatePiece } from '../reading/pieces.ts';
import { viewOf } from '../reading/view.ts';
import { certificatesIn, isOver } from './chain-text.ts';
import type { DeskShelf } from './desk-shelf.ts';
import type { SeenKept } from './kept.ts';

/** With its certificate, where that is known. */
export interface Client {
  readonly shown: KnownClient;
  readonly piece: CertificatePiece | null;
}

export interface Authority {
  readonly shown: TrustedAuthority;
  readonly piece: CertificatePiece;
}

/** Everything by which an integration's calls may be known: what relay.json names first, then what was brought in. */
export function clientsOf(shelf: DeskShelf): readonly Client[] {
  const seen = shelf.seen();
  const named = shelf.config.integrations.flatMap(({ id, box }) =>
    box.clientCertificates.map((pin) => clientOfPin(id, pin, seen)),
  );
  const kept = shelf.clients().map(({ body, piece, view }): Client => {
    const { id, integrationId, source, addedAt, addedBy } = body;
    const times = timesOf(seen.filter((one) => one.view.sha256 === view.sha256));
    const shown = { id, integrationId, source, sha256: view.sha256, san: null, certificate: view, addedAt, addedBy };
    return { shown: { ...shown, ...times }, piece };
  });
  return [...named, ...kept];
}

function clientOfPin(integrationId: IntegrationId, pin: CertificatePin, seen: readonly SeenKept[]): Client {
  const sha256 = 'sha256' in pin ? pin.sha256.replaceAll(':', '').toLowerCase() : null;
  const san = 'san' in pin ? pin.san : null;
  const fitting = seen.filter(({ view, piece }) =>
    sha256 === null
      ? piece.facts.hostNames.some((name) => name.toLowerCase() === san?.toLowerCase())
      : view.sha256 === sha256,
  );
  const last = newest(fitting);
  const shown: KnownClient = {
    id: idOf(integrationId, sha256 ?? san ?? ''),
    integrationId,
    source: 'config',
    sha256,
    san,
    certificate: last?.view ?? null,
    addedAt: null,
    addedBy: null,
    ...timesOf(fitting),
  };
  return { shown, piece: last?.piece ?? null };
}

/** Those of relay.json first, then those that were brought in or made here. */
export function authoritiesOf(shelf: DeskShelf): readonly Authority[] {
  const named = certificatesIn(configuredAuthorities(shelf.config) ?? '').map((piece): Authority => {
    const certificate = viewOf(piece);
    const id = idOf('authority', certificate.sha256);
    return { shown: { id, source: 'config', certificate, addedAt: null, addedBy: null }, piece };
  });
  const kept = shelf.authorities().map(({ body, piece, view }): Authority => {
    const { id, source, addedAt, addedBy } = body;
    return { shown: { id, source, certificate: view, addedAt, addedBy }, piece };
  });
  return [...named, ...kept];
}

/** By name and signature: of one that names another issuer no signature is looked at. */
export function isIssuedBy(one: CertificatePiece, authority: CertificatePiece): boolean {
  return one.facts.issuerKey === authority.facts.subjectKey && isSignedBy(one, authority);
}

/** Whether calls with it would be taken, as far as can be told: its chain may lead over authorities that only CXone sends. */
export function counts(
  { piece }: Client,
  trusted: readonly Authority[],
  others: readonly Authority[],
  now: number,
): boolean {
  if (piece === null) return true;
  if (isOver(piece, now)) return false;
  const signed = ({ piece: authority }: Authority): boolean => isIssuedBy(piece, authority);
  return trusted.some(signed) || !others.some(signed);
}

/** Integrations whose last certificate that counts would be gone. */
export function leftWithout(
  before: { readonly clients: readonly Client[]; readonly authorities: readonly Authority[] },
  isRevoked: (id: string) => boolean,
  now: number,
): readonly IntegrationId[] {
  const clients = before.clients.filter(({ shown }) => !isRevoked(shown.id));
  const authorities = before.authorities.filter(({ shown }) => !isRevoked(shown.id));
  const gone = before.authorities.filter(({ shown }) => isRevoked(shown.id));
  const counting = (list: readonly Client[], trusted: readonly Authority[], others: readonly Authority[]) =>
    new Set(list.filter((one) => counts(one, trusted, others, now)).map(({ shown }) => shown.integrationId));
  const after = counting(clients, authorities, gone);
  return [...counting(before.clients, before.authorities, [])].filter((id) => !after.has(id));
}

export function integrationName({ integrations }: RelayConfig, id: IntegrationId): string {
  return integrations.find((one) => one.id === id)?.name ?? id;
}

function timesOf(seen: readonly SeenKept[]): Pick<KnownClient, 'firstSeenAt' | 'lastSeenAt'> {
  if (seen.length === 0) return { firstSeenAt: null, lastSeenAt: null };
  return {
    firstSeenAt: Math.min(...seen.map(({ body }) => body.firstSeenAt)),
    lastSeenAt: Math.max(...seen.map(({ body }) => body.lastSeenAt)),
  };
}

const newest = (seen: readonly SeenKept[]): SeenKept | undefined =>
  [...seen].sort((a, b) => b.body.lastSeenAt - a.body.lastSeenAt)[0];

/** The same after each start: what relay.json names has no id of its own. */
function idOf(owner: string, name: string): string {
  return `config-${createHash('sha256').update(`${owner} ${name}`).digest('hex').slice(0, 32)}`;
}
