import { useState } from 'react';
import type { Customer } from '#shared/domain/message-search.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './CustomerData.module.css';
import type { ErasedCounts } from './Erased.tsx';

interface EraseDialogProps {
  readonly customer: Customer;
  readonly onErased: (counts: ErasedCounts) => void;
  readonly onClose: () => void;
}

/** Says what goes and what stays, and asks for the end of the id. */
export function EraseDialog({ customer, onErased, onClose }: EraseDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const { contactNo, messages, waiting } = customer;
  const characters = customer.openId.replace(/^…/u, '');
  const isSame = typed.trim() === characters;
  const erase = useAction(async () => {
    onErased(await client.invoke('customer.erase', { contactNo, confirm: typed.trim() }));
  });
  return (
    <Dialog open title={t('customerPage.eraseTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isSame && waiting === 0) erase.start();
        }}
      >
        <DialogBody>
          <div className={styles.lists}>
            <div>
              <strong>{t('customerPage.eraseGoes')}</strong>
              <ul>
                <li>{t('customerPage.goesMessages', { count: messages.inbound + messages.outbound })}</li>
                <li>{t('customerPage.goesNames')}</li>
                <li>{t('customerPage.goesTraces')}</li>
              </ul>
            </div>
            <div>
              <strong>{t('customerPage.eraseStays')}</strong>
              <ul>
                <li>{t('customerPage.staysFigures')}</li>
                <li>{t('customerPage.staysAudit')}</li>
                <li>{t('customerPage.staysOthers')}</li>
              </ul>
            </div>
            <p>{t('customerPage.eraseLater')}</p>
          </div>
          {waiting > 0 ? (
            <p role="alert" className={styles.waiting}>
              {t('customerPage.eraseWaiting', { count: waiting })}
            </p>
          ) : (
            <TextField
              label={t('customerPage.eraseConfirm', { characters })}
              help={t('customerPage.eraseConfirmHelp')}
              problem={isTried && !isSame ? t('customerPage.eraseMismatch') : null}
              value={typed}
              onChange={setTyped}
              maxLength={10}
              autoFocus
            />
          )}
          {erase.state.kind === 'failed' && <ErrorNote error={erase.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('customerPage.cancel')}</Button>
            <Button look="primary" submit disabled={waiting > 0} busy={erase.state.kind === 'running'}>
              {t('customerPage.eraseDo')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
