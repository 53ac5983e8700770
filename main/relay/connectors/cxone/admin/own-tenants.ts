import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { AdminTenants } from '../../../ports/admin-cxone.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import { createDiscovery } from '../cxone-discovery.ts';
import { createGrants } from '../cxone-grant.ts';
import { failed, type CxoneResult } from '../cxone-result.ts';

/** A sign-in that failed is not tried again before this, milliseconds: wrong credentials may lock the account. */
const holdMs = 60_000;

/**
 * Which CXone tenant each of our integrations belongs to. Any customer of CXone can have CXone confirm who they are; only
 * the administrators of our own tenant may act here.
 */
export class OwnTenants implements AdminTenants {
  readonly #http: OutboundHttp;
  readonly #clock: Clock;
  readonly #known = new Map<string, string>();
  readonly #failed = new Map<string, { readonly at: number; readonly result: CxoneResult<string> }>();
  readonly #underWay = new Map<string, Promise<CxoneResult<string>>>();

  constructor({ http, clock }: { readonly http: OutboundHttp; readonly clock: Clock }) {
    this.#http = http;
    this.#clock = clock;
  }

  /** By configuration, else as CXone names it when we sign in: asked once and kept. Never rejects. */
  async of({ id, cxone }: IntegrationConfig): Promise<CxoneResult<string>> {
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

  async #ask(id: string, config: IntegrationConfig['cxone']): Promise<CxoneResult<string>> {
    const deps = { http: this.#http, config, now: () => this.#clock.now() };
    const discovery = createDiscovery({ http: this.#http, issuer: config.issuer, now: deps.now });
    const granted = await createGrants({ ...deps, discovery }).ask();
    this.#underWay.delete(id);
    if (granted.ok && granted.value.tenantId !== null) {
      this.#known.set(id, granted.value.tenantId);
      return { ok: true, value: granted.value.tenantId };
    }
    const result = granted.ok ? failed('CXONE_ANSWER_INVALID', 'answered', { value: 'tenantId' }) : granted;
    this.#failed.set(id, { at: this.#clock.monotonic(), result });
    return result;
  }
}
