import type { ChannelId } from '#shared/domain/ids.ts';
import type { IncidentEvent, IncidentStory } from '#shared/domain/incident.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import { eventTone, eventWords } from './incident-events.ts';
import styles from './IncidentTimeline.module.css';

function Event({ event, channelId }: { readonly event: IncidentEvent; readonly channelId: ChannelId }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const cause = event.code === null ? null : sentenceFor(language, event.code, null).title;
  const tail = [
    ...(cause === null ? [] : [cause]),
    ...(event.leg === null ? [] : [t(`leg.${event.leg}`)]),
    ...(event.platformCode === null ? [] : [t('proof.code', { code: event.platformCode })]),
    ...(event.by === null ? [] : [t('incident.event.by', { name: event.by })]),
  ];
  return (
    <li className={styles.event} data-tone={eventTone(event)}>
      <time dateTime={new Date(event.at).toISOString()} title={format.full(event.at)}>
        {format.moment(event.at, now)}
      </time>
      <span className={styles.mark} aria-hidden="true" />
      <div>
        <strong>{eventWords(event, t, format, now)}</strong>
        {tail.length > 0 && <span className={styles.tail}>{tail.join(' · ')}</span>}
        {event.kind === 'note' && event.detail !== null && <SafeBlock text={event.detail} />}
        {event.kind === 'reconnect_ended' && event.detail !== null && (
          <a href={hrefOf({ page: 'channel', channelId })}>
            {t('incident.receipt', { number: event.detail.slice(-8) })}
          </a>
        )}
      </div>
    </li>
  );
}

interface IncidentTimelineProps {
  readonly story: IncidentStory | null;
  readonly channelId: ChannelId;
}

/** One line for each thing that happened, oldest first. */
export function IncidentTimeline({ story, channelId }: IncidentTimelineProps) {
  const { t } = useTexts();
  return (
    <Panel title={t('incident.timeline')}>
      {story === null ? (
        <Empty busy title={t('incident.loading')} />
      ) : (
        <>
          <ol className={styles.list}>
            {story.events.map((event, index) => (
              <Event key={`${event.at}/${index}`} event={event} channelId={channelId} />
            ))}
          </ol>
          {story.eventsLeftOut > 0 && (
            <p className={styles.leftOut}>{t('incident.leftOut', { count: story.eventsLeftOut })}</p>
          )}
        </>
      )}
    </Panel>
  );
}
