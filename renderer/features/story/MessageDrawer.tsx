import { useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { CustomerName } from '#shared/domain/message-search.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import styles from './MessageDrawer.module.css';
import { NoteDialog } from './NoteDialog.tsx';
import { PayloadView } from './PayloadView.tsx';
import { RevealBand } from './RevealBand.tsx';
import { RevealDialog } from './RevealDialog.tsx';
import { StoryActions } from './StoryActions.tsx';
import { StoryAround } from './StoryAround.tsx';
import { StoryFacts } from './StoryFacts.tsx';
import { StoryFiles } from './StoryFiles.tsx';
import { StoryFollower } from './StoryFollower.tsx';
import { StoryHead } from './StoryHead.tsx';
import { StoryMeaning } from './StoryMeaning.tsx';
import { StoryPieces } from './StoryPieces.tsx';
import { StorySection } from './StorySection.tsx';
import { StoryText } from './StoryText.tsx';
import { StoryTimeline } from './StoryTimeline.tsx';
import { StoryWatch } from './StoryWatch.tsx';
import { revealedExchanges } from './story-exchanges.ts';
import { useCustomer } from './use-customer.ts';
import { useDrawerWidth } from './use-drawer-width.ts';
import { useMessageStory } from './use-message-story.ts';
import { useMessageWire } from './use-message-wire.ts';
import { useReveal, type Reveal } from './use-reveal.ts';

interface StoryProps {
  readonly story: MessageStory;
  readonly name: CustomerName | null;
  readonly reveal: Reveal;
}

function Story({ story, name, reveal: { revealed, take } }: StoryProps) {
  const { t } = useTexts();
  const { row } = story;
  const wire = useMessageWire(row.id);
  const [dialog, setDialog] = useState<'reveal' | 'note' | null>(null);
  const close = (): void => setDialog(null);
  const known = revealed?.wire ?? wire.value;
  const exchanges = revealedExchanges(wire.value?.exchanges ?? [], revealed?.wire.exchanges ?? null);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <StoryText row={row} text={revealed?.text ?? story.text} isMasked={revealed === null} />
        <div className={styles.tools}>
          {revealed === null && (
            <Button size="small" onClick={() => setDialog('reveal')}>
              {t('storyReveal.button')}
            </Button>
          )}
          <Button size="small" onClick={() => setDialog('note')}>
            {t('storyNote.button')}
          </Button>
        </div>
        <StoryFiles story={story} grant={revealed?.grant ?? null} />
        <StorySection title={t('story.timeline')}>
          <StoryTimeline story={story} exchanges={exchanges} notKept={wire.value?.notKept ?? 0} />
          {wire.error !== null && known !== null && (
            <LoadFailed error={wire.error} busy={wire.asking} onRetry={wire.ask} />
          )}
        </StorySection>
        <div>
          <StoryMeaning row={row} />
          <StoryActions key={row.id} story={story} />
          <StoryWatch key={`watch/${row.id}`} story={story} />
        </div>
        <StoryPieces story={story} />
      </div>
      <div className={styles.column}>
        <StoryAround story={story} />
        <PayloadView
          direction={row.direction}
          payload={known === null ? null : (known.payload ?? 'gone')}
          isMasked={revealed === null}
          error={known === null ? wire.error : null}
          busy={wire.asking}
          onRetry={wire.ask}
        />
        <StorySection title={t('story.facts')}>
          <StoryFacts story={story} openId={revealed?.openId ?? null} />
          <StoryFollower key={`follower/${row.id}`} story={story} />
        </StorySection>
      </div>
      {dialog === 'reveal' && <RevealDialog id={row.id} onRevealed={take} onClose={close} />}
      {dialog === 'note' && (
        <NoteDialog story={story} name={name} exchanges={wire.value?.exchanges ?? []} onClose={close} />
      )}
    </div>
  );
}

interface MessageDrawerProps {
  readonly id: MessageId;
  readonly onClose: () => void;
}

/** One message's whole life, beside the list it belongs to. Made anew for each message. */
export function MessageDrawer({ id, onClose }: MessageDrawerProps) {
  const { t } = useTexts();
  const { story, error, retry } = useMessageStory(id);
  const customer = useCustomer(story?.contactNo ?? null);
  const name = customer?.name ?? null;
  const reveal = useReveal();
  const { isWide, toggle } = useDrawerWidth();
  return (
    <aside aria-label={t('story.region')} className={styles.drawer} data-wide={isWide || undefined}>
      <StoryHead story={story} customer={customer} isWide={isWide} onWide={toggle} onClose={onClose} />
      {reveal.revealed !== null && <RevealBand until={reveal.revealed.until} onHide={reveal.hide} />}
      <div className={styles.body}>
        {error !== null && (
          <div className={styles.failed}>
            <ErrorNote error={error} />
            <Button size="small" onClick={retry}>
              {t('action.retry')}
            </Button>
          </div>
        )}
        {story !== null ? (
          <Story story={story} name={name} reveal={reveal} />
        ) : (
          error === null && <Empty busy title={t('story.loading')} />
        )}
      </div>
    </aside>
  );
}
