import { sandboxAuthority } from './kit/certificates.ts';
import type { Identities } from './identities.ts';

/** What a relay needs to serve the sandbox's channels: a complete relay.json but for its store key. */
export interface SandboxRelayConfig {
  listen: { public: { host: string; port: number }; admin: { host: string; port: number } };
  integrations: {
    id: string;
    name: string;
    integrationId: string;
    box: { clientId: string; clientSecret: string };
    cxone: {
      issuer: string;
      apiBase: string;
      clientId: string;
      clientSecret: string;
      accessKeyId: string;
      accessKeySecret: string;
    };
  }[];
  channels: {
    id: string;
    name: string;
    integration: string;
    cxoneChannelId: string;
    wechat: {
      appId: string;
      originalId: string;
      appSecret: string;
      token: string;
      encodingAesKey: string;
      mode: 'plain' | 'compatible' | 'security';
      apiBase: string;
    };
  }[];
  /** Authorities trusted for one host in place of the public ones, PEM. */
  destinations: { host: string; ca: string }[];
  allowPrivateTargets: true;
}

export function relayConfigFor(identities: Identities, urls: { wechatApi: string; cxone: string }): SandboxRelayConfig {
  const { integration, accounts, channels } = identities;
  return {
    listen: { public: { host: '127.0.0.1', port: 0 }, admin: { host: '127.0.0.1', port: 0 } },
    integrations: [
      {
        id: integration.key,
        name: integration.name,
        integrationId: integration.integrationId,
        box: { ...integration.box },
        cxone: {
          issuer: urls.cxone,
          apiBase: urls.cxone,
          clientId: integration.clientId,
          clientSecret: integration.clientSecret,
          accessKeyId: integration.accessKeyId,
          accessKeySecret: integration.accessKeySecret,
        },
      },
    ],
    channels: accounts.map((account) => {
      const channel = channels.find(({ key }) => key === account.key);
      return {
        id: account.key,
        name: account.name,
        integration: integration.key,
        cxoneChannelId: channel?.id ?? '',
        wechat: {
          appId: account.appId,
          originalId: account.originalId,
          appSecret: account.appSecret,
          token: account.token,
          encodingAesKey: account.encodingAesKey,
          mode: account.mode,
          apiBase: urls.wechatApi,
        },
      };
    }),
    destinations: urls.wechatApi.startsWith('https:')
      ? [{ host: new URL(urls.wechatApi).hostname, ca: sandboxAuthority }]
      : [],
    // Both platforms are on loopback, which a relay refuses as a target unless told otherwise.
    allowPrivateTargets: true,
  };
}
