import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageStory, TrafficRow } from '#shared/domain/message.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useHeldRow } from '#renderer/store/use-held-row.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './MessageDrawer.module.css';
import { StoryActions } from './StoryActions.tsx';
import { StoryFacts } from './StoryFacts.tsx';
import { StoryFollower } from './StoryFollower.tsx';
import { StoryMeaning } from './StoryMeaning.tsx';
import { StoryPieces } from './StoryPieces.tsx';
import { StoryText } from './StoryText.tsx';
import { StoryTimeline } from './StoryTimeline.tsx';
import { StoryWatch } from './StoryWatch.tsx';
import { useMessageStory } from './use-message-story.ts';

function titleOf(t: Texts['t'], story: MessageStory): string {
  const { endUser, direction } = story.row;
  if (endUser === null) return t('story.fromUnknown');
  return direction === 'inbound'
    ? t('story.fromCustomer', { customer: endUser })
    : t('story.toCustomer', { customer: endUser });
}

function Story({ story }: { readonly story: MessageStory }) {
  const { t } = useTexts();
  return (
    <>
      <StoryText story={story} />
      <h3 className={styles.heading}>{t('story.timeline')}</h3>
      <StoryTimeline story={story} />
      <StoryMeaning row={story.row} />
      <StoryActions key={story.row.id} story={story} />
      <StoryWatch key={`watch/${story.row.id}`} story={story} />
      <StoryPieces story={story} />
      <h3 className={styles.heading}>{t('story.facts')}</h3>
      <StoryFacts story={story} />
      <StoryFollower key={`follower/${story.row.id}`} story={story} />
    </>
  );
}

function State({ row }: { readonly row: TrafficRow }) {
  const { t } = useTexts();
  const { tone, sign, text } = describeMessage(useHeldRow(row));
  return (
    <StateBadge tone={tone} sign={sign}>
      {t(text)}
    </StateBadge>
  );
}

interface MessageDrawerProps {
  readonly id: MessageId;
  readonly onClose: () => void;
}

/** One message's whole life, beside the list it belongs to. */
export function MessageDrawer({ id, onClose }: MessageDrawerProps) {
  const { t } = useTexts();
  const { story, error, retry } = useMessageStory(id);
  return (
    <aside aria-label={t('story.region')} className={styles.drawer}>
      <header className={styles.head}>
        <h2>{story === null ? t('story.region') : titleOf(t, story)}</h2>
        {story !== null && <State row={story.row} />}
        <button type="button" className={styles.close} onClick={onClose} aria-label={t('action.close')}>
          <Icon name="close" size={15} />
        </button>
      </header>
      <div className={styles.body}>
        {error !== null && (
          <div className={styles.failed}>
            <ErrorNote error={error} />
            <Button size="small" onClick={retry}>
              {t('action.retry')}
            </Button>
          </div>
        )}
        {story !== null ? <Story story={story} /> : error === null && <Empty busy title={t('story.loading')} />}
      </div>
    </aside>
  );
}
