import { useEffect, useRef } from 'react';
import type { SearchRow } from '#shared/domain/message-search.ts';
import { isChosen, isEmptyChoice, noChoice } from '#renderer/lib/message-choice.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import styles from './ChooseBoxes.module.css';

interface ChooseRowProps {
  readonly row: SearchRow;
  readonly onChoose: (row: SearchRow, isRange: boolean) => void;
}

/** The box of one row. By keyboard the row itself is chosen, with Space: a second stop in every row would be in the way. */
export function ChooseRow({ row, onChoose }: ChooseRowProps) {
  const { t, format } = useTexts();
  const checked = useConsole((state) => isChosen(state.searchChoice, row.id));
  return (
    <span role="cell" data-column="choose" className={styles.cell}>
      <label className={styles.label}>
        <input
          type="checkbox"
          tabIndex={-1}
          data-seq={row.seq}
          checked={checked}
          aria-label={t('search.choose.one', { time: format.full(row.receivedAt), id: row.id.slice(-6) })}
          onClick={(event) => onChoose(row, event.shiftKey)}
          onChange={() => undefined}
        />
      </label>
    </span>
  );
}

interface ChooseAllProps {
  readonly rows: readonly SearchRow[];
  readonly onThese: () => void;
}

/** The box above the rows: none, these, and half filled when it is some of them. */
export function ChooseAll({ rows, onThese }: ChooseAllProps) {
  const { t } = useTexts();
  const box = useRef<HTMLInputElement>(null);
  const choice = useConsole((state) => state.searchChoice);
  const chosen = useConsole((state) => state.searchChosen);
  const isEmpty = isEmptyChoice(choice);
  const isWhole = !isEmpty && rows.every(({ id }) => isChosen(choice, id));
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = !isEmpty && !isWhole;
  }, [isEmpty, isWhole]);
  return (
    <span role="columnheader" data-column="choose" className={styles.head}>
      <label className={styles.label} title={t('search.choose.help')}>
        <input
          ref={box}
          type="checkbox"
          checked={isWhole}
          aria-label={t('search.choose.these')}
          onChange={() => (isWhole ? chosen(noChoice, null) : onThese())}
        />
      </label>
    </span>
  );
}
