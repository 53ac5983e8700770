import { useEffect, useState } from 'react';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { isShortName, wholeNumber } from '#renderer/lib/certificates/issue-rules.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { askForCertificates } from '#renderer/store/certificates-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';

const mostDays = 825;
const longestName = 64;

interface MakeCertificateDialogProps {
  readonly integration: IntegrationForm;
  /** The three fields are not empty: what stands there goes. */
  readonly replaces: boolean;
  /** Saves what was typed before main changes the draft. */
  readonly flush: () => Promise<boolean>;
  readonly onMade: (path: string) => void;
  readonly onClose: () => void;
}

/** A client certificate for CXone from the certificate desk. The key never comes here: it goes to the vault and to a file. */
export function MakeCertificateDialog({ integration, replaces, flush, onMade, onClose }: MakeCertificateDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const desk = useConsole((state) => state.certificateDesk);
  const [name, setName] = useState(() => [...integration.name.trim()].slice(0, longestName).join(''));
  const [days, setDays] = useState('365');
  const [authority, setAuthority] = useState('');
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    void askForCertificates(client, useConsole.getState());
  }, [client]);
  const needsAuthority = desk !== null && desk.ownAuthority === null;
  const count = wholeNumber(days, mostDays);
  const isRight = isShortName(name) && count !== null && (!needsAuthority || isShortName(authority));
  const make = useAction(async () => {
    if (!(await flush())) return;
    const { path, view } = await client.invoke('setup.makeCertificate', {
      integrationId: integration.id,
      name: name.trim(),
      days: count ?? 0,
      authorityName: needsAuthority ? authority.trim() : null,
    });
    useConsole.getState().setupTold(view);
    // Called off in the dialog of the system: this one stays, with what was typed.
    if (path !== null) onMade(path);
  });
  const shortName = (text: string): string | null =>
    looked && !isShortName(text) ? t('cxoneCertificates.issueDialog.nameProblem') : null;
  return (
    <Dialog open title={t('setup.integration.mtls.make.title')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLooked(true);
          if (make.state.kind !== 'running' && isRight) make.start();
        }}
      >
        <DialogBody>
          <p>{t('setup.integration.mtls.make.help')}</p>
          {replaces && <p>{t('setup.integration.mtls.make.replaces')}</p>}
          <TextField
            label={t('cxoneCertificates.issueDialog.name')}
            help={t('cxoneCertificates.issueDialog.nameHelp')}
            value={name}
            onChange={setName}
            problem={shortName(name)}
            maxLength={200}
            autoFocus
          />
          <TextField
            kind="number"
            label={t('cxoneCertificates.issueDialog.days')}
            help={t('cxoneCertificates.issueDialog.daysHelp')}
            value={days}
            onChange={setDays}
            problem={looked && count === null ? t('cxoneCertificates.issueDialog.daysProblem') : null}
          />
          {needsAuthority && (
            <TextField
              label={t('setup.integration.mtls.make.authority')}
              help={t('setup.integration.mtls.make.authorityHelp')}
              value={authority}
              onChange={setAuthority}
              problem={shortName(authority)}
              maxLength={200}
            />
          )}
          {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('setup.cancel')}</Button>
            <Button look="primary" submit busy={make.state.kind === 'running'}>
              {t('setup.integration.mtls.make.submit')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
