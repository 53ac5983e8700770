import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { testOriginsOf } from './action-pages/allowed-origin.ts';
import type { MessageEngine } from './compose-messages.ts';
import type { Operations } from './compose-operations.ts';
import type { RelayParts } from './compose.ts';
import { createCaseSource } from './connectors/cxone/cxone-cases.ts';
import { parseThreadId } from './connectors/cxone/thread-id.ts';
import type { Notices } from './notices.ts';
import type { RelayStore } from './ports/relay-store.ts';
import type { SlaChannel } from './sla/case-book.ts';
import { CasePollers } from './sla/case-pollers.ts';
import { createSla, type Sla } from './sla/create-sla.ts';

/** What is on disk could not be read: a full disk, a damaged page. */
const startAgainMs = 30_000;

export interface SlaComposeDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly engine: Pick<MessageEngine, 'channels' | 'cxoneClientOf' | 'awaited'>;
  readonly operations: Operations;
  readonly notices: Notices;
  readonly clockOffsetMs: () => number;
}

/** SLA clocks, and who asks CXone about cases for them. */
export interface SlaClocks extends Pick<Sla, 'handlers' | 'stored' | 'settled' | 'forget'> {
  /** Once the relay listens and the state history has begun. Never rejects: messages pass without clocks, too. */
  start(): Promise<void>;
  /** Nothing of the time since is known: ask now. */
  pollNow(): void;
  stop(): Promise<void>;
}

export function composeSla(parts: RelayParts, deps: SlaComposeDeps): SlaClocks {
  const { clock, chance, log } = parts;
  const { config, store, engine, operations, notices } = deps;
  const channels = config.channels.map(({ id, name, integration, cxoneChannelId }): SlaChannel => ({
    id,
    name,
    integrationId: integration,
    cxoneChannelId,
  }));
  const sla = createSla({
    store,
    keeper: operations.keeper,
    audit: operations.audit,
    clock,
    log,
    newId: operations.newId,
    channels,
    openIdOf: openIdReader(config),
    isTimed: (channelId) => !engine.awaited.awaits(channelId),
    snapshot: (channelId) => engine.channels.snapshot(channelId),
    gaps: (channelId, from, until) => operations.gaps.gaps(channelId, from, until),
    maintenance: (channelId) => operations.maintenance.list(channelId),
    alerts: operations.alerts,
    poller: () => pollers,
    caseOrigins: testOriginsOf(config),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clockOffsetMs: deps.clockOffsetMs,
    isListening: () => notices.hasListeners('sla.changed'),
    onChanged: (summary) => {
      notices.send('sla.changed', summary);
    },
  });
  operations.alerts.followClocks(sla.facts);
  const pollers = new CasePollers({
    reports: sla.reports,
    isAsked: (channelId) => !engine.awaited.awaits(channelId),
    clock,
    chance,
    log,
    integrations: config.integrations.map(({ id, cxone }) => ({
      integrationId: id,
      tenant: `${cxone.apiBase ?? cxone.issuer} ${cxone.tenantId ?? cxone.accessKeyId}`,
      channels: channels.filter(({ integrationId }) => integrationId === id),
      source: createCaseSource({ client: engine.cxoneClientOf(id), clock }),
    })),
  });
  let isStopped = false;
  let starting: Promise<void> = Promise.resolve();
  let cancelAgain: () => void = () => undefined;
  const begin = async (): Promise<void> => {
    try {
      await sla.start();
      pollers.start();
    } catch (thrown) {
      log.error('sla.not_started', { code: toRelayError(thrown).code });
      if (!isStopped) {
        cancelAgain = clock.after(startAgainMs, () => {
          starting = begin();
        });
      }
    }
  };
  return {
    handlers: sla.handlers,
    stored: (message) => {
      sla.stored(message);
    },
    settled: (settlement) => {
      sla.settled(settlement);
    },
    forget: (channelId, openId) => {
      sla.forget(channelId, openId);
    },
    start: () => {
      starting = begin();
      return starting;
    },
    pollNow: () => {
      pollers.pollNow(null);
    },
    stop: async () => {
      isStopped = true;
      cancelAgain();
      await starting;
      await pollers.stop();
      await sla.stop();
    },
  };
}

/** CXone's name of a conversation is ours: it holds the account and the end user. */
function openIdReader({ channels }: RelayConfig): (channelId: ChannelId, threadId: string) => OpenId | null {
  const accounts = new Map(channels.map(({ id, wechat }) => [id, wechat.originalId]));
  return (channelId, threadId) => {
    const read = parseThreadId(threadId);
    return read !== null && read.originalId === accounts.get(channelId) ? read.openId : null;
  };
}
