import { useState } from 'react';
import { drawnText, maxDrawnLength } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './LongText.module.css';

interface LongTextProps {
  readonly text: string;
  /** For what machines wrote. */
  readonly mono?: boolean;
  readonly label: string;
}

/** Foreign text of any length: plain, bounded, hidden characters visible; the rest of it on demand. */
export function LongText({ text, mono = false, label }: LongTextProps) {
  const { t, format } = useTexts();
  const [isWhole, setWhole] = useState(false);
  const drawn = drawnText(text, isWhole ? Math.max(text.length, 1) : maxDrawnLength);
  return (
    <div className={styles.text}>
      <div
        dir={mono ? 'ltr' : 'auto'}
        className={styles.block}
        data-mono={mono || undefined}
        // Reached by keyboard, for it scrolls.
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        {drawn.text}
      </div>
      {drawn.cutLength > 0 && (
        <p className={styles.rest}>
          {t('story.cut', { number: format.number(drawn.cutLength) })}{' '}
          <Button size="small" onClick={() => setWhole(true)}>
            {t('storyPayload.showAll')}
          </Button>
        </p>
      )}
    </div>
  );
}
