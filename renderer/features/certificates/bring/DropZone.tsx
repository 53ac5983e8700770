import { useRef, useState } from 'react';
import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './DropZone.module.css';

interface DropZoneProps {
  readonly kind: BringTarget['kind'];
  /** Files are there already: more can be added, but the zone stands back. */
  readonly small: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (name: string, text: string) => void;
}

const leads = { place: 'drop', client: 'dropClient', authority: 'dropCa' } as const;

/** Files by dropping or choosing, or text by pasting. */
export function DropZone({ kind, small, onFiles, onText }: DropZoneProps) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  const endPaste = (): void => {
    setText('');
    setPasting(false);
  };
  return (
    <div
      className={styles.zone}
      data-over={over || undefined}
      data-small={small || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <div className={styles.words}>
        <strong>{t(`replaceCertificate.bring.${leads[kind]}`)}</strong>
        <small>{t('replaceCertificate.bring.forms')}</small>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t(`replaceCertificate.bring.${leads[kind]}`)}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          // The same file again, after it was changed, is a choice too.
          event.currentTarget.value = '';
        }}
      />
      <div className={styles.buttons}>
        <Button look={small ? 'plain' : 'primary'} onClick={() => picker.current?.click()}>
          {t('replaceCertificate.bring.choose')}
        </Button>
        {!pasting && <Button onClick={() => setPasting(true)}>{t('replaceCertificate.bring.paste')}</Button>}
      </div>
      {pasting && (
        <form
          className={styles.paste}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === '') return;
            onText(t('replaceCertificate.bring.pastedName'), text);
            endPaste();
          }}
        >
          <TextField
            kind="block"
            label={t('replaceCertificate.bring.pasteLabel')}
            value={text}
            onChange={setText}
            maxLength={1_000_000}
            autoFocus
          />
          <div className={styles.buttons}>
            <Button submit disabled={text.trim() === ''}>
              {t('replaceCertificate.bring.pasteTake')}
            </Button>
            <Button look="quiet" onClick={endPaste}>
              {t('replaceCertificate.bring.pasteDrop')}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
