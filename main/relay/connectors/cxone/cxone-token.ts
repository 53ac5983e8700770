import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { readJson } from './cxone-answers.ts';
import { createDiscovery, type Discovery } from './cxone-discovery.ts';
import { failed, statusFailure, transportFailure, type CxoneFailure, type CxoneResult } from './cxone-result.ts';

/** Whole token call, milliseconds. */
const callTimeoutMs = 10_000;
/** For answers that name no life we can believe. */
const defaultLifeMs = 3_600_000;
const longestLifeMs = 86_400_000;
/** A token is renewed after this share of its life, while it still works. */
const renewAfter = 0.8;
/** Never more than one failing call in this time, whoever asks. */
const shortestHoldMs = 1_000;
const longestHoldMs = 60_000;

/** Signed in: what a call needs. */
export interface CxoneSession {
  readonly accessToken: string;
  /** Host of the Digital Engagement API, without a trailing slash. */
  readonly apiBase: string;
}

export interface CxoneTokens {
  /**
   * The session, renewed when it is due. However many ask, one request is made. Never rejects. While signing in fails,
   * calls are answered with the last failure and only now and then tried; `eager` (a check somebody waits for) tries
   * again after a second.
   */
  session(signal: AbortSignal, eager?: boolean): Promise<CxoneResult<CxoneSession>>;
  /** CXone refused this token: the next call gets another one. */
  drop(accessToken: string): void;
  /** CXone refused even a fresh token: not tried again at once. */
  refused(accessToken: string): void;
}

interface Held {
  readonly session: CxoneSession;
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Fault {
  readonly failure: CxoneFailure;
  readonly count: number;
  readonly at: number;
}

interface Granted {
  readonly accessToken: string;
  readonly lifeMs: number;
  readonly tenantId: string | null;
}

export interface CxoneTokensDeps {
  readonly http: OutboundHttp;
  readonly config: IntegrationConfig['cxone'];
  readonly clock: Clock;
  readonly log: Logger;
}

export function createCxoneTokens(deps: CxoneTokensDeps): CxoneTokens {
  return new TokenKeeper(deps);
}

class TokenKeeper implements CxoneTokens {
  readonly #deps: CxoneTokensDeps;
  readonly #discovery: Discovery;
  #held: Held | null = null;
  #fault: Fault | null = null;
  #underWay: Promise<CxoneResult<CxoneSession>> | null = null;
  #tokenEndpoint: string | null = null;
  #apiBase: string | null;
  /** Whichever body form the token endpoint took last. */
  #form: 'form' | 'json' = 'form';

  constructor(deps: CxoneTokensDeps) {
    this.#deps = deps;
    const { http, config, clock } = deps;
    this.#discovery = createDiscovery({ http, issuer: config.issuer, now: () => clock.now() });
    this.#apiBase = config.apiBase === undefined ? null : withoutResource(config.apiBase);
  }

  async session(signal: AbortSignal, eager = false): Promise<CxoneResult<CxoneSession>> {
    const now = this.#deps.clock.monotonic();
    const held = this.#held;
    if (held !== null && now < held.renewAt) return { ok: true, value: held.session };
    const renewed = this.#onHold(now, eager) ?? (await orAborted(this.#renew(), signal));
    // Not renewed, but the old token still has a while to go.
    if (!renewed.ok && held !== null && held === this.#held && this.#deps.clock.monotonic() < held.endsAt) {
      return { ok: true, value: held.session };
    }
    return renewed;
  }

  drop(accessToken: string): void {
    if (this.#held?.session.accessToken === accessToken) this.#held = null;
  }

  refused(accessToken: string): void {
    if (this.#held?.session.accessToken !== accessToken) return;
    this.#held = null;
    this.#noteFault(failed('CXONE_TOKEN_REFUSED', 'no', { platformCode: 'HTTP 401' }).failure);
  }

  /** The last failure, as long as it is too early to try again. */
  #onHold(now: number, eager: boolean): CxoneResult<CxoneSession> | null {
    if (this.#fault === null || this.#underWay !== null) return null;
    const { failure, count, at } = this.#fault;
    const growingMs = Math.min(longestHoldMs, shortestHoldMs * 2 ** (count - 1));
    const holdMs = eager ? shortestHoldMs : Math.max(growingMs, failure.retryAfterMs ?? 0);
    return now - at < holdMs ? { ok: false, failure } : null;
  }

  #renew(): Promise<CxoneResult<CxoneSession>> {
    this.#underWay ??= this.#signIn().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  async #signIn(): Promise<CxoneResult<CxoneSession>> {
    const { clock, log } = this.#deps;
    const startedAt = clock.monotonic();
    const signedIn = await this.#grantAndPlace();
    if (!signedIn.ok) {
      const failure = asSignInFailure(signedIn.failure);
      this.#noteFault(failure);
      log.warn('cxone.sign_in_failed', {
        code: failure.code,
        platformCode: failure.platformCode,
        value: failure.value,
      });
      return { ok: false, failure };
    }
    const { session, lifeMs } = signedIn.value;
    this.#fault = null;
    this.#held = { session, renewAt: startedAt + lifeMs * renewAfter, endsAt: startedAt + lifeMs };
    log.info('cxone.signed_in', { lifeMs });
    return { ok: true, value: session };
  }

  async #grantAndPlace(): Promise<CxoneResult<{ session: CxoneSession; lifeMs: number }>> {
    const granted = await this.#grant();
    if (!granted.ok) return granted;
    const { accessToken, lifeMs } = granted.value;
    const apiBase = await this.#place(granted.value);
    return apiBase.ok ? { ok: true, value: { session: { accessToken, apiBase: apiBase.value }, lifeMs } } : apiBase;
  }

