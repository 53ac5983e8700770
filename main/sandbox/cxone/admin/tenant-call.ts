import type { z } from 'zod';
import { parseJson } from '../../kit/json.ts';
import type { Random } from '../../kit/random.ts';
import type { ServiceRequest } from '../../kit/http-service.ts';
import type { SandboxClock } from '../../kit/clock.ts';
import type { BoxClient } from '../box-client.ts';
import type { TenantStore } from '../store.ts';
import type { TenantOptions } from '../tenant.ts';
import type { IntegrationRegistry } from './integration-registry.ts';
import { TenantRefusal } from './refusal.ts';

/** What the administration works on. */
export interface TenantAdminParts {
  tenant: TenantOptions;
  store: TenantStore;
  registry: IntegrationRegistry;
  boxes: ReadonlyMap<string, BoxClient>;
  clock: SandboxClock;
  random: Random;
  /** Address of a page of the middleware as an administrator's browser opens it, with its single-use token. */
  openedPageUrl(pageUrl: string, channelId: string | undefined): string;
}

export interface TenantCall {
  request: ServiceRequest;
  parameters: Record<string, string>;
}

/** Answers with JSON; undefined: nothing to say (204). */
export type TenantHandler = (parts: TenantAdminParts, call: TenantCall) => unknown;

export type TenantRoute = readonly [method: 'GET' | 'POST' | 'PUT' | 'DELETE', pattern: string, run: TenantHandler];

/** The body as the schema reads it. Throws TenantRefusal with the first member that does not fit. */
export function tenantBody<T>(schema: z.ZodType<T>, { request }: TenantCall): T {
  const parsed = schema.safeParse(parseJson(request.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue && issue.path.length > 0 ? issue.path.join('.') : null;
  throw new TenantRefusal('bad_request', field, issue?.message ?? 'The body does not fit.');
}
