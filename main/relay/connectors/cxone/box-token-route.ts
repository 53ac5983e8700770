import type { FastifyRequest } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { ownCheckHeader, type LiveBoxSecrets } from '../../ports/box-secrets.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';
import type { BoxSightings } from '../../ports/setup-sightings.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import type { BoxAnswer } from './box-answers.ts';
import type { BoxClient } from './box-client.ts';
import type { CallerCertificates } from './caller-certificates.ts';
import { createSecretCheck } from './box-secrets.ts';
import { tokenLifeSeconds, type BoxTokens } from './box-token.ts';
import { readJsonObject } from './strict-json.ts';

export interface TokenRouteDeps {
  readonly clients: readonly BoxClient[];
  readonly secrets: LiveBoxSecrets;
  readonly tokens: BoxTokens;
  readonly legs: LegReporter;
  readonly clock: Clock;
  readonly log: Logger;
  readonly certificates?: CallerCertificates;
  readonly sightings?: Pick<BoxSightings, 'tokenFetched'>;
  readonly arrivedUnder?: (request: FastifyRequest) => string | null;
}

export type TokenRoute = (request: FastifyRequest, body: Uint8Array, isForm: boolean) => BoxAnswer;

interface TokenRequest {
  readonly grantType: unknown;
  readonly clientId: unknown;
  readonly clientSecret: unknown;
  readonly expiresIn: unknown;
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4): as JSON, which CXone is known to send, as a form, and with HTTP Basic. */
export function createTokenRoute(deps: TokenRouteDeps): TokenRoute {
  const { tokens, secrets, legs, log } = deps;
  const check = createSecretCheck(deps.clients, secrets);
  const limiter = createAttemptLimiter(deps.clock);

  const refuse = (request: FastifyRequest, client: BoxClient | null): BoxAnswer => {
    const retryAfterSeconds = limiter.wrong(request.ip);
    const limited = retryAfterSeconds !== null;
    legs.refusedRequest(null, 'BOX_CREDENTIALS_WRONG');
    log.debug('box.credentials_wrong', { clientKnown: client !== null, limited });
    if (limited)
      return { status: 429, headers: { 'retry-after': String(retryAfterSeconds) }, body: { error: 'slow_down' } };
    return {
      ...plainError(401, 'invalid_client'),
      ...(request.headers.authorization !== undefined && {
        headers: { 'www-authenticate': 'Basic realm="integration box"' },
      }),
      // After the answer, so that its time does not tell a known client id from an unknown one.
      ...(client !== null && { afterSent: () => reportWrongSecret(legs, client) }),
    };
  };

  return (request, body, isForm) => {
    if (hasCredentials(request.raw.url ?? '')) {
      log.warn('box.credentials_in_address', {});
      return plainError(400, 'invalid_request');
    }
    const asked = readTokenRequest(request.headers.authorization ?? '', body, isForm);
    if (asked === null || typeof asked.grantType !== 'string' || asked.grantType === '') {
      return plainError(400, 'invalid_request');
    }
    if (asked.grantType !== 'client_credentials') return plainError(400, 'unsupported_grant_type');
    const verdict = check(textOf(asked.clientId), textOf(asked.clientSecret));
    if (verdict.kind === 'wrong') return refuse(request, verdict.client);
    const { certificates } = deps;
    if (certificates?.mayCall(request, verdict.client.clientId) === false) {
      // The secret says who it is: its channels are told, and nobody else's.
      legs.refusedRequest(null, 'BOX_CERTIFICATE_REFUSED');
      reportCertificate(legs, verdict.client);
      return plainError(401, 'invalid_client');
    }
    const expiresIn = lifeOf(asked.expiresIn);
    const { client, secretId } = verdict;
    const token = tokens.issue(client, secretId, expiresIn, certificates?.thumbprintOf(request) ?? null);
    const mark = request.headers[ownCheckHeader];
    // What we ask ourselves proves nothing of CXone.
    if (typeof mark !== 'string' || !secrets.isOwnCheck(mark)) {
      secrets.used(client.clientId, secretId);
      deps.sightings?.tokenFetched(client.clientId, deps.arrivedUnder?.(request) ?? null);
      for (const { id } of client.channels) legs.proof(id, 'cxoneIn', 'other_side');
    }
    return {
      status: 200,
      headers: { pragma: 'no-cache' },
      body: { access_token: token, token_type: 'Bearer', expires_in: expiresIn },
    };
  };
}

/** The error form of OAuth 2.0. */
function plainError(status: number, error: string): BoxAnswer {
  return { status, body: { error } };
}

function reportWrongSecret(legs: LegReporter, client: BoxClient): void {
  for (const { id } of client.channels) {
    legs.fault(id, 'cxoneIn', {
      code: 'BOX_CREDENTIALS_WRONG',
      platformCode: null,
      value: client.clientId,
      retryable: false,
      nextTryAt: null,
    });
  }
}

function reportCertificate(legs: LegReporter, { channels, clientId }: BoxClient): void {
  for (const { id } of channels) {
    legs.fault(id, 'cxoneIn', {
      code: 'BOX_CERTIFICATE_REFUSED',
      platformCode: 'not_pinned',
      value: clientId,
      retryable: false,
      nextTryAt: null,
    });
  }
}

/** Addresses end up in the logs of every proxy on the way: credentials there are refused even when they are right. */
function hasCredentials(url: string): boolean {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1 || url.length));
  return ['client_id', 'client_secret', 'grant_type'].some((name) => query.has(name));
}

function readTokenRequest(authorization: string, body: Uint8Array, isForm: boolean): TokenRequest | null {
  const fields = isForm ? readForm(body) : readJsonObject(body);
  if (fields === null) return null;
  const basic = basicPair(authorization);
  return {
    grantType: fields.grant_type,
    clientId: basic?.id ?? fields.client_id,
    clientSecret: basic?.secret ?? fields.client_secret,
    expiresIn: fields.expires_in,
  };
}

/** Null when a field is named twice. */
function readForm(body: Uint8Array): Record<string, unknown> | null {
  const entries = [...new URLSearchParams(Buffer.from(body).toString('utf8'))];
  const fields = new Map(entries);
  return fields.size === entries.length ? Object.fromEntries(fields) : null;
}

function basicPair(header: string): { readonly id: string; readonly secret: string } | null {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/iu.exec(header)?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : { id: percentDecoded(pair.slice(0, colon)), secret: percentDecoded(pair.slice(colon + 1)) };
}

/** RFC 6749 has both halves percent-encoded; many clients leave that out. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function lifeOf(asked: unknown): number {
  const { shortest, longest } = tokenLifeSeconds;
  const seconds = typeof asked === 'string' && asked.trim() !== '' ? Number(asked) : asked;
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) return longest;
  return Math.round(Math.min(longest, Math.max(shortest, seconds)));
}
