import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import styles from './Outside.module.css';

interface SnippetProps {
  readonly label: string;
  readonly text: string;
}

/** Lines to take over elsewhere, with the button that copies them exactly. */
export function Snippet({ label, text }: SnippetProps) {
  return (
    <div className={styles.snippet}>
      <div className={styles.snippetHead}>
        <strong>{label}</strong>
        <CopyButton text={text} label={label} />
      </div>
      <pre className={styles.code} role="region" tabIndex={0} aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
