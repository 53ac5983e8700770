import type { ReactNode } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { channelProblem, type ChannelProblem } from '#renderer/lib/describe/attention.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { valueToCopy } from '#renderer/lib/incidents/value-to-copy.ts';
import { goTo, hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Attention, Facts } from './Attention.tsx';
import styles from './ChannelAttention.module.css';

function waitingCount(channel: ChannelSnapshot, problem: ChannelProblem): number {
  if (problem.direction === null) return channel.waiting.inbound + channel.waiting.outbound;
  return channel.waiting[problem.direction];
}

interface ChannelAttentionProps {
  readonly channel: ChannelSnapshot;
  readonly compact: boolean;
  readonly more: ReactNode;
}

/** One broken channel: what it means for customers, why, what is safe, the value to copy, and and the way to mend it. */
export function ChannelAttention({ channel, compact, more }: ChannelAttentionProps) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const client = useClient();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const check = useAction(async () => {
    channelsChanged([await client.invoke('channels.check', { channelId: channel.id })]);
  });

  const incident = useConsole((state) =>
    channel.incidentId === null ? null : (state.incidents[channel.incidentId] ?? null),
  );
  const runChanged = useConsole((state) => state.runChanged);
  const reconnect = useAction(async () => {
    for (const run of await client.invoke('reconnect.start', { channelIds: [channel.id] })) runChanged(run);
    goTo({ page: 'channel', channelId: channel.id });
  });

  const problem = channelProblem(channel);
  const fault = problem.leg === null ? null : channel.legs[problem.leg].fault;
  const code = channel.state.code ?? fault?.code ?? null;
  const copyValue = valueToCopy(code, channel.state.value ?? fault?.value ?? null, channel);
  // A value that can be copied stands in its own box, not in the sentence.
  const inSentence = copyValue === null && fault?.value ? isolated(fault.value) : null;
  const sentence = code === null ? null : sentenceFor(language, code, inSentence);
  const waiting = waitingCount(channel, problem);
  const facts = [
    ...(sentence === null ? [] : [sentence.title]),
    t('time.since', { time: format.moment(fault?.since ?? channel.state.since, now) }),
    ...(code === null ? [] : [t('proof.code', { code: fault?.platformCode ?? code })]),
    ...(fault?.nextTryAt ? [t('proof.nextTry', { when: format.until(fault.nextTryAt, now) })] : []),
  ];
  const waitingQuery = {
    channelId: channel.id,
    states: ['pending'] as const,
    ...(problem.direction === null ? {} : { direction: problem.direction }),
  };
  const safe = [
    ...(problem.comfort === null ? [] : [t(`attention.${problem.comfort}`)]),
    ...(waiting === 0
      ? []
      : [
          <a key="waiting" href={trafficHref(waitingQuery)}>
            {problem.direction === 'outbound'
              ? t('attention.repliesWaiting', { count: waiting })
              : t('attention.waiting', { count: waiting })}
          </a>,
        ]),
    ...(channel.incidentId === null
      ? []
      : [
          <a key="incident" href={hrefOf({ page: 'incidents', incidentId: channel.incidentId })}>
            {t('attention.incident')}
          </a>,
        ]),
    ...(incident === null || incident.acknowledgedBy === null
      ? []
      : [t('attention.incidentAcknowledged', { name: incident.acknowledgedBy })]),
    ...(incident === null || incident.assignee === null
      ? []
      : [t('attention.incidentAssigned', { name: incident.assignee })]),
    ...(more === null ? [] : [more]),
  ];
  const failed = [reconnect.state, check.state].find((state) => state.kind === 'failed');
  const outcome = channelStateLook(channel.state.kind).tone === 'info' ? 'checkedUnsure' : 'checkedStill';
  return (
    <Attention
      tone={channelStateLook(channel.state.kind).tone === 'bad' ? 'bad' : 'warn'}
      title={t(`attention.${problem.title}`, { name: channel.name })}
      facts={facts}
      action={
        <>
          <Button look="primary" busy={reconnect.state.kind === 'running'} onClick={() => reconnect.start()}>
            {t('attention.reconnect')}
          </Button>
          <Button look="quiet" size="small" busy={check.state.kind === 'running'} onClick={() => check.start()}>
            {check.state.kind === 'running' ? t('action.checking') : t('action.checkAgain')}
          </Button>
          <span role="status">{check.state.kind === 'done' ? t(`attention.${outcome}`) : ''}</span>
        </>
      }
    >
      {!compact && sentence !== null && (
        <div className={styles.help}>
          <p>{sentence.help}</p>
          {copyValue !== null && <CopyValue value={copyValue} label={sentence.title} />}
        </div>
      )}
      <Facts items={safe} />
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
    </Attention>
  );
}
