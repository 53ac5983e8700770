import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { SearchProblem } from '#shared/domain/message-search.ts';
import { maxSearchLength } from '#renderer/lib/message-search-routes.ts';
import { suggestionsAt, withSuggestion, type Suggestion } from '#renderer/lib/message-search-suggest.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import styles from './SearchBox.module.css';
import { SearchMirror } from './SearchMirror.tsx';
import { SuggestionList } from './SuggestionList.tsx';
import { useSuggestWorld } from './use-suggest-world.ts';

interface SearchBoxProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly problems: readonly SearchProblem[];
  /** Id of the element that says what is wrong with the text. */
  readonly problemsId: string;
  readonly busy: boolean;
  /** `isWhole` false: an input method is still putting a character together. */
  readonly onTyped: (text: string, isWhole: boolean) => void;
  readonly onEnter: (text: string) => void;
  /** To the results. */
  readonly onDown: () => void;
}

/** The one search box: what is typed, with its words before a colon marked and its problems underlined, and proposals. */
export function SearchBox(props: SearchBoxProps) {
  const { inputRef, text, problems, problemsId, busy, onTyped, onEnter, onDown } = props;
  const { t } = useTexts();
  const listId = useId();
  const world = useSuggestWorld();
  const [caret, setCaret] = useState(0);
  const [scroll, setScroll] = useState(0);
  const [dismissed, setDismissed] = useState(true);
  const [chosen, setChosen] = useState(-1);
  const nextCaret = useRef<number | null>(null);
  const suggestions = dismissed ? null : suggestionsAt(text, caret, world);
  const options = suggestions?.options ?? [];
  const open = options.length > 0;

  useLayoutEffect(() => {
    if (nextCaret.current === null) return;
    inputRef.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  }, [inputRef, text]);

  const look = (): void => {
    const input = inputRef.current;
    if (input === null) return;
    setCaret(input.selectionStart ?? input.value.length);
    setScroll(input.scrollLeft);
  };
  const take = (option: Suggestion): void => {
    if (suggestions === null) return;
    const next = withSuggestion(text, suggestions, option);
    nextCaret.current = next.caret;
    setCaret(next.caret);
    setChosen(-1);
    setDismissed(!option.isOpen);
    onTyped(next.text, true);
    inputRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const option = options[chosen];
    if (step !== 0 && open) {
      event.preventDefault();
      setChosen(
        (was) => (was + step + options.length + 1 + (was === -1 && step === -1 ? -1 : 0)) % (options.length + 1),
      );
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Enter' && option !== undefined) {
      event.preventDefault();
      take(option);
    } else if (event.key === 'Enter') {
      setDismissed(true);
      onEnter(text);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      setDismissed(true);
    }
  };

  return (
    <div className={styles.box} data-wrong={problems.length > 0 || undefined}>
      <span className={styles.sign} data-busy={busy || undefined}>
        <Icon name="search" size={16} />
      </span>
      <div className={styles.line}>
        <SearchMirror text={text} problems={problems} scroll={scroll} />
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          aria-label={t('search.box')}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? problemsId : undefined}
          aria-keyshortcuts="/"
          className={styles.input}
          placeholder={t('search.placeholder')}
          value={text}
          maxLength={maxSearchLength}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onChange={(event) => {
            const { isComposing } = event.nativeEvent as InputEvent;
            setDismissed(isComposing);
            setChosen(-1);
            look();
            onTyped(event.currentTarget.value, !isComposing);
          }}
          onCompositionEnd={(event) => onTyped(event.currentTarget.value, true)}
          onSelect={look}
          onScroll={look}
          onKeyDown={onKeyDown}
          onBlur={() => setDismissed(true)}
        />
        {open && <SuggestionList id={listId} options={options} chosen={chosen} onTake={take} />}
      </div>
      {text !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('search.clearBox')}
          onClick={() => {
            onEnter('');
            inputRef.current?.focus();
          }}
        >
          <Icon name="close" size={13} />
        </button>
      )}
    </div>
  );
}
