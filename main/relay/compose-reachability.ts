import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { MessageEngine } from './compose-messages.ts';
import type { Operations } from './compose-operations.ts';
import type { BoxClient } from './connectors/cxone/box-client.ts';
import { isLoopbackName } from './http/host-guard.ts';
import type { SelfProbeDeps } from './http/self-probe.ts';
import type { NetworkChange } from './probes/network-watch.ts';

/** What the look at our own listener means for the legs that come in over it. */
export function reachability(
  channels: MessageEngine['channels'],
  { gaps }: Operations,
): Pick<SelfProbeDeps, 'onGone' | 'onBack'> {
  const code = 'RELAY_NOT_REACHABLE';
  const legsIn = ['wechatIn', 'cxoneIn'] as const;
  return {
    onGone: (value, nextTryAt) => {
      gaps.notReachable(code);
      for (const { id } of channels.snapshots()) {
        for (const leg of legsIn) {
          channels.fault(id, leg, { code, platformCode: null, value, retryable: true, nextTryAt });
        }
      }
    },
    onBack: () => {
      gaps.reachable(code);
      for (const { id, legs } of channels.snapshots()) {
        for (const leg of legsIn) if (legs[leg]?.fault?.code === code) channels.proof(id, leg, 'own_check');
      }
    },
  };
}

/** Whose it was cannot be told; every integration that is known by a certificate of its own may want it. */
export function refusedCertificate(
  channels: MessageEngine['channels'],
  pinned: readonly BoxClient[],
  { reason, fingerprint }: { readonly reason: string; readonly fingerprint: string | null },
): void {
  channels.refusedRequest(null, 'BOX_CERTIFICATE_REFUSED');
  for (const { id } of pinned.flatMap((client) => client.channels)) {
    channels.warning(id, 'cxoneIn', {
      code: 'BOX_CERTIFICATE_REFUSED',
      platformCode: reason,
      value: fingerprint,
    });
  }
}

/** What can be reached over loopback only needs no network to be reached. */
export function networkChanged(
  change: NetworkChange,
  { engine, operations, config }: { engine: MessageEngine; operations: Operations; config: RelayConfig },
): void {
  const { host, publicUrl } = config.listen.public;
  const needsNetwork = publicUrl !== undefined || !isLoopbackName(host);
  if (change === 'down') {
    if (needsNetwork) operations.gaps.notReachable('NETWORK_DOWN');
  } else {
    operations.gaps.reachable('NETWORK_DOWN');
    engine.renewConnections();
  }
  engine.channels.network(change !== 'down');
}
