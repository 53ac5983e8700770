import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { AdminTenants } from '../../../ports/admin-cxone.ts';
import type { IntegrationSecrets, LiveSecrets } from '../../../ports/live-secrets.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { createDiscovery } from '../cxone-discovery.ts';
import { createGrants, type Granted } from '../cxone-grant.ts';
import { failed, type CxoneResult } from '../cxone-result.ts';
import { sameSecrets } from '../cxone-token.ts';

/** A sign-in that failed is not tried again before this, milliseconds: wrong credentials may lock the account. */
const holdMs = 60_000;

/**
 * Which CXone tenant each of our integrations belongs to. Any customer of CXone can have CXone confirm who they are; only
 * the administrators of our own tenant may act here.
 */
export class OwnTenants implements AdminTenants {
  readonly #http: OutboundHttp;
  readonly #clock: Clock;
  readonly #secrets: Pick<LiveSecrets, 'integration'>;
  /** With which secrets each integration was asked for the last time. */
  readonly #askedWith = new Map<string, IntegrationSecrets>();
  readonly #known = new Map<string, string>();
  readonly #failed = new Map<string, { readonly at: number; readonly result: CxoneResult<string> }>();
  readonly #underWay = new Map<string, Promise<CxoneResult<string>>>();

  constructor(deps: {
    readonly http: OutboundHttp;
    readonly clock: Clock;
    readonly secrets: Pick<LiveSecrets, 'integration'>;
  }) {
    this.#http = deps.http;
    this.#clock = deps.clock;
    this.#secrets = deps.secrets;
  }

  /** By configuration, else as CXone names it when we sign in: asked once and kept. Never rejects. */
  async of(integration: IntegrationConfig): Promise<CxoneResult<string>> {
    const { id, cxone } = integration;
    this.#follow(integration);
    const known = cxone.tenantId ?? this.#known.get(id);
    if (known !== undefined) return { ok: true, value: known };
    const before = this.#failed.get(id);
    if (before !== undefined && this.#clock.monotonic() - before.at < holdMs) return before.result;
    const asking = this.#underWay.get(id) ?? this.#ask(id, cxone);
    this.#underWay.set(id, asking);
    return asking;
  }

  /**
   * Origin of the host that serves a tenant's own pages, for links that name none: the twin of the programming
   * interface's host (CXone: app-de-… beside api-de-…). Never rejects.
   */
  async hostOf(integration: IntegrationConfig): Promise<CxoneResult<string>> {
    const base = await this.#apiBase(integration);
    if (!base.ok) return base;
    return { ok: true, value: new URL(base.value.replace('://api-de-', '://app-de-')).origin };
  }

  async #apiBase(integration: IntegrationConfig): Promise<CxoneResult<string>> {
    const { apiBase, issuer } = integration.cxone;
    if (apiBase !== undefined) return { ok: true, value: apiBase };
    const tenant = await this.of(integration);
    if (!tenant.ok) return tenant;
    return createDiscovery({ http: this.#http, issuer, now: () => this.#clock.now() }).apiBase(tenant.value);
  }

  /** Other secrets may be another tenant's, and may work where those before did not. */
  #follow(integration: IntegrationConfig): void {
    const { id } = integration;
    const secrets = this.#secrets.integration(integration);
    const before = this.#askedWith.get(id);
    if (before !== undefined && sameSecrets(before, secrets)) return;
    this.#askedWith.set(id, secrets);
    for (const kept of [this.#known, this.#failed, this.#underWay]) kept.delete(id);
  }

  async #ask(id: string, { issuer }: IntegrationConfig['cxone']): Promise<CxoneResult<string>> {
    const secrets = this.#askedWith.get(id);
    if (secrets === undefined) throw new Error('asked without secrets');
    const deps = { http: this.#http, now: () => this.#clock.now() };
    const discovery = createDiscovery({ ...deps, issuer });
    const granted = await createGrants({ ...deps, discovery }).ask(secrets);
    // An answer to secrets that were changed meanwhile is this caller's alone.
    if (this.#askedWith.get(id) !== secrets) return tenantOf(granted);
    this.#underWay.delete(id);
    const result = tenantOf(granted);
    if (result.ok) this.#known.set(id, result.value);
    else this.#failed.set(id, { at: this.#clock.monotonic(), result });
    return result;
  }
}

function tenantOf(granted: CxoneResult<Granted>): CxoneResult<string> {
  if (!granted.ok) return granted;
  const { tenantId } = granted.value;
  return tenantId === null
    ? failed('CXONE_ANSWER_INVALID', 'answered', { value: 'tenantId' })
    : { ok: true, value: tenantId };
}
