import { useState } from 'react';
import type { ExportForm } from '#shared/domain/message-export.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import styles from './ExportDialog.module.css';
import { ExportLine } from './ExportLine.tsx';

/** Characters of a reason; the relay takes no other. */
const reasonAtLeast = 5;
const reasonAtMost = 300;

interface ExportDialogProps {
  readonly scope: SearchScope;
  readonly onClose: () => void;
}

/** What of a search is written into a file, in which form, and whether personal data is masked. */
export function ExportDialog({ scope, onClose }: ExportDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const exportChanged = useConsole((state) => state.exportChanged);
  const [form, setForm] = useState<ExportForm>('csv');
  const [reveals, setReveals] = useState(false);
  const [reason, setReason] = useState('');
  const [pressed, setPressed] = useState(false);
  const [startedId, setStartedId] = useState<string | null>(null);
  const [calledOff, setCalledOff] = useState(false);
  const progress = useConsole((state) => (startedId === null ? null : (state.exports[startedId] ?? null)));
  const isWrong = reveals && reason.trim().length < reasonAtLeast;
  const { state, start } = useAction(async () => {
    setCalledOff(false);
    const begun = await client.invoke('export.start', {
      search: scope,
      form,
      revealReason: reveals ? reason.trim() : null,
    });
    if (begun === null) {
      setCalledOff(true);
      return;
    }
    exportChanged(begun);
    setStartedId(begun.id);
  });
  return (
    <Dialog open title={t('exporting.title')} closeLabel={t('action.close')} onClose={onClose}>
      {progress !== null ? (
        <DialogBody>
          <ExportLine progress={progress} />
          {progress.state === 'running' && <p className={styles.dim}>{t('exporting.goesOn')}</p>}
          <DialogAnswers>
            <Button look="primary" onClick={onClose}>
              {t('exporting.close')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setPressed(true);
            if (!isWrong) start();
          }}
        >
          <DialogBody>
            {scope.text.trim() === '' ? (
              <p>{t(scope.filter.contactNo === null ? 'exporting.allMessages' : 'exporting.ofCustomer')}</p>
            ) : (
              <div>
                <p>{t('exporting.found')}</p>
                <code className={styles.search}>
                  <SafeText text={scope.text} maxLength={200} />
                </code>
                {scope.filter.contactNo !== null && <p>{t('exporting.ofCustomer')}</p>}
              </div>
            )}
            <div>
              <Segmented<ExportForm>
                label={t('exporting.form')}
                value={form}
                options={[
                  { value: 'csv', label: t('exporting.csv') },
                  { value: 'jsonl', label: t('exporting.jsonl') },
                ]}
                onChange={setForm}
              />
              <p className={styles.dim}>{t(form === 'csv' ? 'exporting.csvHelp' : 'exporting.jsonlHelp')}</p>
            </div>
            <p className={styles.dim}>{t('exporting.holds')}</p>
            {!reveals && <p className={styles.dim}>{t('exporting.masked')}</p>}
            <Toggle
              label={t('exporting.reveal')}
              help={t('exporting.revealHelp')}
              checked={reveals}
              onChange={setReveals}
            />
            {reveals && (
              <TextField
                label={t('exporting.reason')}
                value={reason}
                onChange={setReason}
                maxLength={reasonAtMost}
                help={t('exporting.reasonHelp')}
                problem={pressed && isWrong ? t('exporting.reasonMissing') : null}
              />
            )}
            <p role="status" className={styles.status}>
              {calledOff ? t('exporting.calledOff') : ''}
            </p>
            {state.kind === 'failed' && <ErrorNote error={state.error} />}
            <DialogAnswers>
              <Button onClick={onClose}>{t('exporting.cancel')}</Button>
              <Button submit look="primary" busy={state.kind === 'running'}>
                {t('exporting.start')}
              </Button>
            </DialogAnswers>
          </DialogBody>
        </form>
      )}
    </Dialog>
  );
}
