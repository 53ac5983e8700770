import { jsonAnswer } from '../kit/answer.ts';
import { createTickingClock } from '../kit/clock.ts';
import type { SandboxClock } from '../kit/clock.ts';
import { definedMembers } from '../kit/defined.ts';
import { createFaultRegistry } from '../kit/fault-registry.ts';
import type { FaultRegistry } from '../kit/fault-registry.ts';
import { createHttpClient } from '../kit/http-client.ts';
import { startHttpService } from '../kit/http-service.ts';
import { silentLog } from '../kit/log.ts';
import type { SandboxLog } from '../kit/log.ts';
import { createRandom } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';
import { siteAnswer } from '../kit/site.ts';
import type { Site } from '../kit/site.ts';
import { createSignal } from '../kit/signal.ts';
import type { Signal } from '../kit/signal.ts';
import { createAccessTokens, signingKeys } from './access-tokens.ts';
import { createIntegrationRegistry } from './admin/integration-registry.ts';
import type { IntegrationRegistry } from './admin/integration-registry.ts';
import { createTenantApi } from './admin/tenant-api.ts';
import { addToStartingRoles, startingIds } from './admin/tenant-defaults.ts';
import { createAgentFiles } from './agent-files.ts';
import { createAgentDesk } from './agent-actions.ts';
import type { AgentActions, OutboundNotice } from './agent-actions.ts';
import type { ApiContext, MessageNotice } from './api-context.ts';
import { handleCxoneCall } from './api.ts';
import { createAttachmentStore } from './attachment-store.ts';
import type { TemporaryAttachment } from './attachment-store.ts';
import { createBoxClient } from './box-client.ts';
import type { BoxClient } from './box-client.ts';
import { createDeskSite } from './desk/desk-site.ts';
import { createTenantDesk } from './desk/tenant-desk.ts';
import type { TenantDesk } from './desk/tenant-desk.ts';
import { cxoneFaults } from './faults.ts';
import type { CxoneFaultTable } from './faults.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createRateLimits } from './rate-limits.ts';
import { CxoneRules, defaultCxoneRules } from './rules.ts';
import type { CxoneRuleChanges } from './rules.ts';
import { channelFrom, TenantStore } from './store.ts';
import type { ChannelOptions, IntegrationOptions, TenantOptions } from './tenant.ts';

export interface CxoneSimulatorOptions {
  tenant: TenantOptions;
  integrations: readonly IntegrationOptions[];
  channels: readonly ChannelOptions[];
  /** The sandbox's name of the account a new channel is for; undefined: it goes by its id. */
  keyOf?: ((idOnExternalPlatform: string) => string | undefined) | undefined;
  host?: string;
  /** 0 or absent: the system chooses. */
  port?: number;
  clock?: SandboxClock;
  random?: Random;
  rules?: CxoneRuleChanges;
  log?: SandboxLog;
  /** How long somebody at the desk stays signed in unheard, in transport time; absent: two minutes. */
  deskPresenceMs?: number | undefined;
}

export type ActionPage = 'add' | 'reconnect' | 'remove';

/** A CXone tenant on loopback: login, discovery, Digital Engagement API, and a client of the middleware. */
export interface CxoneSimulator {
  /** Issuer and API base at once: what stands in for cxone.niceincontact.com and api-de-{area}. */
  readonly url: string;
  readonly tenant: TenantOptions;
  readonly store: TenantStore;
  readonly agents: AgentActions;
  readonly desk: TenantDesk;
  readonly faults: FaultRegistry<CxoneFaultTable>;
  readonly boxes: ReadonlyMap<string, BoxClient>;
  readonly integrations: IntegrationRegistry;
  /** Adds a page or an API of its own; asked before the tenant's API, in the order they were added. */
  mount(site: Site): void;
  /** Create-message requests as they take effect. */
  readonly messages: Signal<MessageNotice>;
  readonly outbound: Signal<OutboundNotice>;
  /** What the middleware uploaded, by the address it was given; undefined when its life is over. */
  uploadedFile(address: string): TemporaryAttachment | undefined;
  rules(): CxoneRules;
  setRules(changes: CxoneRuleChanges): CxoneRules;
  /** The integration box URL of every integration that was not registered with one; undefined takes it away. */
  setBoxUrl(url: string | undefined): void;
  /** The address an administrator's browser opens from CXone, with its single-use token. `actionsUrl` ends before the page. */
  actionPageUrl(page: ActionPage, actionsUrl: string, channelId: string | undefined): string;
  stop(): Promise<void>;
}

