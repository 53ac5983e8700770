import type { CxoneAccess } from '#shared/contract/setup-contract.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { endedStep, passedStep, type StepEnd, type TrialSteps } from '../../../core/trial-steps.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { apiBaseOf, createDiscovery, CxoneConfiguration } from '../cxone-discovery.ts';
import { createGrants, type Granted } from '../cxone-grant.ts';
import { failed, type CxoneFailure, type CxoneResult } from '../cxone-result.ts';
import { createTenantHttp, type TenantHttp } from './tenant-http.ts';

/** The commercial cloud; an access that names no issuer means it. */
const commercialIssuer = 'https://cxone.niceincontact.com';

export const sessionSteps = ['discovery', 'token', 'tenant'] as const;

/** Signed in to a tenant with credentials that were typed. Lives as long as one question. */
export interface TenantSession {
  readonly http: TenantHttp;
  readonly accessToken: string;
  /** Digital Engagement API, without a slash at its end. */
  readonly engagementBase: string;
  /** Host of the ACD's Admin API, without a slash at its end. */
  readonly acdBase: string;
}

export interface SessionDeps {
  readonly http: OutboundHttp;
  readonly clock: Clock;
}

/** Signs in, step by step. Null when a step failed; the steps say which and why. Nothing of it is kept. */
export async function openTenant(
  deps: SessionDeps,
  access: CxoneAccess,
  steps: TrialSteps,
): Promise<TenantSession | null> {
  const issuer = (access.issuer.trim() || commercialIssuer).replace(/\/+$/u, '');
  const now = (): number => deps.clock.now();
  const discovery = createDiscovery({ http: deps.http, issuer, now });
  const endpoint = await steps.run('discovery', async () => {
    const badAddress = addressProblem(issuer) ?? addressProblem(access.apiBase ?? issuer);
    if (badAddress !== null) return badAddress;
    const found = await discovery.tokenEndpoint();
    return found.ok ? passedStep(found.value, hostOf(found.value)) : failedStep(found.failure);
  });
  if (endpoint === null) return null;
  const known = { ...discovery, tokenEndpoint: () => Promise.resolve({ ok: true, value: endpoint } as const) };
  const granted = await steps.run('token', async () => {
    const missing = missingCredential(access);
    if (missing !== null) return missing;
    const answer = await createGrants({ http: deps.http, discovery: known, now }).ask(access);
    return answer.ok ? passedStep(answer.value) : failedStep(answer.failure);
  });
  if (granted === null) return null;
  const secrets = [access.clientSecret, access.accessKeySecret];
  const http = createTenantHttp({ ...deps, secrets });
  return steps.run('tenant', () => findTenant({ http, access, granted, issuer }));
}

export function failedStep(failure: CxoneFailure): StepEnd<never> {
  const { platformCode, value } = failure;
  return endedStep('failed', codeOf(failure), { platformCode, value });
}

/** Why a question had no answer. What the connectors call a refused request is a refused message to an operator. */
export function codeOf({ code, platformCode }: CxoneFailure): ErrorCode {
  if (code !== 'CXONE_REQUEST_REFUSED') return code;
  return platformCode === 'HTTP 404' ? 'SETUP_NOT_OFFERED' : 'CXONE_ANSWER_INVALID';
}

async function findTenant(found: {
  readonly http: TenantHttp;
  readonly access: CxoneAccess;
  readonly granted: Granted;
  readonly issuer: string;
}): Promise<StepEnd<TenantSession>> {
  const { http, access, granted, issuer } = found;
  const { accessToken } = granted;
  const typedTenant = access.tenantId?.trim() ?? '';
  const typedBase = (access.apiBase ?? '').trim().replace(/\/+$/u, '');
  if (typedTenant !== '' && granted.tenantId !== null && granted.tenantId !== typedTenant) {
    return endedStep('failed', 'SETUP_TENANT_DIFFERS', { value: granted.tenantId });
  }
  const tenantId = typedTenant || granted.tenantId;
  const places = tenantId === null ? noTenant : await askPlaces(http, issuer, tenantId);
  if (!places.ok && typedBase === '') {
    const { platformCode } = places.failure;
    const isUnknown = typedTenant !== '' && platformCode === 'HTTP 404';
    return isUnknown ? endedStep('failed', 'SETUP_TENANT_DIFFERS', { platformCode }) : failedStep(places.failure);
  }
  const engagementBase = typedBase || (places.ok ? places.value.engagementBase : '');
  const session: TenantSession = {
    http,
    accessToken,
    engagementBase,
    // The two hosts of a tenant differ by this word (CXone: api-de-… beside api-…).
    acdBase: places.ok ? places.value.acdBase : engagementBase.replace('://api-de-', '://api-'),
  };
  const area = places.ok ? places.value.area.toUpperCase() : hostOf(engagementBase);
  return passedStep(session, tenantId === null ? area : `${area} · ${tenantId}`);
}

const noTenant = failed('CXONE_ANSWER_INVALID', 'answered', { value: 'tenantId' });

interface Places {
  readonly area: string;
  readonly engagementBase: string;
  readonly acdBase: string;
}

/** CXone: `GET /.well-known/cxone-configuration`; `api_endpoint` is the host of the Admin API. */
async function askPlaces(http: TenantHttp, issuer: string, tenantId: string): Promise<CxoneResult<Places>> {
  const url = `${issuer}/.well-known/cxone-configuration?tenantId=${encodeURIComponent(tenantId)}`;
  const answer = await http.call({ method: 'GET', url, accessToken: null });
  if (!answer.ok) return answer;
  const parsed = CxoneConfiguration.safeParse(answer.value.body);
  if (!parsed.success) return failed('CXONE_ANSWER_INVALID', 'answered', { value: 'cxone-configuration' });
  const { area, domain, api_endpoint: apiEndpoint } = parsed.data;
  return {
    ok: true,
    value: {
      area,
      engagementBase: apiBaseOf(parsed.data, issuer),
      acdBase: (apiEndpoint ?? `https://api-${area.toLowerCase()}.${domain}`).replace(/\/+$/u, ''),
    },
  };
}

function missingCredential(access: CxoneAccess): StepEnd<never> | null {
  const { clientId, clientSecret, accessKeyId, accessKeySecret } = access;
  if (clientId.trim() === '') return endedStep('failed', 'SETUP_REQUIRED', { value: 'cxone.clientId' });
  if (accessKeyId.trim() === '') return endedStep('failed', 'SETUP_REQUIRED', { value: 'cxone.accessKeyId' });
  if (clientSecret === '') return endedStep('failed', 'SETUP_SECRET_MISSING', { value: 'cxone_client_secret' });
  if (accessKeySecret === '') {
    return endedStep('failed', 'SETUP_SECRET_MISSING', { value: 'cxone_access_key_secret' });
  }
  return null;
}

function addressProblem(address: string): StepEnd<never> | null {
  const isHttp = URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol);
  return isHttp ? null : endedStep('failed', 'SETUP_URL_FORM', { value: address });
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
