import { useRef, useState } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import form from '../parts/Form.module.css';
import { FormField } from '../parts/FormField.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import styles from './Relay.module.css';

/** Characters that a form takes. */
const longest = 200_000;

interface PemFieldProps {
  readonly field: string;
  readonly problems: FieldProblems;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Certificates as text, pasted or read from a file. */
export function PemField({ field, problems, label, help, value, onChange }: PemFieldProps) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<'tooLarge' | 'unreadable' | null>(null);
  const take = async (file: File): Promise<void> => {
    if (file.size > longest) return setFault('tooLarge');
    try {
      onChange(await file.text());
      setFault(null);
      problems.touch(field);
    } catch {
      // A folder, or a file that went away.
      setFault('unreadable');
    }
  };
  return (
    <div className={styles.pem}>
      <FormField
        field={field}
        problems={problems}
        kind="block"
        label={label}
        help={help}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={value}
        onChange={onChange}
        maxLength={longest}
      />
      <input
        ref={picker}
        type="file"
        accept=".pem,.crt,.cer,.txt"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('app.labelled', { label: t('setupRelay.out.readFile'), value: label })}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) void take(chosen);
          // The same file again, after it was changed, is a choice too.
          event.currentTarget.value = '';
        }}
      />
      <div className={form.buttons}>
        <Button
          size="small"
          aria-label={t('app.labelled', { label: t('setupRelay.out.readFile'), value: label })}
          onClick={() => picker.current?.click()}
        >
          {t('setupRelay.out.readFile')}
        </Button>
      </div>
      {fault !== null && (
        <p role="alert" className={styles.wrong}>
          {t(`setupRelay.out.${fault}`)}
        </p>
      )}
    </div>
  );
}
