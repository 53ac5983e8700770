import { hkdfSync } from 'node:crypto';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { registerActionPages } from './action-pages/action-page-routes.ts';
import type { RelayParts } from './compose.ts';
import type { LiveCredentials } from './compose-credentials.ts';
import type { Listeners } from './compose-listeners.ts';
import type { MessageEngine } from './compose-messages.ts';
import type { Operations } from './compose-operations.ts';
import type { SetupParts } from './compose-setup.ts';
import { createAdminCxone } from './connectors/cxone/admin/admin-cxone.ts';
import { OwnTenants } from './connectors/cxone/admin/own-tenants.ts';
import { boxClientsOf } from './connectors/cxone/box-client.ts';
import { registerBoxRoutes } from './connectors/cxone/cxone-box-routes.ts';
import { registerWeChatWebhook } from './connectors/wechat/wechat-webhook.ts';
import { createArrivedUnder } from './http/arrived-under.ts';
import { createCallerOf } from './http/peer-name.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';

export interface RouteParts {
  readonly config: RelayConfig;
  readonly listeners: Listeners;
  readonly engine: MessageEngine;
  readonly operations: Operations;
  readonly credentials: LiveCredentials;
  readonly setup: Pick<SetupParts, 'uses' | 'box'>;
  readonly http: OutboundHttp;
  /** All channels, those that want for a secret included. */
  readonly snapshots: () => ChannelSnapshot[];
  readonly clockOffsetMs: () => number;
}

/** What outside callers may ask: WeChat's pushes, CXone's Box API, and the action pages. */
export function registerRoutes({ clock, random, log }: RelayParts, parts: RouteParts): void {
  const { config, listeners, engine, operations, credentials, setup, http, snapshots, clockOffsetMs } = parts;
  const { open: publicServer, box: boxServer, gate, publicUrl } = listeners;
  const { controls, passing, reconnecting } = engine;
  const isStopped = (channelId: ChannelId): boolean => controls.of(channelId).mode === 'stopped';

  registerWeChatWebhook(publicServer, {
    channels: config.channels,
    secrets: credentials.secrets,
    uses: setup.uses,
    intake: passing.watchIntake(engine.inbound),
    legs: passing.legs,
    clock,
    clockOffsetMs,
    log,
    isStopped,
    arrivedUnder: createArrivedUnder(config.listen.public),
    textFor: (push) => reconnecting.outage.textFor(push),
  });
  registerBoxRoutes(boxServer, {
    clients: boxClientsOf(config),
    secrets: credentials.boxSecrets,
    intake: engine.outbound,
    legs: passing.legs,
    clock,
    log,
    keyMaterial: boxTokenKey(config.storeKey),
    publicUrl: listeners.boxUrl,
    isStopped,
    ...(gate !== null && { certificates: gate }),
    sightings: setup.box,
    arrivedUnder: createArrivedUnder(config.listen.box ?? config.listen.public),
  });
  registerActionPages(publicServer, {
    config,
    snapshots,
    controls,
    isInCxone: (channelId) => {
      engine.awaited.made(channelId);
    },
    reconnect: (channelIds, by) => Promise.resolve(reconnecting.reconnect.start({ channelIds, by })),
    runs: () => reconnecting.reconnect.runs(),
    audit: operations.audit,
    cxone: createAdminCxone({ http, clock }),
    tenants: new OwnTenants({ http, clock, secrets: credentials.secrets }),
    clock,
    random,
    log,
    publicUrl,
    callerOf: createCallerOf(config.listen.public.trustedProxy),
  });
}

/** The tokens we give CXone outlive a restart: their key comes from the store's. */
function boxTokenKey(storeKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', Buffer.from(storeKey, 'base64'), '', 'veerpont box tokens', 32));
}
