/** How replies leave: the form field "Use Digital 3.0 outbound API for replies" off or on. */
export type ReplyVersion = '1.0' | '2.0';

/** One BYOC integration as its administrator entered it in CXone, with what its middleware shows to CXone. */
export interface IntegrationOptions {
  /** The name the sandbox knows it by: the relay's integration id. */
  key: string;
  name: string;
  /** The Integration ID that CXone shows after saving. */
  integrationId: string;
  /** The application NICE registered for the middleware; empty when the middleware shows one of the tenant's others. */
  clientId: string;
  clientSecret: string;
  /** The access key of an employee account. */
  accessKeyId: string;
  accessKeySecret: string;
  /** What CXone presents to the middleware's token endpoint. */
  box: { clientId: string; clientSecret: string };
  replyVersion: ReplyVersion;
  /** Where tokens are asked for; absent: below the integration box URL. */
  authorizationUrl?: string | undefined;
}

/** A channel that exists when the simulator starts. */
export interface ChannelOptions {
  /** The name the sandbox knows it by: the relay's channel id. */
  key: string;
  id: string;
  idOnExternalPlatform: string;
  name: string;
  /** Key of its integration. */
  integration: string;
}

export interface TenantOptions {
  tenantId: string;
  brandId: number;
  friendlyName: string;
  timezone: string;
  businessUnitId: number;
  area: string;
}
