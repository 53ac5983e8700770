import { z } from 'zod';
import type { IntegrationSecrets } from '../../ports/live-secrets.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { readJson } from './cxone-answers.ts';
import type { Discovery } from './cxone-discovery.ts';
import { failed, statusFailure, transportFailure, type CxoneResult } from './cxone-result.ts';

/** Whole token call, milliseconds. */
const callTimeoutMs = 10_000;
/** For answers that name no life we can believe. */
const defaultLifeMs = 3_600_000;
const longestLifeMs = 86_400_000;

/** What signing in with an access key gives. */
export interface Granted {
  readonly accessToken: string;
  readonly lifeMs: number;
  /** As the token's claims name it, or null. */
  readonly tenantId: string | null;
}

export interface Grants {
  /** Signs in once. Never rejects; failures speak of the sign-in alone. */
  ask(secrets: IntegrationSecrets): Promise<CxoneResult<Granted>>;
}

type BodyForm = 'form' | 'json';

/** OAuth 2.0 with an employee's access key (CXone: `POST /auth/token`, grant type password). */
export function createGrants(options: {
  readonly http: OutboundHttp;
  readonly discovery: Discovery;
  readonly now: () => number;
}): Grants {
  const { http, discovery, now } = options;
  let endpoint: string | null = null;
  /** Whichever form of body worked last. Which one CXone wants is not published. */
  let form: BodyForm = 'form';

  /** One call. 'other_form': the body was not understood, the other form is worth a try. */
  const call = async (
    url: string,
    as: BodyForm,
    { clientId, clientSecret, accessKeyId, accessKeySecret }: IntegrationSecrets,
  ): Promise<CxoneResult<Granted> | 'other_form'> => {
    const fields = { grant_type: 'password', username: accessKeyId, password: accessKeySecret };
    // Not percent-encoded first, as the standard would have it: CXone's own examples do not, and few servers decode.
    const basic = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
    try {
      const answer = await http.request<Uint8Array>({
        method: 'POST',
        url,
        data: as === 'form' ? new URLSearchParams(fields) : fields,
        headers: { accept: 'application/json', authorization: `Basic ${basic}` },
        timeout: callTimeoutMs,
      });
      const value = readJson(answer.data);
      const { status } = answer;
      if (status >= 200 && status < 300) return readGrant(value);
      if ((status === 400 || status === 415) && !namesCredentials(value)) return 'other_form';
      if (status === 400 || status === 401) return refused(`HTTP ${status}`, oauthError(value));
      return statusFailure(answer, oauthError(value), now());
    } catch (thrown) {
      return transportFailure(thrown);
    }
  };

  const askAt = async (url: string, secrets: IntegrationSecrets): Promise<CxoneResult<Granted>> => {
    const first = await call(url, form, secrets);
    if (first !== 'other_form') return first;
    const other = form === 'form' ? 'json' : 'form';
    const second = await call(url, other, secrets);
    if (second === 'other_form') return refused('HTTP 400', null);
    if (second.ok) form = other;
    return second;
  };

  return {
    ask: async (secrets) => {
      if (endpoint === null) {
        const found = await discovery.tokenEndpoint();
        if (!found.ok) return found;
        endpoint = found.value;
      }
      const granted = await askAt(endpoint, secrets);
      // Unless it spoke of the credentials the endpoint may have moved: it is looked up again.
      if (!granted.ok && granted.failure.code !== 'CXONE_CREDENTIALS_REFUSED') endpoint = null;
      return granted;
    },
  };
}

function refused(platformCode: string, value: string | null): CxoneResult<never> {
  return failed('CXONE_CREDENTIALS_REFUSED', 'answered', { platformCode, value });
}

const Answer = z.object({
  // It goes into a header: printable ASCII, and no longer than headers may be.
  access_token: z.string().regex(/^[\u0021-\u007e]{1,8192}$/u),
  id_token: z.string().optional().catch(undefined),
  expires_in: z.union([z.number(), z.string()]).optional().catch(undefined),
});

function readGrant(value: unknown): CxoneResult<Granted> {
  const parsed = Answer.safeParse(value);
  if (!parsed.success) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'access_token' });
  const { access_token: accessToken, id_token: idToken, expires_in: expiresIn } = parsed.data;
  const lifeMs = Number(expiresIn ?? Number.NaN) * 1_000;
  return {
    ok: true,
    value: {
      accessToken,
      lifeMs: lifeMs > 0 && lifeMs <= longestLifeMs ? lifeMs : defaultLifeMs,
      tenantId: tenantIn(accessToken) ?? (idToken === undefined ? null : tenantIn(idToken)),
    },
  };
}

const TenantClaim = z.object({ tenantId: z.string().min(1).max(200) });

/** Reads the tenant from a token's claims. Its signature is CXone's own business: it came over a verified connection. */
function tenantIn(token: string): string | null {
  const claims = token.split('.')[1];
  if (claims === undefined) return null;
  const parsed = TenantClaim.safeParse(readJson(Buffer.from(claims, 'base64url')));
  return parsed.success ? parsed.data.tenantId : null;
}

const OauthError = z.object({ error: z.string() });

function oauthError(value: unknown): string | null {
  return OauthError.safeParse(value).data?.error.slice(0, 100) ?? null;
}

/** OAuth 2.0 (RFC 6749, 5.2): these mean the credentials, not the form they came in. */
function namesCredentials(value: unknown): boolean {
  return ['invalid_client', 'invalid_grant', 'unauthorized_client', 'access_denied'].includes(oauthError(value) ?? '');
}
