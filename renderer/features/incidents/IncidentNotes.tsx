import { useState } from 'react';
import type { Incident, IncidentStory } from '#shared/domain/incident.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './IncidentNotes.module.css';

interface IncidentNotesProps {
  readonly incident: Incident;
  readonly story: IncidentStory | null;
  readonly onNoted: (story: IncidentStory) => void;
}

/** What people wrote down about it, and a place to write more. What was typed stays until it is saved. */
export function IncidentNotes({ incident, story, onNoted }: IncidentNotesProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const incidentChanged = useConsole((state) => state.incidentChanged);
  const [text, setText] = useState('');
  const save = useAction(async () => {
    const changed = await client.invoke('incident.note', { id: incident.id, text: text.trim() });
    setText('');
    onNoted(changed);
    incidentChanged(changed.incident);
  });
  const notes = story?.events.filter(({ kind }) => kind === 'note') ?? [];
  return (
    <Panel title={t('incident.noteHeading')}>
      <div className={styles.notes}>
        {notes.length === 0 && <p className={styles.none}>{t('incident.noNotes')}</p>}
        {notes.map((note, index) => (
          <div key={`${note.at}/${index}`} className={styles.note}>
            <p>
              {format.moment(note.at, now)}
              {note.by !== null && ` · ${note.by}`}
            </p>
            <SafeBlock text={note.detail ?? ''} />
          </div>
        ))}
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') save.start();
          }}
        >
          <TextField
            kind="block"
            label={t('incident.noteLabel')}
            value={text}
            onChange={setText}
            help={t('incident.noteHelp')}
            maxLength={2_000}
          />
          {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
          <Button submit busy={save.state.kind === 'running'} disabled={text.trim() === ''}>
            {t('incident.noteSave')}
          </Button>
        </form>
      </div>
    </Panel>
  );
}
