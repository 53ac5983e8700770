import { useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageMedia } from '#shared/domain/message.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import type { PreviewKind } from './file-preview.ts';
import styles from './FilePreview.module.css';
import { usePreviewUrl } from './use-preview-url.ts';

interface FilePreviewProps {
  readonly id: MessageId;
  readonly media: MessageMedia;
  readonly kind: PreviewKind;
  readonly grant: string;
}

/** A file in a box of fixed size, drawn by the window's own decoders. It is never opened as a page. */
export function FilePreview({ id, media, kind, grant }: FilePreviewProps) {
  const { t } = useTexts();
  const [isBroken, setBroken] = useState(false);
  const { url, error, ask } = usePreviewUrl(id, media.no, grant);
  const name = t(`storyFile.alt.${kind}`, { name: media.name });
  const broken = (): void => setBroken(true);
  if (error !== null) return <LoadFailed error={error} busy={false} onRetry={ask} />;
  if (isBroken) return <p className={styles.note}>{t('storyFile.broken')}</p>;
  return (
    <div className={styles.box} data-kind={kind} aria-busy={url === null}>
      {url === null ? (
        <p className={styles.note}>{t('storyFile.loading')}</p>
      ) : kind === 'image' ? (
        <img src={url} alt={name} onError={broken} draggable={false} />
      ) : kind === 'audio' ? (
        <audio src={url} controls aria-label={name} onError={broken} />
      ) : (
        <video src={url} controls aria-label={name} onError={broken} disablePictureInPicture />
      )}
    </div>
  );
}
