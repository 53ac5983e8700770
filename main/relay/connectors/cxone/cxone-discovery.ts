import { z } from 'zod';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { readJson } from './cxone-answers.ts';
import { failed, statusFailure, transportFailure, type CxoneResult } from './cxone-result.ts';

/** Whole call, milliseconds. */
const callTimeoutMs = 10_000;

export interface Discovery {
  /** Where access tokens are given out. CXone: `/.well-known/openid-configuration`. */
  tokenEndpoint(): Promise<CxoneResult<string>>;
  /** The host of the Digital Engagement API of a tenant. CXone: `/.well-known/cxone-configuration`. */
  apiBase(tenantId: string): Promise<CxoneResult<string>>;
}

const OpenIdConfiguration = z.object({ token_endpoint: z.url({ protocol: /^https?$/u }) });
/** CXone: `/.well-known/cxone-configuration`. */
export const CxoneConfiguration = z.object({
  area: z.string().regex(/^[a-z]{2}\d{1,2}$/iu),
  domain: z.hostname(),
  api_endpoint: z
    .url({ protocol: /^https?$/u })
    .optional()
    .catch(undefined),
});

export function createDiscovery(options: {
  readonly http: OutboundHttp;
  readonly issuer: string;
  readonly now: () => number;
}): Discovery {
  const issuer = options.issuer.replace(/\/+$/u, '');

  const read = async (path: string): Promise<CxoneResult<unknown>> => {
    try {
      const answer = await options.http.request<Uint8Array>({
        method: 'GET',
        url: `${issuer}${path}`,
        headers: { accept: 'application/json' },
        timeout: callTimeoutMs,
      });
      if (answer.status < 200 || answer.status >= 300) return statusFailure(answer, null, options.now());
      return { ok: true, value: readJson(answer.data) };
    } catch (thrown) {
      return transportFailure(thrown);
    }
  };

  return {
    tokenEndpoint: async () => {
      const found = await read('/.well-known/openid-configuration');
      if (!found.ok) {
        // No such document: the path every known installation uses.
        const absent = found.failure.sent === 'answered' && found.failure.code !== 'CXONE_SERVER_ERROR';
        return absent ? { ok: true, value: `${issuer}/auth/token` } : found;
      }
      const parsed = OpenIdConfiguration.safeParse(found.value);
      return parsed.success
        ? { ok: true, value: parsed.data.token_endpoint }
        : failed('CXONE_ANSWER_INVALID', 'answered', { value: 'openid-configuration' });
    },
    apiBase: async (tenantId) => {
      const found = await read(`/.well-known/cxone-configuration?tenantId=${encodeURIComponent(tenantId)}`);
      if (!found.ok) return found;
      const parsed = CxoneConfiguration.safeParse(found.value);
      if (!parsed.success) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'cxone-configuration' });
      return { ok: true, value: apiBaseOf(parsed.data, issuer) };
    },
  };
}

/** Host of the Digital Engagement API. */
export function apiBaseOf(found: z.infer<typeof CxoneConfiguration>, issuer: string): string {
  const area = found.area.toLowerCase();
  // An installation that serves everything from its issuer says so by naming the issuer as its API host.
  if (found.api_endpoint !== undefined && new URL(found.api_endpoint).origin === new URL(issuer).origin) {
    return found.api_endpoint.replace(/\/+$/u, '');
  }
  // CXone: the one FedRAMP area has a domain of its own.
  return area === 'na2' ? 'https://api-de-na2.nicecxone-gov.com' : `https://api-de-${area}.${found.domain}`;
}
