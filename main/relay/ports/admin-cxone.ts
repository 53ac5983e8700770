import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** Why a call did not succeed. Holds no token. */
export interface AdminFailure {
  readonly code: ErrorCode;
  /** 'HTTP 503', 'ECONNREFUSED' … */
  readonly platformCode: string | null;
  /** What CXone says is wrong. */
  readonly value: string | null;
}

export type AdminResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: AdminFailure };

/** What proves once that CXone sent an administrator. */
export interface OneTimeToken {
  readonly brandId: number;
  readonly userId: number;
  /** Works once. Never logged, shown or stored. */
  readonly token: string;
}

/** Who opened the page, as CXone says. */
export interface AdminIdentity {
  /** One line, at most 100 characters. */
  readonly userName: string;
  readonly tenantId: string;
  readonly accessToken: string;
  /** How long the token lives by its own word, milliseconds; null when it does not say. */
  readonly lifeMs: number | null;
}

/** Where and with whose right a call is made. */
export interface AdminSession {
  /** Origin. */
  readonly apiHost: string;
  readonly accessToken: string;
}

/** A channel as CXone has it. */
export interface AdminChannel {
  readonly id: string;
  readonly channelIntegrationId: string | null;
  readonly name: string | null;
}

/** What CXone has to know of a channel of ours. */
export interface AdminChannelFacts {
  readonly cxoneChannelId: string;
  readonly originalId: string;
  readonly integrationId: string;
  readonly name: string;
}

/** The calls made for an administrator, with their own token. Never rejects. */
export interface AdminCxone {
  /** The token is spent by it. */
  verify(apiHost: string, token: OneTimeToken): Promise<AdminResult<AdminIdentity>>;
  /** All of them but deleted ones. */
  listChannels(session: AdminSession): Promise<AdminResult<readonly AdminChannel[]>>;
  /** Creates the channel, or updates the one with that id. */
  upsertChannel(session: AdminSession, facts: AdminChannelFacts): Promise<AdminResult<null>>;
  /** One that is gone already counts as deleted. */
  deleteChannel(session: AdminSession, cxoneChannelId: string): Promise<AdminResult<null>>;
}

/** Which CXone tenant each of our integrations belongs to. Never rejects. */
export interface AdminTenants {
  of(integration: IntegrationConfig): Promise<AdminResult<string>>;
  /** Origin of the host that serves a tenant's own pages, for links that name none. */
  hostOf(integration: IntegrationConfig): Promise<AdminResult<string>>;
}
