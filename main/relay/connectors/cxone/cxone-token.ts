import { setMaxListeners } from 'node:events';
import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { UseAnswer } from '../../ports/credential-use.ts';
import type { IntegrationSecrets } from '../../ports/live-secrets.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { createDiscovery, type Discovery } from './cxone-discovery.ts';
import { createGrants, type Granted, type Grants } from './cxone-grant.ts';
import { failed, type CxoneFailure, type CxoneResult } from './cxone-result.ts';

/** A token is renewed after this share of its life, while it still works. */
const renewAfter = 0.8;
/** Never more than one failing call in this time, whoever asks. */
const shortestHoldMs = 1_000;
const longestHoldMs = 60_000;
/** A session this young is not made anew for the asking. */
const freshMs = 60_000;

/** Signed in: what a call needs. */
export interface CxoneSession {
  readonly accessToken: string;
  /** Host of the Digital Engagement API, without a trailing slash. */
  readonly apiBase: string;
}

export interface SessionAsker {
  /** Somebody waits for the outcome of this very call. */
  readonly eager?: boolean;
  /** CXone's id of the channel it is for. */
  readonly channelId?: string;
}

export interface CxoneTokens {
  /** The session while it is not due to be renewed, else null: for those who need not wait then. */
  current(): CxoneSession | null;
  /**
   * The session, renewed when it is due. However many ask, one request is made. Never rejects. While signing in fails,
   * calls are answered with the last failure and only now and then tried; an eager one tries again after a second.
   *
   * Refused credentials are not tried again by themselves, since that may lock the account: the failure stands for
   * every channel, and only an eager call for a channel that has heard of it asks again. Such a channel is checked by
   * nobody but a person.
   */
  session(signal: AbortSignal, asker?: SessionAsker): Promise<CxoneResult<CxoneSession>>;
  /**
   * Signs in anew although there may be a session, which serves on until the new one stands. All channels of an integration
   * share it: one made within the last minute is new enough. Credentials that were refused are not tried again.
   */
  renew(signal: AbortSignal): Promise<CxoneResult<CxoneSession>>;
  /** CXone refused this token: the next call gets another one. */
  drop(accessToken: string): void;
  /** CXone refused even a fresh token: not tried again at once. */
  refused(accessToken: string): void;
}

interface Held {
  readonly session: CxoneSession;
  readonly from: number;
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Fault {
  readonly failure: CxoneFailure;
  readonly count: number;
  readonly at: number;
}

export interface CxoneTokensDeps {
  readonly http: OutboundHttp;
  readonly config: Pick<IntegrationConfig['cxone'], 'issuer' | 'apiBase' | 'tenantId'>;
  /** As they are now. When they change, the session made with those before is dropped. */
  readonly secrets: () => IntegrationSecrets;
  /** Told of each answer of CXone's to a sign-in made with them. */
  readonly onAnswered?: (secrets: IntegrationSecrets, answer: UseAnswer) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createCxoneTokens(deps: CxoneTokensDeps): CxoneTokens {
  return new TokenKeeper(deps);
}

class TokenKeeper implements CxoneTokens {
  readonly #deps: CxoneTokensDeps;
  readonly #discovery: Discovery;
  readonly #grants: Grants;
  /** Those that everything below belongs to. */
  #secrets: IntegrationSecrets;
  #held: Held | null = null;
  #fault: Fault | null = null;
  /** Channels that have heard that the credentials are refused. */
  readonly #told = new Set<string>();
  #underWay: Promise<CxoneResult<CxoneSession>> | null = null;
  #apiBase: string | null;

  constructor(deps: CxoneTokensDeps) {
    this.#deps = deps;
    const { http, config, clock } = deps;
    this.#discovery = createDiscovery({ http, issuer: config.issuer, now: () => clock.now() });
    this.#grants = createGrants({ http, discovery: this.#discovery, now: () => clock.now() });
    this.#secrets = deps.secrets();
    this.#apiBase = configuredBase(config);
  }

  current(): CxoneSession | null {
    this.#follow();
    const held = this.#held;
    return held !== null && this.#deps.clock.monotonic() < held.renewAt ? held.session : null;
  }

  async session(signal: AbortSignal, asker: SessionAsker = {}): Promise<CxoneResult<CxoneSession>> {
    const current = this.current();
    if (current !== null) return { ok: true, value: current };
    const now = this.#deps.clock.monotonic();
    const held = this.#held;
    const renewed = this.#onHold(now, asker) ?? (await orAborted(this.#renew(), signal));
    if (!renewed.ok && refusesCredentials(renewed.failure) && asker.channelId !== undefined)
      this.#told.add(asker.channelId);
    // Not renewed, but the old token still has a while to go.
    if (!renewed.ok && held !== null && held === this.#held && this.#deps.clock.monotonic() < held.endsAt) {
      return { ok: true, value: held.session };
    }
    return renewed;
  }

