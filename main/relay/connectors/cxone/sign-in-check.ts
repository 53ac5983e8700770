import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { UseAnswer } from '../../ports/credential-use.ts';
import type { IntegrationSecrets } from '../../ports/live-secrets.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { createDiscovery } from './cxone-discovery.ts';
import { createGrants } from './cxone-grant.ts';

/** Whether CXone lets us in with these secrets: one sign-in, whose token is thrown away. Never rejects. */
export function createSignInCheck({ http, clock }: { readonly http: OutboundHttp; readonly clock: Clock }) {
  const now = (): number => clock.now();
  return async ({ cxone }: IntegrationConfig, secrets: IntegrationSecrets): Promise<UseAnswer> => {
    const discovery = createDiscovery({ http, issuer: cxone.issuer, now });
    const granted = await createGrants({ http, discovery, now }).ask(secrets);
    if (granted.ok) return { ok: true };
    const { code, platformCode, value } = granted.failure;
    return { ok: false, code, platformCode, value };
  };
}
