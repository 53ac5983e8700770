import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers, InvokeNames } from '#shared/contract/contract-types.ts';
import type { BoxSecret, Credential, CredentialDesk, CredentialProof } from '#shared/domain/credential.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { hour, minute, present } from './fake-data.ts';

/** The only secret the simulated relay ever tells. */
export const madeSecret = 'canary-Zq7-made-here-xX0123456789abcdefghij';

export interface CredentialsState {
  credentialDesk: CredentialDesk;
}

export function aProof(part: Partial<CredentialProof> = {}): CredentialProof {
  return { at: present - 3 * minute, result: 'token_issued', code: null, platformCode: null, value: null, ...part };
}

export function aCredential(part: Partial<Credential> = {}): Credential {
  return {
    owner: 'channel',
    ownerId: 'tulip',
    ownerName: 'Tulip Store 郁金香',
    name: 'wechat_app_secret',
    identifier: 'wx1a2b3c4d5e6f7a8b',
    source: 'config',
    mark: { fingerprint: '3fa8c01e', lastFour: 'k9q2' },
    changedAt: null,
    changedBy: null,
    previous: null,
    lastProof: aProof(),
    ...part,
  };
}

export function aBoxSecret(part: Partial<BoxSecret> = {}): BoxSecret {
  return {
    id: 'config',
    integrationId: 'support',
    integrationName: 'WeChat support',
    clientId: 'veerpont',
    source: 'config',
    mark: { fingerprint: '77aa10c4', lastFour: 'm3Pz' },
    createdAt: null,
    createdBy: null,
    lastUsedAt: present - 20 * minute,
    endedAt: null,
    ...part,
  };
}

const support = { owner: 'integration', ownerId: 'support', ownerName: 'WeChat support' } as const;

/** One integration with one channel, all as the configuration says and all at work. */
export function aCredentialDesk(part: Partial<CredentialDesk> = {}): CredentialDesk {
  return {
    credentials: [
      aCredential(),
      aCredential({
        name: 'wechat_token',
        identifier: null,
        mark: { fingerprint: '0c11d2ef', lastFour: null },
        lastProof: aProof({ result: 'push_verified', at: present - minute }),
      }),
      aCredential({
        name: 'wechat_encoding_aes_key',
        identifier: null,
        mark: { fingerprint: '9b2400aa', lastFour: 'Tz1M' },
        lastProof: aProof({ result: 'push_verified', at: present - minute }),
      }),
      aCredential({ ...support, name: 'cxone_client', identifier: 'app-client-id' }),
      aCredential({ ...support, name: 'cxone_access_key', identifier: 'ACCESSKEYID====' }),
    ],
    boxSecrets: [aBoxSecret()],
    ...part,
  };
}

type Owned = Extract<InvokeNames<ConsoleContract>, `credentials.${string}`>;

const isSame = (a: Pick<Credential, 'owner' | 'ownerId' | 'name'>, b: typeof a): boolean =>
  a.owner === b.owner && a.ownerId === b.ownerId && a.name === b.name;

/** The simulated relay's care of credentials. */
export function credentialHandlers(
  state: CredentialsState,
  whileRunning: <T>(answer: () => T) => T,
): Pick<Handlers<ConsoleContract>, Owned> {
  const changed = (key: Parameters<typeof isSame>[0], change: (one: Credential) => Credential): CredentialDesk => {
    const { credentials } = state.credentialDesk;
    if (!credentials.some((one) => isSame(one, key))) throw new RelayError('CREDENTIAL_UNKNOWN', 'not there');
    state.credentialDesk = {
      ...state.credentialDesk,
      credentials: credentials.map((one) => (isSame(one, key) ? change(one) : one)),
    };
    return state.credentialDesk;
  };
  return {
    'credentials.desk': () => whileRunning(() => state.credentialDesk),
    'credentials.test': ({ key, value }) =>
      whileRunning(() => {
        const isPush = key.name === 'wechat_token' || key.name === 'wechat_encoding_aes_key';
        const result = !isPush ? 'token_issued' : value === null ? 'push_verified' : 'waiting';
        return aProof({ at: present, result });
      }),
    'credentials.set': ({ key, value, keepPreviousHours }) =>
      whileRunning(() =>
        changed(key, (one) => ({
          ...one,
          identifier: value.identifier ?? one.identifier,
          source: 'desk',
          mark: { fingerprint: 'ffff0001', lastFour: null },
          changedAt: present,
          changedBy: 'Desk 2',
          previous:
            keepPreviousHours === 0 || one.mark === null
              ? null
              : { mark: one.mark, until: present + keepPreviousHours * hour, lastUsedAt: null },
          lastProof: null,
        })),
      ),
    'credentials.useConfig': ({ key }) =>
      whileRunning(() =>
        changed(key, (one) => ({ ...one, source: 'config', changedAt: null, changedBy: null, previous: null })),
      ),
    'credentials.makeBoxSecret': ({ integrationId }) =>
      whileRunning(() => {
        const made = aBoxSecret({
          id: `made-${state.credentialDesk.boxSecrets.length}`,
          integrationId,
          source: 'desk',
          mark: { fingerprint: 'e1e1e1e1', lastFour: 'ghij' },
          createdAt: present,
          createdBy: 'Desk 2',
          lastUsedAt: null,
        });
        state.credentialDesk = { ...state.credentialDesk, boxSecrets: [made, ...state.credentialDesk.boxSecrets] };
        return { desk: state.credentialDesk, secret: madeSecret };
      }),
    'credentials.endBoxSecret': ({ id }) =>
      whileRunning(() => {
        const { boxSecrets } = state.credentialDesk;
        state.credentialDesk = {
          ...state.credentialDesk,
          boxSecrets: boxSecrets.flatMap((one) =>
            one.id !== id ? [one] : one.source === 'config' ? [{ ...one, endedAt: present }] : [],
          ),
        };
        return state.credentialDesk;
      }),
  };
}
