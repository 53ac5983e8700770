import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/**
 * The form of one BYOC integration (CXone: ACD > Digital > Bring Your Own Channel > Add), as typed. Fields may be empty or
 * wrong: rules stand in `shared/setup/integration-rules.ts`. Secrets are not part of it, see `SetupSecret`.
 */
export const IntegrationForm = z.object({
  /** Ours: small letters, digits, hyphens. Never changes once applied. */
  id: setupId,
  name: typed(200),
  /** Where CXone's calls come. Empty: made from the public address. */
  boxUrl: typed(2_000),
  /** Empty means that CXone asks the integration box URL for tokens. */
  authorizationUrl: typed(2_000),
  addUrl: typed(2_000),
  /** May equal the URL of Add; empty means so. */
  reconnectUrl: typed(2_000),
  removeUrl: typed(2_000),
  /** Chosen by us; CXone shows it to our token endpoint. */
  clientId: typed(200),
  /** What CXone is to show (mTLS): all three (the private key is a secret) or none. PEM. */
  clientCertificate: typed(100_000),
  caCertificate: typed(100_000),
  /** '#rrggbb'. */
  color: typed(20),
  icon: z.enum(['wechat', 'chat', 'ferry', 'custom']),
  /** "Use Digital 3.0 Outbound API for replies". */
  digital3Outbound: z.boolean(),
  /** What CXone showed after Save. */
  integrationId: typed(200),
  /** How we call CXone: an application of the tenant and an employee's access key. */
  cxone: z.object({
    /** Empty: the commercial cloud. */
    issuer: typed(2_000),
    /** Empty: found by discovery. */
    apiBase: typed(2_000),
    tenantId: typed(200),
    clientId: typed(200),
    accessKeyId: typed(200),
  }),
});
export type IntegrationForm = z.infer<typeof IntegrationForm>;