  /** Which host serves the tenant: by configuration, else asked once. */
  async #place({ tenantId: claimed }: Granted): Promise<CxoneResult<string>> {
    if (this.#apiBase !== null) return { ok: true, value: this.#apiBase };
    const tenantId = this.#deps.config.tenantId ?? claimed;
    if (tenantId === null) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'tenantId' });
    const found = await this.#discovery.apiBase(tenantId);
    if (found.ok) this.#apiBase = found.value;
    return found;
  }

  async #grant(): Promise<CxoneResult<Granted>> {
    if (this.#tokenEndpoint === null) {
      const found = await this.#discovery.tokenEndpoint();
      if (!found.ok) return found;
      this.#tokenEndpoint = found.value;
    }
    const first = await this.#ask(this.#tokenEndpoint, this.#form);
    if (first !== 'other_form') return first;
    const other = this.#form === 'form' ? 'json' : 'form';
    const second = await this.#ask(this.#tokenEndpoint, other);
    if (second === 'other_form') return failed('CXONE_CREDENTIALS_REFUSED', 'answered', { platformCode: 'HTTP 400' });
    if (second.ok) this.#form = other;
    return second;
  }

  /** One token call. 'other_form': the endpoint did not understand the body, the other one is worth a try. */
  async #ask(url: string, form: 'form' | 'json'): Promise<CxoneResult<Granted> | 'other_form'> {
    const { http, config, clock } = this.#deps;
    const fields = { grant_type: 'password', username: config.accessKeyId, password: config.accessKeySecret };
    // Not percent-encoded first, as the standard would have it: CXone's own examples do not, and few servers decode.
    const basic = Buffer.from(`${config.clientId}:${config.clientSecret}`, 'utf8');
    try {
      const answer = await http.request<Uint8Array>({
        method: 'POST',
        url,
        data: form === 'form' ? new URLSearchParams(fields) : fields,
        headers: { accept: 'application/json', authorization: `Basic ${basic.toString('base64')}` },
        timeout: callTimeoutMs,
      });
      const value = readJson(answer.data);
      const { status } = answer;
      if (status >= 200 && status < 300) return readGrant(value);
      if ((status === 400 || status === 415) && !namesCredentials(value)) return 'other_form';
      if (status === 400 || status === 401) {
        return failed('CXONE_CREDENTIALS_REFUSED', 'answered', {
          platformCode: `HTTP ${status}`,
          value: oauthError(value),
        });
      }
      return statusFailure(answer, oauthError(value), clock.now());
    } catch (thrown) {
      return transportFailure(thrown);
    }
  }

  #noteFault(failure: CxoneFailure): void {
    this.#fault = { failure, count: (this.#fault?.count ?? 0) + 1, at: this.#deps.clock.monotonic() };
    // An endpoint that moved is found again.
    if (failure.code !== 'CXONE_CREDENTIALS_REFUSED') this.#tokenEndpoint = null;
  }
}

/** Toward a message this is 'not sent', and never the message's own fault. */
function asSignInFailure(failure: CxoneFailure): CxoneFailure {
  const code = failure.code === 'CXONE_REQUEST_REFUSED' ? 'CXONE_ANSWER_INVALID' : failure.code;
  return { ...failure, code, sent: 'no' };
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

function withoutResource(apiBase: string): string {
  return apiBase.replace(/\/+$/u, '').replace(/\/dfo\/3\.0$/u, '');
}

/** Resolves early when the caller gives up; what others share goes on. */
function orAborted<T>(shared: Promise<CxoneResult<T>>, signal: AbortSignal): Promise<CxoneResult<T>> {
  if (signal.aborted) return Promise.resolve(abandoned());
  // All messages of a channel share one signal; each of them listens only while it waits.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      resolve(abandoned());
    };
    signal.addEventListener('abort', leave, { once: true });
    shared
      .finally(() => {
        signal.removeEventListener('abort', leave);
      })
      .then(resolve, reject);
  });
}

function abandoned(): CxoneResult<never> {
  return failed('CXONE_UNREACHABLE', 'no', { platformCode: 'aborted' });
}
