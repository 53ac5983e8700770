import type { ChannelId } from '#shared/domain/ids.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { CredentialUse } from '../ports/credential-use.ts';
import type { PendingMessage, Settlement } from '../ports/relay-store.ts';
import type { BoxSightings } from '../ports/setup-sightings.ts';
import type { SightingBook, SightingOwner } from './sighting-book.ts';

/** Whom sightings can be of. */
export function sightingOwners({
  channels,
  integrations,
}: Pick<RelayConfig, 'channels' | 'integrations'>): SightingOwner[] {
  return [
    ...channels.map(({ id, wechat }) => ({ owner: 'channel' as const, ownerId: id, identity: wechat.appId })),
    ...integrations.map(({ id, box }) => ({ owner: 'integration' as const, ownerId: id, identity: box.clientId })),
  ];
}

/** The address each owner is reached under, as it is configured; null: none is. */
export function presentAddresses({
  listen,
}: Pick<RelayConfig, 'listen'>): Record<SightingOwner['owner'], string | null> {
  const clean = (url: string | undefined): string | null => url?.replace(/\/+$/u, '') ?? null;
  const channel = clean(listen.public.publicUrl);
  return { channel, integration: listen.box === undefined ? channel : clean(listen.box.publicUrl) };
}

/** What CXone's calls show. A client id stands for one integration. */
export function boxSightings(
  book: Pick<SightingBook, 'seen' | 'unknownCall'>,
  { integrations }: Pick<RelayConfig, 'integrations'>,
): BoxSightings {
  const idOf = new Map(integrations.map(({ id, box }): [string, string] => [box.clientId, id]));
  return {
    tokenFetched: (clientId, under = null) => {
      book.seen('integration', idOf.get(clientId) ?? '', 'token_fetched', under);
    },
    called: (clientId, under = null) => {
      book.seen('integration', idOf.get(clientId) ?? '', 'box_called', under);
    },
    unknownCall: (clientId, call) => {
      book.unknownCall('integration', idOf.get(clientId) ?? '', call);
    },
  };
}

/** Passes on what traffic shows of secrets, and notes when WeChat verified an address or pushed to it. Our own look at it is none. */
export function sightedUses(uses: CredentialUse, book: Pick<SightingBook, 'seen'>): CredentialUse {
  const ownEchoes = new Set<string>();
  return {
    pushVerified: (channelId, made) => {
      book.seen('channel', channelId, 'pushed', made.under ?? null);
      uses.pushVerified(channelId, made);
    },
    urlVerified: (channelId: ChannelId, made) => {
      if (!ownEchoes.has(made.echo)) book.seen('channel', channelId, 'webhook_verified', made.under ?? null);
      uses.urlVerified(channelId, made);
    },
    ownEcho: (echo) => {
      ownEchoes.add(echo);
      const end = uses.ownEcho(echo);
      return () => {
        ownEchoes.delete(echo);
        end();
      };
    },
    appSecretAnswered: (channelId, appSecret, answer) => {
      uses.appSecretAnswered(channelId, appSecret, answer);
    },
    signInAnswered: (integrationId, secrets, answer) => {
      uses.signInAnswered(integrationId, secrets, answer);
    },
  };
}

/** A message the other side accepted went the whole way. */
export function noteSettled(book: Pick<SightingBook, 'seen'>) {
  return (
    { channelId, direction }: Pick<PendingMessage, 'channelId' | 'direction'>,
    { outcome }: Pick<Settlement, 'outcome'>,
  ): void => {
    if (outcome.kind !== 'delivered') return;
    book.seen('channel', channelId, direction === 'inbound' ? 'message_in' : 'message_out');
  };
}
