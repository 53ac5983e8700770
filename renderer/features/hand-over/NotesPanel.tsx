import { useState } from 'react';
import type { ShiftNote } from '#shared/domain/operations.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './HandOverLists.module.css';

interface NotesPanelProps {
  readonly notes: readonly ShiftNote[];
  readonly onNoted: () => void;
}

/** What this shift leaves for the next. What was typed stays until it is saved. */
export function NotesPanel({ notes, onNoted }: NotesPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const [text, setText] = useState('');
  const save = useAction(async () => {
    await client.invoke('shift.note', { text: text.trim() });
    setText('');
    onNoted();
  });
  return (
    <Panel title={t('handOver.notes')} flush>
      {notes.length === 0 ? (
        <p className={styles.empty}>{t('handOver.noNotes')}</p>
      ) : (
        <ul>
          {notes.map((note) => (
            <li key={note.id} className={styles.plain}>
              <div className={styles.words}>
                <SafeBlock text={note.text} />
                <p className={styles.dim}>
                  {note.by} · {format.moment(note.at, now)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.form}
        data-print="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') save.start();
        }}
      >
        <TextField
          kind="block"
          label={t('handOver.noteLabel')}
          value={text}
          onChange={setText}
          help={t('handOver.noteHelp')}
          maxLength={2_000}
        />
        {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        <Button submit busy={save.state.kind === 'running'} disabled={text.trim() === ''}>
          {t('handOver.noteSave')}
        </Button>
      </form>
    </Panel>
  );
}
