import type { ChannelStateKind } from '#shared/domain/channel.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Sign, Tone } from '../tone.ts';

export interface StateLook {
  readonly tone: Tone;
  readonly sign: Sign;
}

/** How a channel state looks. Its word stands under `channelState` in the texts. */
export function channelStateLook(kind: ChannelStateKind): StateLook {
  switch (kind) {
    case 'connected':
      return { tone: 'ok', sign: 'dot' };
    case 'degraded':
      return { tone: 'warn', sign: 'half' };
    case 'connecting':
    case 'verifying':
    case 'retrying':
      return { tone: 'info', sign: 'cycle' };
    case 'action_required':
      return { tone: 'bad', sign: 'triangle' };
    case 'down':
      return { tone: 'bad', sign: 'square' };
    case 'paused':
      return { tone: 'idle', sign: 'bars' };
    case 'stopped':
    case 'not_configured':
      return { tone: 'idle', sign: 'ring' };
    case 'unknown':
      return { tone: 'unsure', sign: 'question' };
    default:
      return assertNever(kind);
  }
}

/** Lower is worse: the order of lists, of the banner and of the one state shown for all channels. */
const needOrder: readonly ChannelStateKind[] = [
  'action_required',
  'down',
  'degraded',
  'retrying',
  'unknown',
  'verifying',
  'connecting',
  'not_configured',
  'paused',
  'stopped',
  'connected',
];

export function needRank(kind: ChannelStateKind): number {
  return needOrder.indexOf(kind);
}
