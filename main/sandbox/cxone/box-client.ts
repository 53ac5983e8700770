import type { SandboxClock } from '../kit/clock.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { HttpClient, HttpOutcome } from '../kit/http-client.ts';
import { objectOf, parseJson, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import type { CxoneFaultTable } from './faults.ts';
import type { CxoneRules } from './rules.ts';
import type { IntegrationOptions } from './tenant.ts';

export type BoxOutcome =
  | { kind: 'answered'; status: number; body: JsonObject; tookMs: number; tokenFetched: boolean }
  /** No complete answer: what happened at the middleware is unknown. */
  | { kind: 'unanswered'; detail: string; tookMs: number }
  /** No usable token could be had, so the call was refused before it took effect. */
  | { kind: 'unauthorized'; detail: string; tookMs: number };

export interface BoxCounters {
  calls: number;
  tokenRequests: number;
  unauthorized: number;
  unanswered: number;
}

/** CXone as HTTP client of one integration's middleware. */
export interface BoxClient {
  /** The integration box URL; undefined while the middleware is unknown. */
  setBaseUrl(url: string | undefined): void;
  baseUrl(): string | undefined;
  /**
   * Makes one call; on 401 fetches a token and repeats the call once. Never rejects. With `hangUpAtAnswer` the
   * connection is closed as soon as the answer begins.
   */
  post(path: string, body: JsonObject, targets: readonly string[], hangUpAtAnswer?: boolean): Promise<BoxOutcome>;
  forgetToken(): void;
  counters: Readonly<BoxCounters>;
}

export interface BoxClientParts {
  integration: IntegrationOptions;
  client: HttpClient;
  clock: SandboxClock;
  rules: () => CxoneRules;
  faults: FaultRegistry<CxoneFaultTable>;
}

type TokenResult = { token: string } | { problem: string };

export function createBoxClient(parts: BoxClientParts): BoxClient {
  const { integration, client, clock, rules, faults } = parts;
  const counters: BoxCounters = { calls: 0, tokenRequests: 0, unauthorized: 0, unanswered: 0 };
  let base: string | undefined;
  let cached: string | undefined;
  let pending: Promise<TokenResult> | undefined;

  const requestToken = async (targets: readonly string[]): Promise<TokenResult> => {
    counters.tokenRequests += 1;
    const isWrong = faults.take('boxWrongCredentials', targets) !== undefined;
    const outcome = await client.call({
      method: 'POST',
      url: integration.authorizationUrl ?? `${base ?? ''}/1.0/token`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: integration.box.clientId,
        client_secret: isWrong ? 'not-the-secret' : integration.box.clientSecret,
        expires_in: 3600,
      }),
      timeoutMs: rules().boxTimeoutMs,
      isRepeatable: true,
    });
    if (outcome.kind === 'failed') return { problem: `token call: ${outcome.detail}` };
    const token = stringOf(objectOf(parseJson(outcome.body)).access_token);
    if (outcome.status !== 200 || token === undefined) return { problem: `token call: HTTP ${outcome.status}` };
    return { token };
  };

  const freshToken = async (targets: readonly string[]): Promise<TokenResult> => {
    const isShared = rules().sharesTokenRequest && !faults.peek('boxTokenStampede', targets);
    if (!isShared) return requestToken(targets);
    pending ??= requestToken(targets).finally(() => (pending = undefined));
    return pending;
  };

  const send = (
    path: string,
    body: JsonObject,
    token: string | undefined,
    targets: readonly string[],
    hangUpAtAnswer: boolean,
  ) => {
    counters.calls += 1;
    const text = JSON.stringify(body);
    const isMalformed = faults.take('boxMalformed', targets) !== undefined;
    return client.call({
      method: 'POST',
      url: `${base ?? ''}${path}`,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: isMalformed ? text.slice(0, Math.floor(text.length / 2)) : text,
      timeoutMs: rules().boxTimeoutMs,
      isRepeatable: false,
      bytesPerSecond: faults.take('boxSlow', targets)?.bytesPerSecond,
      hangUpAtAnswer,
    });
  };

  const finish = (outcome: HttpOutcome, startedAt: number, tokenFetched: boolean): BoxOutcome => {
    const tookMs = performance.now() - startedAt;
    if (outcome.kind === 'failed') {
      counters.unanswered += 1;
      return { kind: 'unanswered', detail: `${outcome.reason}: ${outcome.detail}`, tookMs };
    }
    return { kind: 'answered', status: outcome.status, body: objectOf(parseJson(outcome.body)), tookMs, tokenFetched };
  };

  return {
    setBaseUrl(url) {
      if (url !== base) cached = undefined;
      base = url?.replace(/\/+$/, '');
    },
    baseUrl: () => base,
    forgetToken: () => void (cached = undefined),
    counters,
    async post(path, body, targets, hangUpAtAnswer = false) {
      const startedAt = performance.now();
      if (base === undefined) return { kind: 'unanswered', detail: 'no integration box URL', tookMs: 0 };
      const used = faults.take('boxExpiredToken', targets) ? `expired-${clock.now()}` : cached;
      const first = await send(path, body, used, targets, hangUpAtAnswer);
      if (first.kind === 'failed' || first.status !== 401) return finish(first, startedAt, false);

      counters.unauthorized += 1;
      // Another call may have renewed the token while this one was on its way.
      const renewed = cached !== undefined && cached !== used ? { token: cached } : await freshToken(targets);
      if ('problem' in renewed)
        return { kind: 'unauthorized', detail: renewed.problem, tookMs: performance.now() - startedAt };
      cached = renewed.token;
      const second = await send(path, body, cached, targets, hangUpAtAnswer);
      if (second.kind === 'answer' && second.status === 401) {
        cached = undefined;
        return { kind: 'unauthorized', detail: 'refused with a new token', tookMs: performance.now() - startedAt };
      }
      return finish(second, startedAt, true);
    },
  };
}
