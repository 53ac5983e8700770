import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { Sign as SignName, Tone } from '../lib/tone.ts';
import { useTexts } from '../lib/texts-context.tsx';
import styles from './CheckMenu.module.css';
import { Sign } from './Sign.tsx';

export interface CheckOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly tone: Tone;
  readonly sign: SignName;
}

interface CheckMenuProps<V extends string> {
  readonly label: string;
  /** What the button says: the choice in words. */
  readonly summary: string;
  readonly options: readonly CheckOption<V>[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
}

/** Any of a few, behind a button that says what is chosen. */
export function CheckMenu<V extends string>({ label, summary, options, chosen, onChange }: CheckMenuProps<V>) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const toggle = (value: V, on: boolean): void =>
    onChange(options.map((option) => option.value).filter((one) => (one === value ? on : chosen.includes(one))));
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown ?? '' }}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.target}
          data-chosen={chosen.length > 0 || undefined}
          aria-expanded={open}
          aria-label={t('app.labelled', { label, value: summary })}
          onClick={() => setOpen((was) => !was)}
        >
          {summary}
          <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
            <path d="m1 1 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <fieldset className={styles.group}>
          <legend className="visually-hidden">{label}</legend>
          {options.map((option) => (
            <label key={option.value} className={styles.option}>
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                onChange={(event) => toggle(option.value, event.currentTarget.checked)}
              />
              <span className={styles.sign} data-tone={option.tone}>
                <Sign name={option.sign} />
              </span>
              {option.label}
            </label>
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
