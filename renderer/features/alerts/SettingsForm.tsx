import type { ReactNode } from 'react';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './SettingsForm.module.css';

interface SettingsFormProps {
  readonly title: string;
  readonly help?: string;
  readonly group: {
    readonly dirty: boolean;
    readonly saving: boolean;
    readonly saved: boolean;
    readonly error: RelayError | null;
    readonly wrong: boolean;
    readonly save: () => void;
    readonly undo: () => void;
  };
  /** Beside the save button: a test. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One group of settings: its fields, whether they are saved, and what was wrong. */
export function SettingsForm({ title, help, group, aside, children }: SettingsFormProps) {
  const { t } = useTexts();
  return (
    <Panel title={title} note={group.dirty ? t('alerts.unsaved') : undefined}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!group.saving) group.save();
        }}
      >
        {help !== undefined && <p className={styles.help}>{help}</p>}
        {children}
        {group.wrong && (
          <p role="alert" className={styles.wrong}>
            {t('alerts.wrong')}
          </p>
        )}
        {group.error !== null && <ErrorNote error={group.error} />}
        <div className={styles.buttons}>
          <Button submit look={group.dirty ? 'primary' : 'plain'} busy={group.saving} disabled={!group.dirty}>
            {group.saving ? t('alerts.saving') : t('alerts.save')}
          </Button>
          {group.dirty && (
            <Button look="quiet" onClick={group.undo}>
              {t('alerts.undo')}
            </Button>
          )}
          <span role="status" className={styles.saved}>
            {group.saved ? t('alerts.saved') : ''}
          </span>
          {aside}
        </div>
      </form>
    </Panel>
  );
}

/** Fields side by side, as many as fit. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
