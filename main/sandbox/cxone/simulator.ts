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
import { createSignal } from '../kit/signal.ts';
import type { Signal } from '../kit/signal.ts';
import { createAccessTokens, signingKeys } from './access-tokens.ts';
import { createAgentFiles } from './agent-files.ts';
import { createAgentDesk } from './agent-actions.ts';
import type { AgentActions, OutboundNotice } from './agent-actions.ts';
import type { ApiContext, MessageNotice } from './api-context.ts';
import { handleCxoneCall } from './api.ts';
import { createAttachmentStore } from './attachment-store.ts';
import type { TemporaryAttachment } from './attachment-store.ts';
import { createBoxClient } from './box-client.ts';
import type { BoxClient } from './box-client.ts';
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
  host?: string;
  /** 0 or absent: the system chooses. */
  port?: number;
  clock?: SandboxClock;
  random?: Random;
  rules?: CxoneRuleChanges;
  log?: SandboxLog;
}

export type ActionPage = 'add' | 'reconnect' | 'remove';

/** A CXone tenant on loopback: login, discovery, Digital Engagement API, and a client of the middleware. */
export interface CxoneSimulator {
  /** Issuer and API base at once: what stands in for cxone.niceincontact.com and api-de-{area}. */
  readonly url: string;
  readonly tenant: TenantOptions;
  readonly store: TenantStore;
  readonly agents: AgentActions;
  readonly faults: FaultRegistry<CxoneFaultTable>;
  readonly boxes: ReadonlyMap<string, BoxClient>;
  /** Create-message requests as they take effect. */
  readonly messages: Signal<MessageNotice>;
  readonly outbound: Signal<OutboundNotice>;
  /** What the middleware uploaded, by the address it was given; undefined when its life is over. */
  uploadedFile(address: string): TemporaryAttachment | undefined;
  rules(): CxoneRules;
  setRules(changes: CxoneRuleChanges): CxoneRules;
  /** The integration box URL of every integration; undefined takes it away. */
  setBoxUrl(url: string | undefined): void;
  /** The address an administrator's browser opens from CXone, with its single-use token. */
  actionPageUrl(page: ActionPage, actionsUrl: string, channelId: string | undefined): string;
  stop(): Promise<void>;
}

export async function startCxoneSimulator(options: CxoneSimulatorOptions): Promise<CxoneSimulator> {
  const clock = options.clock ?? createTickingClock();
  const random = options.random ?? createRandom();
  const log = options.log ?? silentLog;
  const { tenant, integrations } = options;
  let rules = CxoneRules.parse({ ...defaultCxoneRules, ...definedMembers(options.rules ?? {}) });

  const store = new TenantStore(random.fork('store'), clock);
  for (const channel of options.channels) addChannel(store, channel, integrations);
  const messages = createSignal<MessageNotice>();
  const outbound = createSignal<OutboundNotice>();
  const tokens = createAccessTokens(random.fork('tokens'), await signingKeys());
  const faults = createFaultRegistry(cxoneFaults, ({ set }) => {
    if (set?.fault !== 'tokenRevoked') return;
    // Revoking is a deed: it is done with the moment it is set. A channel's key stands for its integration.
    const channel = options.channels.find(({ key }) => key === set.target);
    tokens.revoke(set.target === '*' ? undefined : (channel?.integration ?? set.target));
  });
  const client = createHttpClient(clock, 512);
  const boxes = new Map<string, BoxClient>(
    integrations.map((integration) => [
      integration.key,
      createBoxClient({ integration, client, clock, rules: () => rules, faults }),
    ]),
  );
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

  const context: ApiContext = {
    tenant,
    integrations,
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
    handle: (request) => handleCxoneCall(context, request),
    onCrash: (thrown) => {
      log.warn('cxone.crashed', { error: String(thrown) });
      return jsonAnswer(500, { errors: [{ message: 'Simulator error.' }] });
    },
  });
  url = service.url;

  return {
    url,
    tenant,
    store,
    agents: desk,
    faults,
    boxes,
    messages,
    outbound,
    uploadedFile: (address) => context.attachments.find(address.split('/').at(-1) ?? '', clock.now()),
    rules: () => rules,
    setRules: (changes) => (rules = CxoneRules.parse({ ...rules, ...definedMembers(changes) })),
    setBoxUrl(boxUrl) {
      for (const box of boxes.values()) box.setBaseUrl(boxUrl);
    },
    actionPageUrl(page, actionsUrl, channelId) {
      const userId = 4711;
      const query = new URLSearchParams({
        userId: String(userId),
        brandId: String(tenant.brandId),
        token: oneTimeTokens.issue(userId, clock.now(), rules.oneTimeTokenLifeMs),
        apiHost: url,
        backUrl: `${url}/settings/channels`,
      });
      if (channelId !== undefined) query.set('channelId', channelId);
      return `${actionsUrl.replace(/\/+$/, '')}/${page}?${query.toString()}`;
    },
    async stop() {
      client.stop();
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
  };
  store.channels.set(channel.id, channelFrom(channel.key, members));
}
