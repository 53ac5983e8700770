import { useState } from 'react';
import type { Incident } from '#shared/domain/incident.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';

interface AssignDialogProps {
  readonly incident: Incident;
  readonly onClose: () => void;
}

/** Puts a name on an incident: one's own, a colleague's, or nobody's. */
export function AssignDialog({ incident, onClose }: AssignDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const incidentChanged = useConsole((state) => state.incidentChanged);
  const ownName = useConsole((state) => state.appInfo?.operator ?? null);
  const [name, setName] = useState(incident.assignee ?? '');
  const assign = useAction(async (assignee: string | null) => {
    incidentChanged(await client.invoke('incident.assign', { id: incident.id, assignee }));
    onClose();
  });
  /** Whoever takes it has seen it. */
  const take = useAction(async (assignee: string) => {
    if (incident.acknowledgedBy === null) {
      incidentChanged(await client.invoke('incident.acknowledge', { id: incident.id }));
    }
    incidentChanged(await client.invoke('incident.assign', { id: incident.id, assignee }));
    onClose();
  });
  const busy = assign.state.kind === 'running' || take.state.kind === 'running';
  const failed = [assign.state, take.state].find((state) => state.kind === 'failed');
  return (
    <Dialog open title={t('incident.assignTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && name.trim() !== '') assign.start(name.trim());
        }}
      >
        <DialogBody>
          <TextField
            label={t('incident.assignName')}
            value={name}
            onChange={setName}
            maxLength={200}
            help={t('incident.assignHelp')}
            autoFocus
          />
          {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
          <DialogAnswers>
            {incident.assignee !== null && (
              <Button busy={busy} onClick={() => assign.start(null)}>
                {t('incident.assignNobody')}
              </Button>
            )}
            {ownName !== null && (
              <Button busy={busy} onClick={() => take.start(ownName)}>
                {t('incident.assignMe')}
              </Button>
            )}
            <Button look="primary" submit busy={busy} disabled={name.trim() === ''}>
              {t('incident.assignSave')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
