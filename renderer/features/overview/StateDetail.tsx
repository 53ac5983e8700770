import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';

interface StateDetailProps {
  readonly channel: ChannelSnapshot;
  readonly visible: boolean;
}

/** The line under the badge: why, or since when. Readable in the list without opening anything. */
export function StateDetail({ channel, visible }: StateDetailProps) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { state } = channel;
  if (!visible) return t('channelDetail.wasBefore', { state: t(`channelState.${state.kind}`) });
  const fault = state.leg === null ? null : channel.legs[state.leg].fault;
  if (state.kind === 'retrying' && fault?.nextTryAt) {
    return t('proof.nextTry', { when: format.until(fault.nextTryAt, now) });
  }
  if (state.kind === 'paused') return t('channelDetail.heldOutbound');
  if (state.code !== null && state.kind !== 'connected') return sentenceFor(language, state.code, null).title;
  if (state.settling && state.kind !== 'connected') return t('channelDetail.settling');
  return t('time.since', { time: format.moment(state.since, now) });
}
