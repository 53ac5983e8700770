import { RelayConfig, type ChannelConfig } from '#shared/contract/relay-config.ts';

export const tulipCxoneId = '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90';
export const lotusCxoneId = '7a1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e91';
export const roseCxoneId = '8b1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e92';

const channel = (id: string, integration: string, cxoneChannelId: string, digit: string) => ({
  id,
  name: `${id} 郁金香`,
  integration,
  cxoneChannelId,
  wechat: {
    appId: `wx${digit.repeat(16)}`,
    originalId: `gh_${id}`,
    appSecret: 'app-secret',
    token: 'push-token',
    encodingAesKey: 'a'.repeat(43),
  },
});

const integration = (id: string) => ({
  id,
  name: id,
  integrationId: `integration-${id}`,
  box: { clientId: `client-${id}`, clientSecret: `secret of ${id} ✓` },
  cxone: {
    issuer: 'http://127.0.0.1:9',
    clientId: `app-${id}`,
    clientSecret: `app secret+${id}`,
    accessKeyId: `KEY${id}====`,
    accessKeySecret: `SECRET&${id}==`,
  },
});

/** Two integrations: 'demo' with the channels tulip and lotus, 'other' with rose. */
export const relayConfig = RelayConfig.parse({
  storeKey: 'AAAA',
  integrations: [integration('demo'), integration('other')],
  channels: [
    channel('tulip', 'demo', tulipCxoneId, '1'),
    channel('lotus', 'demo', lotusCxoneId, '2'),
    channel('rose', 'other', roseCxoneId, '3'),
  ],
  allowPrivateTargets: true,
});

export function channelNamed(id: string): ChannelConfig {
  const found = relayConfig.channels.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no channel ${id} in the fixture`);
  return found;
}
