import { useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageMedia, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeMedia } from '#renderer/lib/describe/describe-actions.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { previewOf } from './file-preview.ts';
import { FilePreview } from './FilePreview.tsx';
import { Piece, PieceList } from './Piece.tsx';
import styles from './StoryFiles.module.css';
import { StorySection } from './StorySection.tsx';

interface FileLineProps {
  readonly id: MessageId;
  readonly media: MessageMedia;
  /** Null: not revealed. */
  readonly grant: string | null;
}

function FileLine({ id, media, grant }: FileLineProps) {
  const { t, format, language } = useTexts();
  const [isShown, setShown] = useState(false);
  const preview = previewOf(media);
  const why =
    media.code !== null
      ? sentenceFor(language, media.code, null).title
      : 'why' in preview
        ? preview.why === 'notStored'
          ? null
          : t(`storyFile.why.${preview.why}`)
        : grant === null
          ? t('storyFile.revealFirst')
          : null;
  return (
    <Piece
      view={describeMedia(media.state)}
      what={
        <>
          <SafeText text={media.name} maxLength={80} />
          <small>
            <SafeText
              text={
                media.sizeBytes === null
                  ? media.mimeType
                  : t('storyMedia.size', { type: media.mimeType, size: format.bytes(media.sizeBytes) })
              }
              maxLength={160}
            />
          </small>
        </>
      }
      state={t(`storyMedia.state.${media.state}`)}
      why={why}
    >
      {'kind' in preview && grant !== null && (
        <div className={styles.preview}>
          <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? t('storyFile.hide') : t('storyFile.show')}
          </Button>
          {isShown && <FilePreview id={id} media={media} kind={preview.kind} grant={grant} />}
        </div>
      )}
    </Piece>
  );
}

interface StoryFilesProps {
  readonly story: Pick<MessageStory, 'row' | 'media'>;
  readonly grant: string | null;
}

/** The files that a message carries, each with its own fate, and a look at them once the message is revealed. */
export function StoryFiles({ story, grant }: StoryFilesProps) {
  const { t } = useTexts();
  if (story.media.length === 0) return null;
  return (
    <StorySection title={t('storyMedia.heading')}>
      <PieceList name={t('storyMedia.heading')}>
        {story.media.map((media) => (
          <FileLine key={media.no} id={story.row.id} media={media} grant={grant} />
        ))}
      </PieceList>
    </StorySection>
  );
}
