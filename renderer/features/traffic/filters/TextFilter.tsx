import { useEffect, useId, useRef, useState } from 'react';
import { maxFilterText } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import styles from './TextFilter.module.css';

interface TextFilterProps {
  /** As it stands in the address. */
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** So long nobody types before the list is narrowed, milliseconds. */
const quietMs = 300;

/** Narrows the list while one types. */
export function TextFilter({ text, onChange }: TextFilterProps) {
  const { t } = useTexts();
  const helpId = useId();
  const [typed, setTyped] = useState(text);
  /** What was last handed over or taken over: a change of the address from elsewhere wins over what is typed. */
  const [known, setKnown] = useState(text);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  if (text !== known) {
    setKnown(text);
    if (text !== typed.trim()) setTyped(text);
  }
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => latest.current(typed.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <span className={styles.field}>
      <Icon name="search" size={14} />
      <input
        type="text"
        className={styles.input}
        aria-label={t('trafficFilter.text')}
        aria-describedby={helpId}
        placeholder={t('trafficFilter.textPlaceholder')}
        title={t('trafficFilter.textHelp')}
        spellCheck={false}
        autoComplete="off"
        maxLength={maxFilterText}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChange(typed.trim());
          if (event.key !== 'Escape' || typed === '') return;
          event.preventDefault();
          setTyped('');
          onChange('');
        }}
      />
      {typed !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('trafficFilter.clearText')}
          title={t('trafficFilter.clearText')}
          onClick={() => {
            setTyped('');
            onChange('');
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
      <span id={helpId} className="visually-hidden">
        {t('trafficFilter.textHelp')}
      </span>
    </span>
  );
}
