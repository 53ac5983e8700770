import { drawnText } from '../lib/safe-text.ts';
import styles from './SafeText.module.css';

interface SafeTextProps {
  readonly text: string;
  readonly maxLength?: number;
  readonly className?: string | undefined;
  /** Over as many lines as it takes: where names that begin alike have to be told apart. */
  readonly wrap?: boolean;
}

/** Foreign text on one line, if not told otherwise: isolated in direction, controls visible, clipped to its box, never markup or a link. */
export function SafeText({ text, maxLength, className, wrap = false }: SafeTextProps) {
  const drawn = drawnText(text, maxLength ?? 300);
  return (
    <bdi dir="auto" className={[wrap ? styles.wrapped : styles.line, className].filter(Boolean).join(' ')}>
      {drawn.text}
      {drawn.cutLength > 0 && '…'}
    </bdi>
  );
}

/** Foreign text as a block, line breaks kept; the caller says when `drawnText` cut it. */
export function SafeBlock({ text, lang }: { readonly text: string; readonly lang?: string }) {
  return (
    <div dir="auto" lang={lang} className={styles.block}>
      {drawnText(text).text}
    </div>
  );
}
