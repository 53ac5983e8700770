import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { StateLook } from './describe-channel-state.ts';

/** Icon and colour of the relay process. Its word stands under `relay` in the texts. */
export function relayLook(kind: RelayProcess['kind']): StateLook {
  switch (kind) {
    case 'running':
      return { tone: 'ok', sign: 'dot' };
    case 'starting':
    case 'restarting':
      return { tone: 'info', sign: 'cycle' };
    case 'unresponsive':
      return { tone: 'unsure', sign: 'question' };
    case 'gave_up':
      return { tone: 'bad', sign: 'square' };
    case 'locked':
      return { tone: 'bad', sign: 'triangle' };
    case 'stopped':
    case 'not_configured':
      return { tone: 'idle', sign: 'ring' };
    default:
      return assertNever(kind);
  }
}

/** Only a running relay can be seen; in every other state its last figures are history. */
export function relayIsVisible(relay: RelayProcess | null): boolean {
  return relay?.kind === 'running';
}
