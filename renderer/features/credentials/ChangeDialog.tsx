import { useState } from 'react';
import type { Credential } from '#shared/domain/credential.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useReturnFocus } from '#renderer/ui/use-return-focus.ts';
import { ChangeDone } from './ChangeDone.tsx';
import { ChangeForm } from './ChangeForm.tsx';

interface ChangeDialogProps {
  readonly credential: Credential;
  readonly onClose: () => void;
}

/** A new value for one credential, and afterwards what is left to do at the other side. */
export function ChangeDialog({ credential, onClose }: ChangeDialogProps) {
  const { t } = useTexts();
  useReturnFocus();
  const [keptHours, setKeptHours] = useState<number | null>(null);
  return (
    <Dialog
      open
      wide
      title={t(`credentials.entry.title.${credential.name}`, { name: credential.ownerName })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      {keptHours === null ? (
        // Leaves the page with what was typed in it the moment it is saved.
        <ChangeForm credential={credential} onSaved={setKeptHours} onCancel={onClose} />
      ) : (
        <ChangeDone credential={credential} keptHours={keptHours} onClose={onClose} />
      )}
    </Dialog>
  );
}
