import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { OutboundIntake } from '../../ports/intake.ts';
import type { LegReporter } from '../../ports/leg-reporter.ts';

/**
 * The intake as it is for channels that may be switched off: it takes no message for one that is, and says so with
 * CHANNEL_STOPPED. For which channel a reply is stands in its body, so only here it is known for all calls.
 */
export function refusingStopped(deps: {
  readonly intake: OutboundIntake;
  readonly legs: Pick<LegReporter, 'refusedRequest'>;
  readonly isStopped?: (channelId: ChannelId) => boolean;
}): OutboundIntake {
  const { intake, legs, isStopped } = deps;
  if (isStopped === undefined) return intake;
  return {
    accept: (request) => {
      if (!isStopped(request.channelId)) return intake.accept(request);
      legs.refusedRequest(request.channelId, 'CHANNEL_STOPPED');
      return Promise.reject(new RelayError('CHANNEL_STOPPED', 'the channel is switched off'));
    },
    answered: (id) => {
      intake.answered(id);
    },
    recipient: (channelId, openId) => intake.recipient(channelId, openId),
    openIdByThread: (channelId, threadId) => intake.openIdByThread(channelId, threadId),
    // Nobody at WeChat is asked for a channel that is switched off.
    reachable: (channelId, openId) =>
      isStopped(channelId) ? Promise.resolve({ why: null }) : intake.reachable(channelId, openId),
    typing: (channelId, openId, on) => {
      if (!isStopped(channelId)) intake.typing(channelId, openId, on);
    },
  };
}
