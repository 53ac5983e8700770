import { useState } from 'react';
import type { SetupForm, SetupView } from '#shared/domain/setup/book.ts';
import { emptyChannel, emptyIntegration, idFromName } from '#shared/setup/new-entry.ts';
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
import { newClientId } from '../integration/make-values.ts';
import { takenIds } from '../parts/taken-ids.ts';

interface AddDialogProps {
  readonly kind: 'integration' | 'channel';
  readonly view: SetupView;
  readonly onClose: () => void;
}

/** The form of something new. In practice it points at the simulated platforms. */
function newEntry(kind: AddDialogProps['kind'], id: string, name: string, view: SetupView): SetupForm {
  const { practice, book, given } = view;
  if (kind === 'integration') {
    const form = emptyIntegration(id, practice?.cxone);
    return { kind, form: { ...form, name, clientId: newClientId() } };
  }
  const only = [...book.integrations.map(({ draft }) => draft.id), ...given.integrations.map((one) => one.id)];
  // With a choice the first of the book is the likelier one; it can be changed in the third step.
  const beginning = { integration: only[0] ?? '', cxoneChannelId: crypto.randomUUID() };
  const form = emptyChannel(
    id,
    practice === null ? beginning : { ...beginning, wechatApiBase: practice.wechatApiBase },
  );
  return { kind, form: { ...form, name } };
}

/** Asks for a name; the id, which is part of addresses and stays for good, is made of it. */
export function AddDialog({ kind, view, onClose }: AddDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const [name, setName] = useState('');
  const id = idFromName(name, takenIds(view, kind), kind);
  const add = useAction(async () => {
    const { setupTold } = useConsole.getState();
    if (!view.book.begun) setupTold(await client.invoke('setup.begin', null));
    setupTold(await client.invoke('setup.save', { entry: newEntry(kind, id, name.trim(), view) }));
    onClose();
    window.location.hash = kind === 'channel' ? setupChannelHref(id) : setupIntegrationHref(id);
  });
  return (
    <Dialog open title={t(`setup.add.title.${kind}`)} closeLabel={t('action.close')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') add.start();
        }}
      >
        <DialogBody>
          <p>{t(`setup.add.help.${kind}`)}</p>
          <TextField
            label={t('setup.add.name')}
            help={name.trim() === '' ? t(`setup.add.nameHelp.${kind}`) : t('setup.add.id', { id })}
            value={name}
            onChange={setName}
            maxLength={200}
            autoFocus
          />
          {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('setup.cancel')}</Button>
            <Button submit look="primary" busy={add.state.kind === 'running'} disabled={name.trim() === ''}>
              {t('setup.add.confirm')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
