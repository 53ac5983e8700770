import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Dialog.module.css';
import { useReturnFocus } from './use-return-focus.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** For something to read, rather than a question. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The library gives the focus back when a dialog closes; most of ours are taken out instead. */
function ReturnFocus() {
  useReturnFocus();
  return null;
}

/** A dialog that holds the focus until it is closed, and gives it back to where it came from. */
export function Dialog({ open, title, closeLabel, onClose, wide = false, children }: DialogProps) {
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={{
        inner: styles.inner ?? '',
        content: (wide ? styles.wide : styles.content) ?? '',
        title: styles.title ?? '',
        close: styles.close ?? '',
        overlay: styles.overlay ?? '',
      }}
    >
      {open && <ReturnFocus />}
      <Modal.Overlay />
      <Modal.Content>
        {/* The library's own head would be a second banner of the page. */}
        <div className={styles.header}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
