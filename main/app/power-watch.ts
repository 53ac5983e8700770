import type { ContractClient, Pusher } from '#shared/contract/contract-types.ts';
import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

export interface PowerWatchDeps {
  readonly power: {
    on(event: 'suspend' | 'resume', listener: () => void): unknown;
    off(event: 'suspend' | 'resume', listener: () => void): unknown;
  };
  readonly relay: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly push: Pusher<ConsoleContract>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Tells the relay that the computer goes to sleep and that it woke up. On waking the relay shows every channel as unknown
 * until it was checked again; the window is told at once that what it shows is old, and then what the relay says. Returns
 * what ends the watch.
 */
export function watchPower({ power, relay, push, now, log }: PowerWatchDeps): () => void {
  const failed = (thrown: unknown): void => {
    log.warn('power.relay_not_told', { detail: toRelayError(thrown).code });
  };
  const onSuspend = (): void => {
    log.info('power.suspending');
    relay.invoke('system.suspending', null).catch(failed);
  };
  const resumed = async (): Promise<void> => {
    await relay.invoke('system.resumed', null);
    push('channels.changed', await relay.invoke('channels.list', null));
    push('overview.changed', await relay.invoke('overview.get', null));
  };
  const onResume = (): void => {
    log.info('power.resumed');
    push('system.woke', { at: now() });
    resumed().catch(failed);
  };
  power.on('suspend', onSuspend);
  power.on('resume', onResume);
  return () => {
    power.off('suspend', onSuspend);
    power.off('resume', onResume);
  };
}
