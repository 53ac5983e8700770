import { useState } from 'react';
import type { Customer } from '#shared/domain/message-search.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './CustomerNames.module.css';

interface CustomerNamesProps {
  readonly customer: Customer;
  readonly onChanged: (customer: Customer) => void;
}

/** What staff call this customer, and what colleagues should know. What could not be saved stays in the fields. */
export function CustomerNames({ customer, onChanged }: CustomerNamesProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const { contactNo, changedAt, changedBy } = customer;
  const [label, setLabel] = useState(customer.label);
  const [note, setNote] = useState(customer.note);
  const [seen, setSeen] = useState(customer);
  if (customer !== seen) {
    // Somebody else's words, where nothing of one's own stands.
    if (label === seen.label) setLabel(customer.label);
    if (note === seen.note) setNote(customer.note);
    setSeen(customer);
  }
  const isChanged = label !== customer.label || note !== customer.note;
  const save = useAction(async () => {
    const kept = await client.invoke('customer.set', { contactNo, label: label.trim(), note: note.trim() });
    setLabel(kept.label);
    setNote(kept.note);
    onChanged(kept);
  });
  return (
    <Panel
      title={t('customer.names')}
      note={
        changedAt !== null &&
        changedBy !== null &&
        t('customer.changed', { time: format.moment(changedAt, now), name: changedBy })
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save.start();
        }}
      >
        <TextField
          label={t('customer.label')}
          help={t('customer.labelHelp')}
          value={label}
          onChange={setLabel}
          maxLength={100}
        />
        <TextField
          kind="block"
          label={t('customer.note')}
          help={t('customer.noteHelp')}
          value={note}
          onChange={setNote}
          maxLength={2_000}
        />
        {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        <div className={styles.answers}>
          <Button submit busy={save.state.kind === 'running'} disabled={!isChanged}>
            {t('customer.save')}
          </Button>
          {isChanged && (
            <Button
              look="quiet"
              onClick={() => {
                setLabel(customer.label);
                setNote(customer.note);
              }}
            >
              {t('customer.undo')}
            </Button>
          )}
          <span role="status" className={styles.note}>
            {save.state.kind === 'done' && !isChanged ? t('customer.saved') : ''}
          </span>
        </div>
      </form>
    </Panel>
  );
}
