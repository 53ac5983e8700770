import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Certificates } from './compose-certificates.ts';
import type { MessageLog } from './compose-log.ts';
import type { MessageEngine } from './compose-messages.ts';
import type { Operations } from './compose-operations.ts';
import type { Reconnecting } from './compose-reconnect.ts';
import type { SetupParts } from './compose-setup.ts';
import type { SlaClocks } from './compose-sla.ts';
import type { CredentialService } from './credentials/credential-service.ts';
import type { ChannelControls } from './ports/channel-watch.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { toStory } from './services/message-story.ts';
import { takeOverview, type OverviewSources } from './services/overview-service.ts';

export interface HandlerParts {
  readonly engine: MessageEngine;
  readonly operations: Operations;
  readonly sla: Pick<SlaClocks, 'handlers'>;
  readonly certificates: Pick<Certificates, 'handlers'>;
  readonly credentials: Pick<CredentialService, 'handlers'>;
  readonly messageLog: Pick<MessageLog, 'handlers'>;
  readonly setup: Pick<SetupParts, 'handlers'>;
  readonly reconnecting: Reconnecting;
  readonly controls: ChannelControls;
  readonly store: RelayStore;
  readonly overview: OverviewSources;
  readonly clock: Clock;
  /** All channels, those that want for a secret included. */
  readonly snapshots: () => ChannelSnapshot[];
  /** The computer is about to sleep, or woke up or changed its network. */
  readonly onPower: (event: 'suspending' | 'resumed') => void;
}

const dayMs = 86_400_000;
const shownGaps = 50;
const shownReceipts = 20;

/** What the console may ask of the relay, each from the part that knows it. */
export function composeHandlers(parts: HandlerParts): Handlers<RelayContract> {
  const { engine, operations, reconnecting, controls, store, overview, clock, snapshots } = parts;
  const { channels, actions } = engine;
  const { reconnect, receipts } = reconnecting;
  const { audit, settings, maintenance, incidents, incidentActs, gaps, history, watches, shift } = operations;
  const { alertSettings, alerts } = operations;

  const known = (channelId: ChannelId): ChannelSnapshot => {
    const snapshot = snapshots().find(({ id }) => id === channelId);
    if (snapshot === undefined) throw new RelayError('CHANNEL_UNKNOWN', 'no such channel', { value: channelId });
    return snapshot;
  };

  return {
    'channels.list': snapshots,
    'channels.check': ({ channelId }) => {
      const snapshot = known(channelId);
      // Of one that wants for a secret there is nothing to check.
      return channels.snapshot(channelId) === null ? snapshot : channels.checkNow(channelId);
    },
    'overview.get': () => takeOverview(overview),
    'traffic.page': async ({ filter, beforeSeq, limit }) => {
      const page = await store.trafficPage(filter, beforeSeq, limit);
      return { rows: [...page.rows], nextBeforeSeq: page.nextBeforeSeq };
    },
    'message.get': async ({ id }) => toStory(await store.message(id)),
    'message.outlook': ({ id }) => actions.outlook(id),
    'message.act': async (input) => {
      const story = await actions.act(input);
      const { channelId } = story.row;
      audit.note({ by: input.by, action: 'message_action', channelId, subject: input.id, detail: input.action });
      return story;
    },
    'store.verifyCounts': async () => {
      const startedAt = clock.monotonic();
      const check = await store.verifyCounts();
      return { ...check, at: clock.now(), durationMs: Math.round(clock.monotonic() - startedAt) };
    },

    'channel.detail': async ({ channelId }) => {
      const snapshot = known(channelId);
      const now = clock.now();
      const [found, kept] = await Promise.all([
        gaps.gaps(channelId, now - 30 * dayMs, now + 1),
        receipts.ofChannel(channelId, shownReceipts),
      ]);
      return {
        snapshot,
        probes: [...channels.probes(channelId)],
        control: controls.of(channelId),
        settings: settings.of(channelId),
        run: reconnect.runOf(channelId),
        receipts: [...kept],
        gaps: found.reverse().slice(0, shownGaps),
        maintenance: maintenance.list(channelId),
      };
    },
    'channel.history': ({ channelId, period }) => history.history(known(channelId).id, period),
    // Also of a channel that is not in use yet: they come out of a configuration file before it is.
    'channel.setSettings': (input) => settings.set(input),
    'channel.addFollower': (input) => settings.addFollower(input),
    'channels.control': async ({ channelIds, action, until, by }) => {
      for (const channelId of channelIds) known(channelId);
      const detail = until === null ? null : new Date(until).toISOString();
      // One by one: when the disk refuses half way, the audit tells of those that were switched.
      for (const channelId of new Set(channelIds)) {
        await controls.set({ channelIds: [channelId], action, until, by });
        audit.note({ by, action, channelId, subject: null, detail });
      }
      return snapshots().filter(({ id }) => channelIds.includes(id));
    },

    'reconnect.runs': () => reconnect.runs(),
    'reconnect.start': (input) => reconnect.start(input),
    'reconnect.continue': (input) => reconnect.continue(input),
    'reconnect.cancel': (input) => reconnect.cancel(input),
    'reconnect.test': (input) => reconnect.test(input),
    'receipt.get': ({ id }) => receipts.get(id),
    'receipt.exported': async ({ id, form, by }) => {
      const { channelId } = await receipts.get(id);
      audit.note({ by, action: 'receipt_export', channelId, subject: id, detail: form });
      return null;
    },

    'incidents.page': (filter) => incidents.page(filter),
    'incident.get': (input) => incidentActs.story(input),
    'incident.acknowledge': (input) => incidentActs.acknowledge(input),
    'incident.snooze': (input) => incidentActs.snooze(input),
    'incident.assign': (input) => incidentActs.assign(input),
    'incident.note': (input) => incidentActs.note(input),

    'alerts.get': () => alertSettings.get(),
    'alerts.status': () => alerts.status(),
    'alerts.set': async ({ by, ...change }) => {
      const changed = await alertSettings.change(change);
      audit.note({
        by,
        action: 'alert_settings',
        channelId: null,
        subject: null,
        detail: Object.keys(change).join(', '),
      });
      return changed;
    },
    'alerts.test': async ({ sink, by }) => {
      const result = await alerts.test(sink);
      audit.note({ by, action: 'alert_test', channelId: null, subject: sink, detail: result.ok ? 'ok' : result.code });
      return result;
    },

    'maintenance.list': () => maintenance.list(),
    'maintenance.plan': (input) => {
      for (const channelId of input.channelIds) known(channelId);
      return maintenance.plan(input);
    },
    'maintenance.end': (input) => maintenance.end(input),
    'watches.list': () => watches.list(),
    'watch.message': (input) => watches.watchMessage(input),
    'watch.customer': (input) => watches.watchCustomer(input),
    'watch.end': (input) => watches.end(input),
    'audit.page': (query) => audit.page(query),
    'shift.note': (input) => shift.note(input),
    'shift.handOver': (input) => shift.handOver(input),

    ...parts.sla.handlers,
    ...parts.certificates.handlers,
    ...parts.credentials.handlers,
    ...parts.messageLog.handlers,
    ...parts.setup.handlers,

    'system.suspending': () => {
      parts.onPower('suspending');
      return null;
    },
    'system.resumed': () => {
      parts.onPower('resumed');
      return null;
    },
  };
}
