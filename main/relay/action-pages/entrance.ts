import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AdminCxone, AdminIdentity, AdminResult, AdminTenants } from '../ports/admin-cxone.ts';
import { valueOf } from './cxone-problem.ts';
import type { EntryLink } from './entry-link.ts';
import { ExchangeGate } from './exchange-gate.ts';
import { longestSessionMs } from './sessions.ts';

export interface EntranceDeps {
  readonly integrations: readonly IntegrationConfig[];
  readonly cxone: AdminCxone;
  readonly tenants: AdminTenants;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Somebody CXone vouches for, and who belongs to our tenant. */
export interface Admitted extends Pick<AdminIdentity, 'userName' | 'tenantId' | 'accessToken'> {
  readonly apiHost: string;
  readonly integrations: readonly IntegrationConfig[];
  readonly lifeMs: number;
}

/** Turns CXone's link into an administrator. */
export class Entrance {
  readonly #deps: EntranceDeps;
  readonly #gate: ExchangeGate;

  constructor(deps: EntranceDeps) {
    this.#deps = deps;
    this.#gate = new ExchangeGate(deps.clock);
  }

  /** Throws ACTION_TOKEN_REFUSED, ACTION_HOST_NOT_ALLOWED or ACTION_CXONE_FAILED. */
  async admit(link: EntryLink, caller: string | null): Promise<Admitted> {
    const admitted = await this.#gate.pass(caller, () => this.#admit(link));
    if (admitted === null) throw new RelayError('ACTION_CXONE_FAILED', 'too many links are being opened');
    return admitted;
  }

  async #admit(link: EntryLink): Promise<Admitted> {
    const { cxone } = this.#deps;
    const apiHost = link.apiHost ?? (await this.#usualHost());
    const { userName, tenantId, accessToken, lifeMs } = valueOf(await cxone.verify(apiHost, link), 'verify');
    if (lifeMs !== null && lifeMs <= 0) throw new RelayError('ACTION_TOKEN_REFUSED', 'the access token is over');
    const integrations = await this.#ofTenant(tenantId);
    return { userName, tenantId, accessToken, apiHost, integrations, lifeMs: lifeMs ?? longestSessionMs };
  }

  /** Where our first integration's tenant is served. */
  async #usualHost(): Promise<string> {
    const [integration] = this.#deps.integrations;
    if (integration === undefined) throw new RelayError('ACTION_LINK_INVALID', 'there is no integration');
    return valueOf(await this.#deps.tenants.hostOf(integration), 'call');
  }

  /** Ours in the administrator's tenant; a stranger's tenant has none, whoever CXone says they are. */
  async #ofTenant(tenantId: string): Promise<readonly IntegrationConfig[]> {
    const { integrations, tenants, log } = this.#deps;
    const found: IntegrationConfig[] = [];
    let problem: AdminResult<string> | null = null;
    for (const integration of integrations) {
      const own = await tenants.of(integration);
      if (!own.ok) problem = own;
      else if (own.value === tenantId) found.push(integration);
    }
    if (found.length > 0) return found;
    if (problem !== null && !problem.ok) {
      const { code, platformCode } = problem.failure;
      const value = [code, platformCode].filter(Boolean).join(', ');
      throw new RelayError('ACTION_CXONE_FAILED', 'our own tenant cannot be told', { value });
    }
    log.warn('action_page.foreign_tenant');
    throw new RelayError('ACTION_TOKEN_REFUSED', 'an administrator of another tenant');
  }
}
