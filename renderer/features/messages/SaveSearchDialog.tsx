import { useState } from 'react';
import { hasName, withSaved } from '#renderer/lib/saved-searches.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import styles from './SavedSearches.module.css';
import { savedAtMost, useSavedSearches } from './use-saved-searches.ts';

interface SaveSearchDialogProps {
  readonly text: string;
  readonly onClose: () => void;
}

/** The present search under a name. */
export function SaveSearchDialog({ text, onClose }: SaveSearchDialogProps) {
  const { t } = useTexts();
  const { searches, save } = useSavedSearches();
  const [name, setName] = useState('');
  const [isDefault, setDefault] = useState(false);
  const [pressed, setPressed] = useState(false);
  const plain = name.trim();
  const isTaken = hasName(searches, plain);
  const isFull = searches.length >= savedAtMost && !isTaken;
  const { state, start } = useAction(async () => {
    await save(withSaved(searches, { name: plain, text, isDefault }));
    onClose();
  });
  return (
    <Dialog open title={t('search.saved.saveTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setPressed(true);
          if (plain !== '' && !isFull) start();
        }}
      >
        <DialogBody>
          <code className={styles.text}>
            <SafeText text={text} maxLength={200} />
          </code>
          <TextField
            label={t('search.saved.name')}
            value={name}
            onChange={setName}
            maxLength={60}
            autoFocus
            problem={isFull ? t('search.saved.full') : pressed && plain === '' ? t('search.saved.nameMissing') : null}
            help={isTaken ? t('search.saved.nameTaken') : undefined}
          />
          <Toggle
            label={t('search.saved.asDefault')}
            help={t('search.saved.asDefaultHelp')}
            checked={isDefault}
            onChange={setDefault}
          />
          {state.kind === 'failed' && <ErrorNote error={state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('search.saved.cancel')}</Button>
            <Button submit look="primary" busy={state.kind === 'running'}>
              {t('search.saved.saveButton')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
