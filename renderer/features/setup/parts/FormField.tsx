import { useId, type ReactNode } from 'react';
import { Sign } from '#renderer/ui/Sign.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './Form.module.css';
import type { FieldProblems } from './use-field-problems.ts';

interface FieldSlotProps {
  /** Path in the form, as the rules name it. */
  readonly field: string;
  readonly problems: FieldProblems;
  /** `warningId`: of the warning that is shown, to be read out with the field. */
  readonly children: (error: string | null, warningId: string | undefined) => ReactNode;
}

/** The place of one field: notes that it was left, and shows what is worth a look under it. */
export function FieldSlot({ field, problems, children }: FieldSlotProps) {
  const id = useId();
  const warning = problems.warning(field);
  return (
    <div
      className={styles.slot}
      onBlur={(event) => {
        // Moving between the parts of one field is not leaving it.
        if (!event.currentTarget.contains(event.relatedTarget)) problems.touch(field);
      }}
    >
      {children(problems.error(field), warning === null ? undefined : id)}
      {warning !== null && (
        <p id={id} className={styles.warning}>
          <Sign name="triangle" />
          <span>{warning}</span>
        </p>
      )}
    </div>
  );
}

interface FormFieldProps {
  readonly field: string;
  readonly problems: FieldProblems;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: string | undefined;
  readonly kind?: 'text' | 'url' | 'block';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
}

/** One field to type in, with its problem at it. */
export function FormField({ field, problems, ...rest }: FormFieldProps) {
  return (
    <FieldSlot field={field} problems={problems}>
      {(error, warningId) => <TextField {...rest} problem={error} describedBy={warningId} />}
    </FieldSlot>
  );
}
