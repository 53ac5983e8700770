import { createHash } from 'node:crypto';
import type { CountingSecret, LiveBoxSecrets } from '#relay/ports/box-secrets.ts';
import type { ChannelSecrets, IntegrationSecrets, LiveSecrets } from '#relay/ports/live-secrets.ts';
import type { ChannelConfig, IntegrationConfig, RelayConfig } from '#shared/contract/relay-config.ts';

/** A channel's secrets as its configuration says, never changed. */
export function channelSecretsOf({ wechat }: Pick<ChannelConfig, 'wechat'>): ChannelSecrets {
  const { appSecret, token, encodingAesKey, previousEncodingAesKey } = wechat;
  const encodingAesKeys = [encodingAesKey, previousEncodingAesKey].filter((key) => key !== undefined);
  return { appSecret, tokens: [token], encodingAesKeys };
}

export function integrationSecretsOf({ cxone }: Pick<IntegrationConfig, 'cxone'>): IntegrationSecrets {
  const { clientId, clientSecret, accessKeyId, accessKeySecret } = cxone;
  return { clientId, clientSecret, accessKeyId, accessKeySecret };
}

export function fixedSecrets(config: {
  readonly channels?: readonly ChannelConfig[];
  readonly integrations?: readonly IntegrationConfig[];
}): LiveSecrets {
  const channels = new Map((config.channels ?? []).map((one) => [one.id as string, channelSecretsOf(one)]));
  const integrations = new Map((config.integrations ?? []).map((one) => [one.id as string, integrationSecretsOf(one)]));
  return {
    channel: ({ id }) => existing(channels.get(id)),
    integration: ({ id }) => existing(integrations.get(id)),
  };
}

/** Box secrets that a test changes by hand. */
export class BoxSecretsByHand implements LiveBoxSecrets {
  readonly used: (clientId: string, secretId: string) => void;
  readonly uses: string[] = [];
  readonly ownMarks = new Set<string>();
  readonly #secrets = new Map<string, readonly CountingSecret[]>();

  constructor(secrets: Readonly<Record<string, readonly string[]>>) {
    for (const [clientId, all] of Object.entries(secrets)) this.set(clientId, ...all);
    this.used = (clientId, secretId) => {
      this.uses.push(`${clientId} ${secretId}`);
    };
  }

  /** The secrets that count from now on, newest first. Each is its own id. */
  set(clientId: string, ...secrets: readonly string[]): void {
    const salt = Buffer.alloc(0);
    const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
    this.#secrets.set(
      clientId,
      secrets.map((secret) => ({ id: secret, salt, digest: digestOf(secret) })),
    );
  }

  of(clientId: string): readonly CountingSecret[] {
    return this.#secrets.get(clientId) ?? [];
  }

  isOwnCheck(mark: string): boolean {
    return this.ownMarks.delete(mark);
  }
}

export function boxSecretsOf({ integrations }: Pick<RelayConfig, 'integrations'>): BoxSecretsByHand {
  return new BoxSecretsByHand(Object.fromEntries(integrations.map(({ box }) => [box.clientId, [box.clientSecret]])));
}

function existing<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('no such secrets in the fixture');
  return found;
}
