import { Select } from '@mantine/core';
import styles from './SelectBox.module.css';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

interface SelectBoxProps {
  readonly label: string;
  /** Shown while nothing is chosen. */
  readonly placeholder: string;
  readonly value: string | null;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string | null) => void;
  /** False where something is always chosen: there is no cross, and null never comes. */
  readonly clearable?: boolean;
}

/** A choice among many, found by typing. Choosing the chosen one again, or the cross, clears it. */
export function SelectBox({ label, placeholder, value, options, onChange, clearable = true }: SelectBoxProps) {
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      value={value}
      data={options.map((option) => ({ ...option }))}
      onChange={onChange}
      searchable
      clearable={clearable}
      allowDeselect={clearable}
      clearButtonProps={{ 'aria-label': placeholder }}
      limit={100}
      maxDropdownHeight={320}
      comboboxProps={{ transitionProps: { duration: 0 }, width: 'max-content', position: 'bottom-start' }}
      classNames={{
        root: styles.root ?? '',
        input: styles.input ?? '',
        dropdown: styles.dropdown ?? '',
        option: styles.option ?? '',
      }}
    />
  );
}
