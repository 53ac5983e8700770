import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './SecretEntry.module.css';

interface SecretEntryProps {
  readonly label: string;
  readonly help?: string;
  /** One is stored; it is never read back. */
  readonly stored: boolean;
  /** It is for another server than the one typed now, and will be forgotten. */
  readonly moved: boolean;
  readonly value: string;
  readonly removing: boolean;
  readonly onChange: (change: { readonly value: string; readonly removing: boolean }) => void;
}

/** A secret that can be set and removed but not seen. */
export function SecretEntry({ label, help, stored, moved, value, removing, onChange }: SecretEntryProps) {
  const { t } = useTexts();
  const state = !stored
    ? t('alerts.secret.absent')
    : removing
      ? t('alerts.secret.removing')
      : moved
        ? t('alerts.secret.moved')
        : t('alerts.secret.kept');
  return (
    <div className={styles.entry}>
      <TextField
        kind="password"
        label={label}
        value={value}
        onChange={(next) => onChange({ value: next, removing: false })}
        help={help === undefined ? state : `${state} ${help}`}
        maxLength={1_000}
      />
      {stored && (
        <Button look="quiet" size="small" onClick={() => onChange({ value: '', removing: !removing })}>
          {removing ? t('alerts.secret.keep') : t('alerts.secret.remove')}
        </Button>
      )}
    </div>
  );
}
