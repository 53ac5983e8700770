import type { WebContents } from 'electron';
import { consoleContract, type ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Pusher } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
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

/** Hands the relay's notices on to the window. `onChannels` gets the channels too, for those who watch them here. */
export function forwardRelayNotices(
  relay: Pick<ContractClient<RelayContract>, 'on'>,
  push: Pusher<ConsoleContract>,
  onChannels: (channels: readonly ChannelSnapshot[]) => void,
): void {
  relay.on('channels.changed', (channels) => {
    push('channels.changed', channels);
    onChannels(channels);
  });
  relay.on('overview.changed', (overview) => {
    push('overview.changed', overview);
  });
  relay.on('traffic.changed', (batch) => {
    push('traffic.changed', batch);
  });
}
