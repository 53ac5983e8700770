import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';

interface StateDetailProps {
  readonly channel: ChannelSnapshot;
  readonly visible: boolean;
}

/** What else is to be known at a glance: planned maintenance, coming and going, and who has to act. */
function notesOf({ state, maintenanceUntil }: ChannelSnapshot, { t, format }: Texts, now: number): readonly string[] {
  const waitsForSomebody = state.operatorMustAct && state.owner !== 'nobody' && state.owner !== 'operator';
  return [
    ...(maintenanceUntil === null
      ? []
      : [t('channelDetail.maintenance', { time: format.moment(maintenanceUntil, now) })]),
    ...(state.flapping ? [t('channelDetail.flapping')] : []),
    ...(waitsForSomebody ? [t(`channelDetail.owner.${state.owner}`)] : []),
  ];
}

function mainWords(channel: ChannelSnapshot, { t, format, language }: Texts, now: number): string {
  const { state } = channel;
  const fault = state.leg === null ? null : channel.legs[state.leg].fault;
  const nextTryAt = state.until ?? fault?.nextTryAt ?? null;
  if (state.kind === 'retrying' && nextTryAt !== null) {
    return t('proof.nextTry', { when: format.until(nextTryAt, now) });
  }
  if (state.kind === 'paused') {
    return state.until === null
      ? t('channelDetail.held')
      : t('channelDetail.heldUntil', { time: format.moment(state.until, now) });
  }
  if (state.code !== null && state.kind !== 'connected') return sentenceFor(language, state.code, null).title;
  if (state.settling && state.kind !== 'connected') return t('channelDetail.settling');
  return t('time.since', { time: format.moment(state.since, now) });
}

/** The line under the badge: why, or since when. Readable in the list without opening anything. */
export function StateDetail({ channel, visible }: StateDetailProps) {
  const texts = useTexts();
  const now = useNow();
  const { t } = texts;
  if (!visible) return t('channelDetail.wasBefore', { state: t(`channelState.${channel.state.kind}`) });
  return [mainWords(channel, texts, now), ...notesOf(channel, texts, now)].join('\u00a0· ');
}
