import { Popover } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../lib/texts-context.tsx';
import styles from './Flyout.module.css';

interface FlyoutProps {
  /** What the button says; also the name of what opens. */
  readonly label: string;
  /** What kind of choice the label is one of; read out before it. */
  readonly describedAs?: string;
  /** Drawn in place of the label, which then stays the accessible name. */
  readonly icon?: ReactNode;
  readonly align?: 'start' | 'end';
  /** Marks a choice that is not the usual one. */
  readonly chosen?: boolean;
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel over the page; Escape and a press beside it close it. */
export function Flyout({ label, describedAs, icon, align = 'start', chosen = false, children }: FlyoutProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const name = describedAs === undefined ? label : t('app.labelled', { label: describedAs, value: label });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position={`bottom-${align}`}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown ?? '' }}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.target}
          data-chosen={chosen || undefined}
          aria-expanded={open}
          aria-label={name}
          title={icon === undefined ? undefined : label}
          onClick={() => setOpen((was) => !was)}
        >
          {icon ?? label}
          {icon === undefined && (
            <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
              <path d="m1 1 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={describedAs ?? label}>{open && children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
