import { useState, type ReactNode } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { draftKeeperOf } from '#renderer/store/setup-drafts.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { ExportButton } from '../configuration/ExportButton.tsx';
import form from './Form.module.css';

interface RemoveDialogProps {
  readonly kind: 'integration' | 'channel';
  readonly id: string;
  readonly name: string;
  /** The relay runs on it: its name has to be typed. */
  readonly isApplied: boolean;
  /** Names of channels that use it; while there are any it stays. */
  readonly usedBy?: readonly string[];
  readonly onClose: () => void;
  /** What is lost beside the set-up itself. */
  readonly children?: ReactNode;
}

/** Says what is lost, offers to keep a copy, and asks for the name before anything the relay runs on is taken out. */
export function RemoveDialog({ kind, id, name, isApplied, usedBy = [], onClose, children }: RemoveDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const wanted = name.trim() === '' ? id : name.trim();
  const fits = !isApplied || typed.trim() === wanted;
  const remove = useAction(async () => {
    // Before: a save on its way would bring it back.
    await draftKeeperOf(client).flush(`${kind}/${id}`);
    const view = isApplied
      ? await client.invoke('setup.remove', { kind, id, typedName: typed.trim() })
      : await client.invoke('setup.forget', { kind, id });
    draftKeeperOf(client).drop(`${kind}/${id}`);
    window.location.hash = setupHref();
    told(view);
    onClose();
  });
  return (
    <Dialog open title={t(`setup.remove.title.${kind}`)} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <p>
          <strong>
            <SafeText text={wanted} />
          </strong>
        </p>
        {usedBy.length > 0 ? (
          <>
            <p role="alert">{t('setup.remove.used', { count: usedBy.length })}</p>
            <ul className={form.points}>
              {usedBy.map((one, at) => (
                <li key={`${at} ${one}`}>
                  <SafeText text={one.trim() === '' ? t('setup.unnamed') : one} />
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <p>{isApplied ? t(`setup.remove.lost.${kind}`) : t('setup.remove.draft')}</p>
            {children}
            <div className={form.buttons}>
              <ExportButton size="small" label={t('setup.remove.export')} />
            </div>
            {isApplied && (
              <div onBlur={() => setLeft(true)}>
                <TextField
                  label={t('setup.remove.type', { name: wanted })}
                  value={typed}
                  onChange={setTyped}
                  maxLength={300}
                  problem={left && typed !== '' && !fits ? t('setup.remove.mismatch') : null}
                />
              </div>
            )}
          </>
        )}
        {remove.state.kind === 'failed' && <ErrorNote error={remove.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('setup.cancel')}</Button>
          {usedBy.length === 0 && (
            <Button busy={remove.state.kind === 'running'} disabled={!fits} onClick={() => remove.start()}>
              {t('setup.remove.confirm')}
            </Button>
          )}
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
