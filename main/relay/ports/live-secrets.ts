import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';

/**
 * The secrets of one channel as they count now. Read at each use and never copied: an operator may change them while the
 * relay works.
 */
export interface ChannelSecrets {
  readonly appSecret: string;
  /** The present one first; the one before it while it is still accepted. */
  readonly tokens: readonly [string, ...string[]];
  /** The present EncodingAESKey first; empty in plain mode without one. */
  readonly encodingAesKeys: readonly string[];
}

/** The same for an integration's calls to CXone. */
export type IntegrationSecrets = Pick<
  IntegrationConfig['cxone'],
  'clientId' | 'clientSecret' | 'accessKeyId' | 'accessKeySecret'
>;

export interface LiveSecrets {
  channel(channel: Pick<ChannelConfig, 'id'>): ChannelSecrets;
  integration(integration: Pick<IntegrationConfig, 'id'>): IntegrationSecrets;
}
