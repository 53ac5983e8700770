import type { Suggestion } from '#renderer/lib/message-search-suggest.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './SuggestionList.module.css';

interface SuggestionListProps {
  readonly id: string;
  readonly options: readonly Suggestion[];
  /** Place of the one the keyboard stands on, or -1. */
  readonly chosen: number;
  readonly onTake: (option: Suggestion) => void;
}

/** Proposals under the box: in plain words, and as they are typed. The focus stays in the box. */
export function SuggestionList({ id, options, chosen, onTake }: SuggestionListProps) {
  const { t } = useTexts();
  return (
    <div id={id} role="listbox" aria-label={t('search.suggestions')} className={styles.list}>
      {options.map((option, index) => (
        <div
          key={option.typed}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={styles.option}
          // The press must not take the focus from the box.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
        >
          <SafeText text={option.label} maxLength={80} />
          <code>
            <SafeText text={option.typed} maxLength={80} />
          </code>
        </div>
      ))}
    </div>
  );
}
