import type { WebContents } from 'electron';
import { consoleContract, type ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Pusher } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { pushChannel } from './channels.ts';

/** Sends notices to the console's window, each checked against the contract first. Nobody there: nothing happens. */
export function createBroadcast(contents: () => WebContents | null, log: Logger): Pusher<ConsoleContract> {
  return (name, payload) => {
    const target = contents();
    if (target === null || target.isDestroyed() || target.isCrashed()) return;
    const checked = consoleContract[name].payload.safeParse(payload);
    if (checked.success) target.send(pushChannel, name, checked.data);
    else log.error('ipc.bad_notice', { name });
  };
}

/** Those in this process who want to know what the window is told. */
export interface NoticeWatchers {
  /** Those that changed. */
  readonly onChannels: (channels: readonly ChannelSnapshot[]) => void;
  readonly onIncident: (incident: Incident) => void;
  readonly onAlert: (notice: AlertNotice) => void;
  readonly onClocks: (summary: SlaSummary) => void;
}

/** Hands the relay's notices on to the window, and to whoever watches them here. */
export function forwardRelayNotices(
  relay: Pick<ContractClient<RelayContract>, 'on'>,
  push: Pusher<ConsoleContract>,
  watchers: NoticeWatchers,
): void {
  relay.on('channels.changed', (channels) => {
    push('channels.changed', channels);
    watchers.onChannels(channels);
  });
  relay.on('incident.changed', (incident) => {
    push('incident.changed', incident);
    watchers.onIncident(incident);
  });
  relay.on('alert.raised', (notice) => {
    push('alert.raised', notice);
    watchers.onAlert(notice);
  });
  relay.on('overview.changed', (overview) => {
    push('overview.changed', overview);
  });
  relay.on('traffic.changed', (batch) => {
    push('traffic.changed', batch);
  });
  relay.on('task.changed', (task) => {
    push('task.changed', task);
  });
  relay.on('reconnect.changed', (run) => {
    push('reconnect.changed', run);
  });
  relay.on('watch.changed', (watch) => {
    push('watch.changed', watch);
  });
  relay.on('gap.found', (gap) => {
    push('gap.found', gap);
  });
  relay.on('audit.added', (line) => {
    push('audit.added', line);
  });
  relay.on('certificates.changed', () => {
    push('certificates.changed', null);
  });
  relay.on('setup.sighted', (sighting) => {
    push('setup.sighted', sighting);
  });
  relay.on('sla.changed', (summary) => {
    push('sla.changed', summary);
    watchers.onClocks(summary);
  });
}
