import { createHash } from 'node:crypto';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { Answer } from '../kit/answer.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { objectOf, parseJson, stringOf } from '../kit/json.ts';
import type { ApiContext } from './api-context.ts';
import type { TenantAccessKey, TenantApplication } from './admin/tenant-model.ts';

/** `GET /.well-known/openid-configuration`. */
export function openIdConfiguration(context: ApiContext): Answer {
  const issuer = context.url();
  return jsonAnswer(200, {
    issuer,
    authorization_endpoint: `${issuer}/auth/authorize`,
    token_endpoint: `${issuer}/auth/token`,
    jwks_uri: `${issuer}/auth/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  });
}

/** `GET /.well-known/cxone-configuration?tenantId=`. */
export function cxoneConfiguration(context: ApiContext, request: ServiceRequest): Answer {
  const { tenant } = context;
  if (request.query.get('tenantId') !== tenant.tenantId) {
    return jsonAnswer(404, { errors: [{ message: 'Tenant was not found.' }] });
  }
  const url = context.url();
  return jsonAnswer(200, {
    private: false,
    ui_endpoint: url,
    auth_endpoint: url,
    api_endpoint: url,
    area: tenant.area,
    cluster: tenant.area.toUpperCase(),
    domain: 'niceincontact.com',
    acdDomain: 'nice-incontact.com',
    uhDomain: 'nice-incontact.com',
    tenantId: tenant.tenantId,
    globaldomain: 'niceincontact.com',
  });
}

export function jwks(context: ApiContext): Answer {
  return jsonAnswer(200, { keys: [context.tokens.publicKey()] });
}

/** `POST /auth/token`: password grant with an access key; form first, JSON understood as well. */
export function accessToken(context: ApiContext, request: ServiceRequest): Answer {
  const claimed = claimedApplication(context, request);
  const fields = readForm(context, request, claimed ? ['login', claimed.key] : ['login']);
  if (!fields) return emptyAnswer(415);
  const client = clientOf(request, fields);
  const named = context.store.book.applications.get(client?.id ?? '');
  const application = named?.clientSecret === client?.secret ? named : undefined;
  const targets = application ? ['login', application.key] : ['login'];
  if (!application || context.faults.take('tokenRefused', targets)) {
    return oauthError(401, 'invalid_client', 'Client authentication failed');
  }
  if (fields.grant_type === 'refresh_token') {
    const refreshed = accessKeyOfRefreshToken(context, application, fields.refresh_token);
    if (refreshed) return tokenAnswer(context, application, refreshed);
  }
  if (fields.grant_type !== 'password') return oauthError(400, 'unsupported_grant_type', 'Grant type is not supported');
  const accessKey = context.store.book.accessKeys.get(fields.username ?? '');
  const isKnown = accessKey !== undefined && fields.password === accessKey.secret;
  if (!isKnown || context.faults.take('accessKeyRefused', targets)) {
    return oauthError(400, 'invalid_grant', 'The access key is not valid');
  }
  return tokenAnswer(context, application, accessKey);
}

/** `accessKeyId`: of the employee in whose name it is. */
export function issueAccessToken(context: ApiContext, application: TenantApplication, accessKeyId: string): string {
  const { tenant, rules, tokens, clock } = context;
  const claims = {
    iss: context.url(),
    sub: `user:${accessKeyId}`,
    aud: application.clientId,
    tenantId: tenant.tenantId,
    area: tenant.area,
    icBUId: tenant.businessUnitId,
  };
  return tokens.issue(application.key, claims, clock.now(), rules().tokenLifeSeconds);
}

function tokenAnswer(context: ApiContext, application: TenantApplication, accessKey: TenantAccessKey): Answer {
  const token = issueAccessToken(context, application, accessKey.id);
  const spoilt = context.faults.take('tokenAnswer', ['login', application.key]);
  return jsonAnswer(
    200,
    {
      access_token: token,
      token_type: 'Bearer',
      refresh_token: refreshTokenOf(application, accessKey),
      expires_in: spoilt ? spoilt.expiresIn : context.rules().tokenLifeSeconds,
      id_token: token,
      issued_token_type: 'access_token',
    },
    { 'cache-control': 'no-store' },
  );
}

const refreshTokenOf = ({ clientId }: TenantApplication, { id, secret }: TenantAccessKey): string =>
  `refresh-${createHash('sha256').update(`${clientId} ${id} ${secret}`).digest('hex')}`;

/** Undefined when the token was not issued here, or its access key is gone. */
function accessKeyOfRefreshToken(
  context: ApiContext,
  application: TenantApplication,
  token: string | undefined,
): TenantAccessKey | undefined {
  return [...context.store.book.accessKeys.values()].find((key) => refreshTokenOf(application, key) === token);
}

const oauthError = (status: number, error: string, errorDescription: string): Answer =>
  jsonAnswer(status, { error, errorDescription });

/** Undefined when the content type is one a fault refuses, or none that is known. */
function readForm(
  context: ApiContext,
  request: ServiceRequest,
  targets: readonly string[],
): Record<string, string | undefined> | undefined {
  const type = request.headers['content-type'] ?? '';
  const text = request.body.toString('utf8');
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return context.faults.take('formRefused', targets) ? undefined : Object.fromEntries(new URLSearchParams(text));
  }
  if (!type.startsWith('application/json') || context.faults.take('jsonRefused', targets)) return undefined;
  const members = Object.entries(objectOf(parseJson(text)));
  return Object.fromEntries(members.map(([name, value]) => [name, stringOf(value)]));
}

/** The application whose client id a token request names in its Authorization header, right secret or not. */
export function claimedApplication(context: ApiContext, request: ServiceRequest): TenantApplication | undefined {
  const claimed = basicPair(request);
  return claimed && context.store.book.applications.get(claimed.id);
}

/** From HTTP Basic, else from the body. */
function clientOf(
  request: ServiceRequest,
  fields: Record<string, string | undefined>,
): { id: string; secret: string } | undefined {
  if (request.headers.authorization !== undefined) return basicPair(request);
  const { client_id: id, client_secret: secret } = fields;
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function basicPair(request: ServiceRequest): { id: string; secret: string } | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return undefined;
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0
    ? undefined
    : { id: percentDecoded(pair.slice(0, colon)), secret: percentDecoded(pair.slice(colon + 1)) };
}

// RFC 6749 has both halves percent-encoded before Base64; many clients leave that out.
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
