import { useId, useState } from 'react';
import { useClient } from '../lib/client-context.tsx';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import { Sign } from './Sign.tsx';
import styles from './ShownOnce.module.css';

export interface ShownText {
  /** What it is, as the other side names its field; different for each. */
  readonly label: string;
  readonly text: string;
  /** The customary name of a file with it. Nothing is written here. */
  readonly fileName?: string;
}

/** Lines shown before the field scrolls. */
const mostLines = 6;

interface ShownOnceFieldProps {
  readonly field: ShownText;
  readonly copied: boolean;
  /** The first that was not copied yet: its button is the thing to do. */
  readonly isNext: boolean;
  readonly autoFocus: boolean;
  readonly onCopied: () => void;
}

/** One text to copy exactly. */
export function ShownOnceField({ field, copied, isNext, autoFocus, onCopied }: ShownOnceFieldProps) {
  const { t } = useTexts();
  const client = useClient();
  const id = useId();
  const [failed, setFailed] = useState(false);
  const copy = (): void => {
    client.invoke('app.copyText', { text: field.text }).then(
      () => {
        setFailed(false);
        onCopied();
      },
      () => setFailed(true),
    );
  };
  const word = failed ? t('action.copyFailed') : copied ? t('action.copied') : t('action.copy');
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{field.label}</label>
        {field.fileName !== undefined && <code className={styles.file}>{field.fileName}</code>}
        <span className={styles.state} data-copied={copied || undefined}>
          {copied && <Sign name="check" />}
          {copied && <span>{t('action.copied')}</span>}
        </span>
        <Button
          size="small"
          look={isNext ? 'primary' : 'plain'}
          data-next={isNext || undefined}
          data-autofocus={autoFocus || undefined}
          onClick={copy}
          aria-label={t('app.labelled', { label: t('action.copy'), value: field.label })}
        >
          {failed ? t('action.copyFailed') : t('action.copy')}
        </Button>
        <span className="visually-hidden" role="status">
          {failed || copied ? word : ''}
        </span>
      </div>
      <textarea
        id={id}
        className={styles.text}
        readOnly
        rows={Math.min(mostLines, field.text.trimEnd().split('\n').length)}
        value={field.text}
        spellCheck={false}
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
