import type { ReactNode } from 'react';
import type { MessageStory, StatusReport } from '#shared/domain/message.ts';
import { trafficHref } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { SafeBlock, SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './StoryFacts.module.css';

/** What CXone was told of this reply, or will be. */
function ReportLine({ report }: { readonly report: StatusReport }) {
  const { t, format } = useTexts();
  return (
    <>
      {t(`storyReport.${report.status}`)} · {t(`storyReport.state.${report.state}`)}
      {report.state === 'reported' && ` ${format.timeOfDay(report.at)}`}
      {report.reason !== null && <SafeBlock text={report.reason} />}
    </>
  );
}

interface StoryFactsProps {
  readonly story: MessageStory;
  /** The whole openid; null while it is masked. */
  readonly openId: string | null;
}

/** Ids and codes, for looking the message up elsewhere or reporting it. */
export function StoryFacts({ story, openId }: StoryFactsProps) {
  const { t, format } = useTexts();
  const { row } = story;
  const channelName = useConsole((state) => state.channels[row.channelId]?.name ?? row.channelId);
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [
      t('story.channel'),
      <a key="channel" href={trafficHref({ channelId: row.channelId })}>
        <SafeText text={channelName} />
      </a>,
    ],
    [t('story.kind'), t(`messageKind.${row.kind}`)],
    ...(row.endUser === null
      ? []
      : [
          [
            t('story.customer'),
            openId === null ? (
              <SafeText key="customer" text={row.endUser} />
            ) : (
              <CopyValue key="customer" value={openId} label={t('storyReveal.openId')} />
            ),
          ] as const,
        ]),
    [
      t('story.case'),
      story.caseId === null ? (
        t('story.caseUnknown')
      ) : (
        <CopyValue key="case" value={story.caseId} label={t('story.case')} />
      ),
    ],
    ...(story.platformAt === null
      ? []
      : [
          [
            row.direction === 'inbound' ? t('story.platformTime') : t('story.sentInCxone'),
            format.full(story.platformAt),
          ] as const,
        ]),
    [t('story.ourId'), <CopyValue key="id" value={row.id} label={t('story.ourId')} />],
    ...(story.platformMessageId === null
      ? []
      : [
          [
            t('story.otherId'),
            <CopyValue key="platform" value={story.platformMessageId} label={t('story.otherId')} />,
          ] as const,
        ]),
    ...(story.statusReport === null
      ? []
      : [[t('storyReport.label'), <ReportLine key="report" report={story.statusReport} />] as const]),
    ...(row.code === null ? [] : [[t('story.errorCode'), <code key="code">{row.code}</code>] as const]),
    ...(row.platformCode === null
      ? []
      : [[t('story.platformCode'), <SafeText key="theirs" text={row.platformCode} maxLength={60} />] as const]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
