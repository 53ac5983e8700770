import type { RelayConfig } from '#shared/contract/relay-config.ts';

/** Authorities of CXone's certificates that relay.json names, PEM; null: none, the desk decides or nobody is asked. */
export function configuredAuthorities({ listen }: Pick<RelayConfig, 'listen'>): string | null {
  const ca = listen.box?.clientCertificate?.ca;
  return typeof ca === 'string' ? ca : null;
}
