import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { AuditLine, ChannelControl } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { registerActionPages } from '#relay/action-pages/action-page-routes.ts';
import { createAdminCxone } from '#relay/connectors/cxone/admin/admin-cxone.ts';
import { OwnTenants } from '#relay/connectors/cxone/admin/own-tenants.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { createCallerOf } from '#relay/http/peer-name.ts';
import { createPublicServer } from '#relay/http/public-server.ts';
import type { ChannelControls } from '#relay/ports/channel-watch.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { fixedSecrets } from '#test/fakes/fixed-secrets.ts';
import { RecordingLog } from '#test/integration/cxone/recording-intake.ts';
import { Browser } from './browser.ts';

/** The pages on the relay's own listener, against the simulated CXone; what they set off is kept. */
export interface PagesKit {
  readonly sandbox: Sandbox;
  readonly app: FastifyInstance;
  readonly config: RelayConfig;
  /** Base URL of the pages. */
  readonly actions: string;
  readonly browser: Browser;
  readonly log: RecordingLog;
  readonly audit: Omit<AuditLine, 'id' | 'at'>[];
  readonly sets: Parameters<ChannelControls['set']>[0][];
  readonly runs: ReconnectRun[];
  readonly modes: Map<string, Partial<ChannelControl>>;
  /** Channels of which the pages saw that CXone has them. */
  readonly inCxone: Set<string>;
  snapshots: ChannelSnapshot[];
  /** A link as CXone makes it, with a new token. */
  link(page: 'add' | 'reconnect' | 'remove', channel?: string): string;
  /** Opens a link and goes where it leads. */
  enter(page: 'add' | 'reconnect' | 'remove', channel?: string): ReturnType<Browser['open']>;
  cxoneId(channel: string): string;
  stop(): Promise<void>;
}

export async function startPagesKit(
  change: (config: RelayConfig) => RelayConfig = (config) => config,
  publicUrl?: string,
): Promise<PagesKit> {
  const sandbox = await startSandbox({ seed: 'action-pages' });
  const storeKey = randomBytes(32).toString('base64');
  const config = change(RelayConfig.parse({ ...sandbox.relayConfig, storeKey }));
  const log = new RecordingLog();
  const audit: PagesKit['audit'] = [];
  const sets: PagesKit['sets'] = [];
  const runs: ReconnectRun[] = [];
  const modes: PagesKit['modes'] = new Map();
  const inCxone: PagesKit['inCxone'] = new Set();
  const app = createPublicServer({
    material: null,
    listen: { ...config.listen.public, ...(publicUrl !== undefined && { publicUrl }) },
    log,
    onAnswered: () => {
      throw new Error('a page counts as an answer to CXone');
    },
    onRefusedHost: () => undefined,
  });
  await Promise.resolve();
  const kit: PagesKit = {
    sandbox,
    app,
    config,
    actions: '',
    browser: new Browser(),
    log,
    audit,
    sets,
    runs,
    modes,
    inCxone,
    snapshots: config.channels.map(({ id, name }) => snapshotOf(id, name)),
    link: (page, channel) =>
      sandbox.cxone.actionPageUrl(page, kit.actions, channel === undefined ? undefined : kit.cxoneId(channel)),
    enter: async (page, channel) => {
      const entry = await kit.browser.open(kit.link(page, channel));
      if (entry.status !== 303) return entry;
      return kit.browser.open(new URL(entry.headers.location ?? '', kit.actions).href);
    },
    cxoneId: (channel) => config.channels.find(({ id }) => id === channel)?.cxoneChannelId ?? '',
    stop: async () => {
      app.server.closeAllConnections();
      await app.close();
      await sandbox.stop();
    },
  };
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: config.allowPrivateTargets });
  registerActionPages(app, {
    config,
    snapshots: () => kit.snapshots,
    controls: {
      of: (channelId) => ({ mode: 'running', until: null, by: null, at: null, code: null, ...modes.get(channelId) }),
      set: (input) => {
        sets.push(input);
        return Promise.resolve();
      },
    },
    isInCxone: (channelId) => {
      inCxone.add(channelId);
    },
    reconnect: (channelIds, by) => {
      const begun = channelIds.map((channelId, index) => runOf(channelId, by, `run-${runs.length + index}`));
      runs.push(...begun);
      return Promise.resolve(begun);
    },
    runs: () => runs,
    audit: {
      note: (line) => {
        audit.push(line);
      },
    },
    cxone: createAdminCxone({ http, clock: systemClock }),
    tenants: new OwnTenants({ http, clock: systemClock, secrets: fixedSecrets(config) }),
    clock: systemClock,
    random: (size) => randomBytes(size),
    log,
    callerOf: createCallerOf(undefined),
    publicUrl: () => publicUrl ?? kit.actions.replace(/\/integration$/u, ''),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(kit, { actions: `http://127.0.0.1:${port}/integration` });
}

export function snapshotOf(id: ChannelId, name: string): ChannelSnapshot {
  const leg = { proof: null, fault: null };
  return {
    id,
    name,
    integrationId: 'demo' as ChannelSnapshot['integrationId'],
    integrationName: 'Demo',
    state: {
      kind: 'connected',
      since: 1,
      leg: null,
      code: null,
      value: null,
      settling: false,
      flapping: false,
      operatorMustAct: false,
      owner: 'nobody',
      until: null,
      evidence: { at: 1, kind: 'start', leg: null, code: null, platformCode: null },
    },
    legs: { wechatIn: leg, wechatOut: leg, cxoneIn: leg, cxoneOut: leg },
    waiting: { inbound: 0, outbound: 0 },
    lastHour: { inbound: 0, outbound: 0 },
    unconfirmed: 0,
    deadLetters: 0,
    maintenanceUntil: null,
    incidentId: null,
    callbackUrl: null,
    revision: 1,
  };
}

function runOf(channelId: ChannelId, by: string, id: string): ReconnectRun {
  const waiting = { state: 'waiting', startedAt: null, endedAt: null, code: null, platformCode: null } as const;
  return {
    id,
    channelId,
    by,
    startedAt: 1,
    endedAt: null,
    phase: 'laddering',
    rungs: [
      { ...waiting, name: 'recheck', state: 'running' },
      { ...waiting, name: 'new_token' },
    ],
    guide: [],
    legs: [],
    test: null,
    catchUp: null,
    receiptId: null,
    revision: 1,
  };
}
