import type { BoxSecret, Credential, CredentialDesk, CredentialName } from '#shared/domain/credential.ts';

/** One panel: the secrets of an integration or of a channel. */
export interface OwnerGroup {
  readonly owner: Credential['owner'];
  readonly ownerId: string;
  readonly name: string;
  readonly credentials: readonly Credential[];
  /** Of integrations only. */
  readonly boxSecrets: readonly BoxSecret[];
}

/** An integration, then its channels. */
export interface IntegrationGroup {
  readonly id: string;
  readonly name: string;
  readonly owners: readonly OwnerGroup[];
}

const order: Readonly<Record<CredentialName, number>> = {
  wechat_app_secret: 0,
  wechat_token: 1,
  wechat_encoding_aes_key: 2,
  cxone_access_key: 3,
  cxone_client: 4,
};

/** Names the credential of a panel; also the id of its row in the page. */
export const credentialId = ({ owner, ownerId, name }: Pick<Credential, 'owner' | 'ownerId' | 'name'>): string =>
  `credential-${owner}-${ownerId}-${name}`;

function ownersOf(desk: CredentialDesk): readonly OwnerGroup[] {
  const owners = new Map<string, { -readonly [K in keyof OwnerGroup]: OwnerGroup[K] }>();
  const ownerOf = (owner: Credential['owner'], ownerId: string, name: string) => {
    const key = `${owner} ${ownerId}`;
    const found = owners.get(key) ?? { owner, ownerId, name, credentials: [], boxSecrets: [] };
    owners.set(key, found);
    return found;
  };
  for (const one of desk.credentials) {
    const group = ownerOf(one.owner, one.ownerId, one.ownerName);
    group.credentials = [...group.credentials, one];
  }
  for (const one of desk.boxSecrets) {
    const group = ownerOf('integration', one.integrationId, one.integrationName);
    group.boxSecrets = [...group.boxSecrets, one];
  }
  for (const group of owners.values()) {
    group.credentials = group.credentials.toSorted((a, b) => order[a.name] - order[b.name]);
  }
  return [...owners.values()];
}

/**
 * Panels in the order of the page: each integration, followed by its channels.
 *
 * @param integrationOf the integration of a channel, or null while that is not known
 */
export function groupDesk(
  desk: CredentialDesk,
  integrationOf: (channelId: string) => string | null,
): readonly IntegrationGroup[] {
  const owners = ownersOf(desk);
  const integrations = owners.filter((one) => one.owner === 'integration');
  const channels = owners.filter((one) => one.owner === 'channel');
  const taken = new Set<string>();
  const groups = integrations.map((integration) => {
    const own = channels.filter((one) => integrationOf(one.ownerId) === integration.ownerId);
    for (const one of own) taken.add(one.ownerId);
    return { id: integration.ownerId, name: integration.name, owners: [integration, ...own] };
  });
  const rest = channels.filter((one) => !taken.has(one.ownerId));
  return rest.length === 0 ? groups : [...groups, { id: '', name: '', owners: rest }];
}

/** Only panels whose name, or whose integration's name, holds the text. */
export function narrowGroups(groups: readonly IntegrationGroup[], text: string): readonly IntegrationGroup[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return groups;
  const fits = (name: string): boolean => name.toLowerCase().includes(wanted);
  return groups.flatMap((group) => {
    const owners = fits(group.name) ? group.owners : group.owners.filter((one) => fits(one.name));
    return owners.length === 0 ? [] : [{ ...group, owners }];
  });
}
