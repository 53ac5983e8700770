import type { ReactNode } from 'react';
import type { MessageMedia, MessagePart, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describeMedia, describePart, type PieceView } from '#renderer/lib/describe/describe-actions.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './StoryPieces.module.css';

interface PieceProps {
  readonly view: PieceView;
  readonly what: ReactNode;
  readonly state: string;
  readonly why: string | null;
}

function Piece({ view, what, state, why }: PieceProps) {
  return (
    <li className={styles.piece} data-tone={view.tone}>
      <Sign name={view.sign} />
      <span className={styles.what}>{what}</span>
      <span className={styles.state}>{state}</span>
      {why !== null && <p className={styles.why}>{why}</p>}
    </li>
  );
}

function PartLine({ part }: { readonly part: MessagePart }) {
  const { t, format, language } = useTexts();
  const what = t('storyPart.name', {
    number: format.number(part.no),
    of: format.number(part.of),
    kind: t(`storyPart.kind.${part.kind}`),
  });
  return (
    <Piece
      view={describePart(part.state)}
      what={what}
      state={t(`storyPart.state.${part.state}`)}
      why={part.code === null ? null : sentenceFor(language, part.code, null).title}
    />
  );
}

function MediaLine({ media }: { readonly media: MessageMedia }) {
  const { t, format, language } = useTexts();
  return (
    <Piece
      view={describeMedia(media.state)}
      what={
        <>
          <SafeText text={media.name} maxLength={80} />
          <small>
            {media.sizeBytes === null
              ? media.mimeType
              : t('storyMedia.size', { type: media.mimeType, size: format.bytes(media.sizeBytes) })}
          </small>
        </>
      }
      state={t(`storyMedia.state.${media.state}`)}
      why={media.code === null ? null : sentenceFor(language, media.code, null).title}
    />
  );
}

/** The pieces a message goes in and the files it carries, each with its own fate. Nothing for a plain message. */
export function StoryPieces({ story }: { readonly story: MessageStory }) {
  const { t } = useTexts();
  return (
    <>
      {story.parts.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('storyPart.heading')}</h3>
          <ol className={styles.list} aria-label={t('storyPart.heading')}>
            {story.parts.map((part) => (
              <PartLine key={part.no} part={part} />
            ))}
          </ol>
        </>
      )}
      {story.media.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('storyMedia.heading')}</h3>
          <ul className={styles.list} aria-label={t('storyMedia.heading')}>
            {story.media.map((media) => (
              <MediaLine key={media.no} media={media} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}