export async function startCxoneSimulator(options: CxoneSimulatorOptions): Promise<CxoneSimulator> {
  const clock = options.clock ?? createTickingClock();
  const random = options.random ?? createRandom();
  const log = options.log ?? silentLog;
  const { tenant } = options;
  let rules = CxoneRules.parse({ ...defaultCxoneRules, ...definedMembers(options.rules ?? {}) });

  const store = new TenantStore(random.fork('store'), clock);
  for (const channel of options.channels) addChannel(store, channel, options.integrations);
  const messages = createSignal<MessageNotice>();
  const outbound = createSignal<OutboundNotice>();
  const tokens = createAccessTokens(random.fork('tokens'), await signingKeys());
  const faults = createFaultRegistry(cxoneFaults, ({ set }) => {
    if (set?.fault !== 'tokenRevoked') return;
    // Revoking is a deed: it is done with the moment it is set. A channel's key stands for its integration. Whose tokens serve
    // a channel or an integration that was made later is not known to the tenant, so these and its APIs stand for all.
    const { target } = set;
    const owner = options.channels.find(({ key }) => key === target)?.integration ?? target;
    const isOne = [...store.book.applications.values()].some(({ key }) => key === owner);
    tokens.revoke(isOne ? owner : undefined);
  });
  const client = createHttpClient(clock, 512);
  const makeBox = (integration: IntegrationOptions, own = client): BoxClient =>
    createBoxClient({ integration, client: own, clock, rules: () => rules, faults });
  const boxes = new Map(options.integrations.map((integration) => [integration.key, makeBox(integration)]));
  const registry = createIntegrationRegistry({ given: options.integrations, book: store.book, clock, boxes, makeBox });
  const integrations = registry.list;
  for (const integration of integrations) addAccess(store, integration);
  const sites: Site[] = [];
  let url = '';
  const agentFiles = createAgentFiles({ random: random.fork('files'), faults, url: () => url });
  const desk = createAgentDesk({
    tenant,
    integrations,
    store,
    boxes,
    clock,
    random: random.fork('agents'),
    rules: () => rules,
    faults,
    notices: outbound,
    files: agentFiles,
  });
  const oneTimeTokens = createOneTimeTokens(random.fork('one-time'));

  const openedPageUrl = (pageUrl: string, channelId: string | undefined): string => {
    const userId = 4711;
    const opened = new URL(pageUrl);
    const told = {
      userId: String(userId),
      brandId: String(tenant.brandId),
      token: oneTimeTokens.issue(userId, clock.now(), rules.oneTimeTokenLifeMs),
      apiHost: url,
      backUrl: `${url}/settings/channels`,
      ...(channelId === undefined ? {} : { channelId }),
    };
    for (const [name, value] of Object.entries(told)) opened.searchParams.set(name, value);
    return opened.href;
  };
  sites.push(
    createTenantApi({
      tenant,
      store,
      registry,
      boxes,
      clock,
      random: random.fork('administration'),
      openedPageUrl,
    }),
  );

  const context: ApiContext = {
    tenant,
    integrations,
    registry,
    keyOf: options.keyOf ?? (() => undefined),
    clock,
    random: random.fork('api'),
    rules: () => rules,
    faults,
    tokens,
    oneTimeTokens,
    store,
    attachments: createAttachmentStore(random.fork('attachments')),
    agentFiles,
    limits: createRateLimits(() => rules),
    messages,
    reportStatus: (notice) => desk.reportStatus(notice),
    url: () => url,
  };

  const service = await startHttpService({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    maxBodyBytes: 60 * 1024 * 1024,
    handle: (request) => siteAnswer(sites, request) ?? handleCxoneCall(context, request),
    onCrash: (thrown) => {
      log.warn('cxone.crashed', { error: String(thrown) });
      return jsonAnswer(500, { errors: [{ message: 'Simulator error.' }] });
    },
  });
  url = service.url;
  const tenantDesk = createTenantDesk({
    store,
    agents: desk,
    messages,
    clock,
    random: random.fork('desk'),
    timeZone: tenant.timezone,
    presenceMs: options.deskPresenceMs,
  });
  sites.push(createDeskSite(tenantDesk));

  return {
    url,
    tenant,
    store,
    agents: desk,
    desk: tenantDesk,
    faults,
    boxes,
    integrations: registry,
    mount: (site) => void sites.push(site),
    messages,
    outbound,
    uploadedFile: (address) => context.attachments.find(address.split('/').at(-1) ?? '', clock.now()),
    rules: () => rules,
    setRules: (changes) => (rules = CxoneRules.parse({ ...rules, ...definedMembers(changes) })),
    setBoxUrl(boxUrl) {
      for (const [key, box] of boxes) if (!registry.isRegistered(key)) box.setBaseUrl(boxUrl);
    },
    actionPageUrl: (page, actionsUrl, channelId) =>
      openedPageUrl(`${actionsUrl.replace(/\/+$/, '')}/${page}`, channelId),
    async stop() {
      client.stop();
      tenantDesk.stop();
      registry.stop();
      if (!options.clock) clock.stop();
      await service.stop();
    },
  };
}

function addChannel(store: TenantStore, channel: ChannelOptions, integrations: readonly IntegrationOptions[]): void {
  const integration = integrations.find(({ key }) => key === channel.integration);
  if (!integration) throw new Error(`Channel "${channel.key}" names no integration`);
  const members = {
    id: channel.id,
    idOnExternalPlatform: channel.idOnExternalPlatform,
    channelIntegrationId: integration.integrationId,
    realExternalPlatformId: 'we-chat',
    name: channel.name,
    isPrivate: true,
    hasTreeStructure: false,
    hasReply: true,
    contentFormat: 'plain',
    externalPlatformIcon: 'wechat',
    studioScript: startingIds.script,
    defaultSkillId: startingIds.inboundSkill,
  };
  store.channels.set(channel.id, channelFrom(channel.key, members));
  addToStartingRoles(store.book, channel.id);
}

/** The application and the access key with which the integration's middleware signs in. */
function addAccess({ book }: TenantStore, integration: IntegrationOptions): void {
  const { key, name, clientId, clientSecret, accessKeyId, accessKeySecret } = integration;
  book.applications.set(clientId, { key, name, clientId, clientSecret });
  const [owner] = book.users.keys();
  book.accessKeys.set(accessKeyId, { id: accessKeyId, secret: accessKeySecret, userId: owner ?? 0 });
}
