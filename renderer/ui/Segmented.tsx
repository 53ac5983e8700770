import { useId, type ReactNode } from 'react';
import styles from './Segmented.module.css';

export interface SegmentOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Drawn in place of the label, which then stays the accessible name. */
  readonly icon?: ReactNode;
  readonly lang?: string;
}

interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly SegmentOption<V>[];
  readonly onChange: (value: V) => void;
  readonly size?: 'normal' | 'small';
  readonly wide?: boolean;
}

/** One of a few: a radio group drawn as one bar. Arrow keys move, as in every radio group. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  size = 'normal',
  wide = false,
}: SegmentedProps<V>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.bar} data-size={size} data-wide={wide || undefined}>
      {options.map((option) => (
        <label
          key={option.value}
          className={styles.option}
          title={option.icon === undefined ? undefined : option.label}
        >
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.face} lang={option.lang}>
            {option.icon === undefined ? (
              option.label
            ) : (
              <>
                {option.icon}
                <span className="visually-hidden">{option.label}</span>
              </>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
