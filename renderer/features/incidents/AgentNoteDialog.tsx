import { useState } from 'react';
import type { Language } from '#shared/contract/console-contract.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { agentNote } from '#renderer/lib/incidents/agent-note.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';

interface AgentNoteDialogProps {
  readonly incident: Incident;
  readonly onClose: () => void;
}

/** A note for agents and supervisors in a language of choice, to change and to copy. */
export function AgentNoteDialog({ incident, onClose }: AgentNoteDialogProps) {
  const { t, language: own } = useTexts();
  const client = useClient();
  const [language, setLanguage] = useState<Language>(own);
  const [text, setText] = useState(() => agentNote(incident, own, Date.now()));
  const copy = useAction(() => client.invoke('app.copyText', { text }));
  const change = (next: Language): void => {
    setLanguage(next);
    setText(agentNote(incident, next, Date.now()));
  };
  return (
    <Dialog open title={t('incident.agentNoteTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <div>
          <Segmented<Language>
            label={t('language.label')}
            value={language}
            options={(['en', 'nl', 'zh'] as const).map((value) => ({
              value,
              label: t(`language.${value}`),
              lang: value,
            }))}
            onChange={change}
          />
        </div>
        <TextField
          kind="block"
          label={t('incident.agentNoteText')}
          value={text}
          onChange={setText}
          help={t('incident.agentNoteHelp')}
          maxLength={2_000}
        />
        {copy.state.kind === 'failed' && <ErrorNote error={copy.state.error} />}
        <DialogAnswers>
          <span role="status">{copy.state.kind === 'done' ? t('action.copied') : ''}</span>
          <Button look="primary" busy={copy.state.kind === 'running'} onClick={() => copy.start()}>
            {t('action.copy')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