  async renew(signal: AbortSignal): Promise<CxoneResult<CxoneSession>> {
    this.#follow();
    const now = this.#deps.clock.monotonic();
    const held = this.#held;
    if (held !== null && now - held.from < freshMs) return { ok: true, value: held.session };
    const failure = this.#fault?.failure;
    if (failure !== undefined && refusesCredentials(failure)) return { ok: false, failure };
    return this.#onHold(now, { eager: true }) ?? (await orAborted(this.#renew(), signal));
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
  #onHold(now: number, { eager = false, channelId }: SessionAsker): CxoneResult<CxoneSession> | null {
    if (this.#fault === null || this.#underWay !== null) return null;
    const { failure, count, at } = this.#fault;
    const hasHeard = channelId === undefined || this.#told.has(channelId);
    if (refusesCredentials(failure) && !(eager && hasHeard)) return { ok: false, failure };
    const growingMs = Math.min(longestHoldMs, shortestHoldMs * 2 ** (count - 1));
    const holdMs = eager ? shortestHoldMs : Math.max(growingMs, failure.retryAfterMs ?? 0);
    return now - at < holdMs ? { ok: false, failure } : null;
  }

  #renew(): Promise<CxoneResult<CxoneSession>> {
    if (this.#underWay !== null) return this.#underWay;
    const signingIn = this.#signIn().finally(() => {
      // After a change of the secrets another one may be under way.
      if (this.#underWay === signingIn) this.#underWay = null;
    });
    this.#underWay = signingIn;
    return signingIn;
  }

  /** A session made with other secrets may end with them, and a refusal of those says nothing of these. */
  #follow(): void {
    const secrets = this.#deps.secrets();
    if (sameSecrets(secrets, this.#secrets)) return;
    this.#secrets = secrets;
    this.#held = null;
    this.#fault = null;
    this.#told.clear();
    this.#underWay = null;
    // They may be another tenant's, which another host may serve.
    this.#apiBase = configuredBase(this.#deps.config);
    this.#deps.log.info('cxone.session_dropped');
  }

  async #signIn(): Promise<CxoneResult<CxoneSession>> {
    const { clock, log } = this.#deps;
    const startedAt = clock.monotonic();
    const secrets = this.#secrets;
    const signedIn = await this.#grantAndPlace(secrets);
    this.#follow();
    // Whoever waited is served with the secrets of now; what the old ones brought is not kept.
    if (secrets !== this.#secrets) return this.#signedInAnew();
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
    this.#told.clear();
    this.#held = { session, from: startedAt, renewAt: startedAt + lifeMs * renewAfter, endsAt: startedAt + lifeMs };
    log.info('cxone.signed_in', { lifeMs });
    return { ok: true, value: session };
  }

  async #signedInAnew(): Promise<CxoneResult<CxoneSession>> {
    if (this.#held !== null) return { ok: true, value: this.#held.session };
    return this.#onHold(this.#deps.clock.monotonic(), { eager: true }) ?? this.#renew();
  }

  async #grantAndPlace(secrets: IntegrationSecrets): Promise<CxoneResult<{ session: CxoneSession; lifeMs: number }>> {
    const granted = await this.#grants.ask(secrets);
    this.#deps.onAnswered?.(secrets, granted.ok ? { ok: true } : { ...granted.failure, ok: false });
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

  #noteFault(failure: CxoneFailure): void {
    this.#fault = { failure, count: (this.#fault?.count ?? 0) + 1, at: this.#deps.clock.monotonic() };
  }
}

function refusesCredentials({ code }: CxoneFailure): boolean {
  return code === 'CXONE_CREDENTIALS_REFUSED';
}

/** Toward a message this is 'not sent', and never the message's own fault. */
function asSignInFailure(failure: CxoneFailure): CxoneFailure {
  const code = failure.code === 'CXONE_REQUEST_REFUSED' ? 'CXONE_ANSWER_INVALID' : failure.code;
  return { ...failure, code, sent: 'no' };
}

/** Whether two are the same in every part. */
export function sameSecrets(one: IntegrationSecrets, other: IntegrationSecrets): boolean {
  return (
    one === other ||
    (one.clientId === other.clientId &&
      one.clientSecret === other.clientSecret &&
      one.accessKeyId === other.accessKeyId &&
      one.accessKeySecret === other.accessKeySecret)
  );
}

function configuredBase({ apiBase }: Pick<IntegrationConfig['cxone'], 'apiBase'>): string | null {
  return apiBase === undefined ? null : withoutResource(apiBase);
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
