import { useState } from 'react';
import { idFromName } from '#shared/setup/new-entry.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupChannelHref, setupIntegrationHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { draftKeeperOf, storedForm } from '#renderer/store/setup-drafts.ts';
import { takenIds } from './taken-ids.ts';

interface DuplicateDialogProps {
  readonly kind: 'integration' | 'channel';
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** A copy under a name of its own; secrets stay with the one they are of. */
export function DuplicateDialog({ kind, id, name, onClose }: DuplicateDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const [newName, setNewName] = useState<string>(() => t('setup.duplicate.named', { name: name.trim() }));
  const make = useAction(async () => {
    const { setup, setupTold } = useConsole.getState();
    if (setup === null) return;
    const newId = idFromName(newName, takenIds(setup, kind), kind);
    const keeper = draftKeeperOf(client);
    if (!(await keeper.flush(`${kind}/${id}`))) return;
    const view = await client.invoke('setup.duplicate', { kind, id, newId });
    setupTold(view);
    const stored = storedForm(view.book, kind, newId);
    if (stored !== null) {
      const entry = { kind, form: { ...stored, name: newName.trim() } } as Parameters<typeof keeper.type>[0];
      setupTold(await client.invoke('setup.save', { entry }));
    }
    onClose();
    window.location.hash = kind === 'channel' ? setupChannelHref(newId) : setupIntegrationHref(newId);
  });
  return (
    <Dialog open title={t('setup.duplicate.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <p>{t(`setup.duplicate.help.${kind}`)}</p>
        <TextField label={t('setup.duplicate.name')} value={newName} onChange={setNewName} maxLength={200} autoFocus />
        {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('setup.cancel')}</Button>
          <Button
            look="primary"
            busy={make.state.kind === 'running'}
            disabled={newName.trim() === ''}
            onClick={() => make.start()}
          >
            {t('setup.duplicate.confirm')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
