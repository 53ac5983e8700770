import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { gapsOf, type Operations } from './compose-operations.ts';
import type { RelayParts } from './compose.ts';
import type { Notices } from './notices.ts';
import { OutageNotices } from './outage/outage-notices.ts';
import type { ChannelWatch, RepairOf } from './ports/channel-watch.ts';
import type { LegReporter } from './ports/leg-reporter.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { FollowerTests } from './reconnect/follower-tests.ts';
import { ReceiptBook } from './reconnect/receipt-book.ts';
import { ReconnectService } from './reconnect/reconnect-service.ts';

/** Bringing channels back, and what end users are told meanwhile. */
export interface Reconnecting {
  readonly reconnect: ReconnectService;
  readonly receipts: ReceiptBook;
  readonly outage: OutageNotices;
}

export interface ReconnectingDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly notices: Notices;
  readonly operations: Operations;
  readonly watch: ChannelWatch;
  readonly legs: LegReporter;
  readonly repairOf: RepairOf;
  readonly boxUrl: () => string | null;
}

export function composeReconnecting({ clock, chance, log }: RelayParts, deps: ReconnectingDeps): Reconnecting {
  const { config, store, notices, operations, watch, repairOf } = deps;
  const { audit, incidents, settings } = operations;
  const customerLanguage = (channelId: ChannelId) =>
    config.channels.find(({ id }) => id === channelId)?.customerLanguage ?? 'zh';
  const receipts = new ReceiptBook({ store, log });
  const tests = new FollowerTests({ repairOf, legs: deps.legs, customerLanguage, clock, chance, log });
  const reconnect = new ReconnectService({
    watch,
    repairOf,
    store,
    receipts,
    tests,
    testFollowers: (channelId) => settings.of(channelId).testFollowers,
    audit,
    noteIncident: (channelId, { kind, detail, by }) => {
      incidents.noteEvent(channelId, kind, detail, by);
    },
    incidentOf: (channelId, since) => incidents.incidentIdSince(channelId, since),
    gapsOf: gapsOf(operations),
    boxUrl: deps.boxUrl,
    newId: () => operations.newId('rec'),
    onChange: (run) => {
      notices.send('reconnect.changed', run);
    },
    clock,
    log,
  });
  const outage = new OutageNotices({
    noticeOf: (channelId) => settings.of(channelId).outageNotice,
    language: customerLanguage,
    snapshot: (channelId) => watch.snapshot(channelId),
    store,
    onTold: (channelId, incidentId) => {
      void store.countRecords('told', incidentId).then(
        (count) => incidents.noteEvent(channelId, 'customers_told', String(count), null),
        // The line comes with the next one who is told.
        () => undefined,
      );
    },
    clock,
    log,
  });
  return { reconnect, receipts, outage };
}
