import { useState } from 'react';
import type { IntegrationId } from '#shared/domain/ids.ts';
import { isShortName, wholeNumber } from '#renderer/lib/certificates/issue-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useDeskAct } from '../use-desk.ts';
import type { Issued } from './IssuedOnce.tsx';

const mostDays = 825;

interface IssueDialogProps {
  readonly integrationId: IntegrationId;
  readonly integration: string;
  readonly onIssued: (issued: Issued) => void;
  readonly onClose: () => void;
}

/** A pair for CXone, signed by the authority made here. */
export function IssueDialog({ integrationId, integration, onIssued, onClose }: IssueDialogProps) {
  const { t } = useTexts();
  const [name, setName] = useState(() => integration.slice(0, 64));
  const [days, setDays] = useState('365');
  const [looked, setLooked] = useState(false);
  const count = wholeNumber(days, mostDays);
  const issue = useDeskAct(async (client) => {
    const { desk, certificate, key, authority } = await client.invoke('certificates.issueClient', {
      integrationId,
      name: name.trim(),
      days: count ?? 0,
    });
    onIssued({ certificate, key, authority });
    return desk;
  });
  return (
    <Dialog
      open
      title={t('cxoneCertificates.issueDialog.title', { name: integration })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLooked(true);
          if (issue.state.kind !== 'running' && isShortName(name) && count !== null) issue.start();
        }}
      >
        <DialogBody>
          <p>{t('cxoneCertificates.issueDialog.help')}</p>
          <TextField
            label={t('cxoneCertificates.issueDialog.name')}
            value={name}
            onChange={setName}
            help={t('cxoneCertificates.issueDialog.nameHelp')}
            problem={looked && !isShortName(name) ? t('cxoneCertificates.issueDialog.nameProblem') : null}
            maxLength={200}
            autoFocus
          />
          <TextField
            kind="number"
            label={t('cxoneCertificates.issueDialog.days')}
            value={days}
            onChange={setDays}
            help={t('cxoneCertificates.issueDialog.daysHelp')}
            problem={looked && count === null ? t('cxoneCertificates.issueDialog.daysProblem') : null}
          />
          {issue.state.kind === 'failed' && <ErrorNote error={issue.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('cxoneCertificates.issueDialog.cancel')}</Button>
            <Button look="primary" submit busy={issue.state.kind === 'running'}>
              {t('cxoneCertificates.issueDialog.submit')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
