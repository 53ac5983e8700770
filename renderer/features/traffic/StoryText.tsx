import type { MessageStory } from '#shared/domain/message.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import styles from './StoryText.module.css';

/** What was written, as plain text in its own box: no markup, no links, bounded. */
export function StoryText({ story }: { readonly story: MessageStory }) {
  const { t, format } = useTexts();
  const { cutLength } = drawnText(story.text);
  return (
    <figure className={styles.box} data-direction={story.row.direction}>
      <figcaption>{story.row.kind === 'text' ? t('story.textLabel') : t(`messageKind.${story.row.kind}`)}</figcaption>
      {story.text === '' ? <p className={styles.none}>{t('story.noText')}</p> : <SafeBlock text={story.text} />}
      {cutLength > 0 && <p className={styles.none}>{t('story.cut', { number: format.number(cutLength) })}</p>}
    </figure>
  );
}
