import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** For something to read, rather than a question. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog that holds the focus until it is closed. */
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
