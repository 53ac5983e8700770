import type { MessageStory } from '#shared/domain/message.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import styles from './StoryText.module.css';

interface StoryTextProps {
  readonly row: MessageStory['row'];
  readonly text: string;
  readonly isMasked: boolean;
}

/** What was written, as plain text in its own box: no markup, no links, bounded. */
export function StoryText({ row, text, isMasked }: StoryTextProps) {
  const { t, format } = useTexts();
  const { cutLength } = drawnText(text);
  const label =
    row.kind !== 'text' ? t(`messageKind.${row.kind}`) : isMasked ? t('story.textLabel') : t('storyReveal.textLabel');
  return (
    <figure className={styles.box} data-direction={row.direction}>
      <figcaption>{label}</figcaption>
      {text === '' ? <p className={styles.none}>{t('story.noText')}</p> : <SafeBlock text={text} />}
      {cutLength > 0 && <p className={styles.none}>{t('story.cut', { number: format.number(cutLength) })}</p>}
    </figure>
  );
}
