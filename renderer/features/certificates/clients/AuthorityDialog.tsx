import { useState } from 'react';
import { isShortName, wholeNumber } from '#renderer/lib/certificates/issue-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useDeskAct } from '../use-desk.ts';

const mostYears = 20;

/** An authority of the team's own, for those without one. */
export function AuthorityDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const [years, setYears] = useState('10');
  const [looked, setLooked] = useState(false);
  const count = wholeNumber(years, mostYears);
  const make = useDeskAct(async (client) => {
    const desk = await client.invoke('certificates.makeAuthority', { name: name.trim(), years: count ?? 0 });
    onClose();
    return desk;
  });
  const busy = make.state.kind === 'running';
  return (
    <Dialog open title={t('cxoneCertificates.authorityDialog.title')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLooked(true);
          if (!busy && isShortName(name) && count !== null) make.start();
        }}
      >
        <DialogBody>
          <p>{t('cxoneCertificates.authorityDialog.help')}</p>
          <TextField
            label={t('cxoneCertificates.authorityDialog.name')}
            value={name}
            onChange={setName}
            help={t('cxoneCertificates.authorityDialog.nameHelp')}
            problem={looked && !isShortName(name) ? t('cxoneCertificates.authorityDialog.nameProblem') : null}
            maxLength={200}
            autoFocus
          />
          <TextField
            kind="number"
            label={t('cxoneCertificates.authorityDialog.years')}
            value={years}
            onChange={setYears}
            help={t('cxoneCertificates.authorityDialog.yearsHelp')}
            problem={looked && count === null ? t('cxoneCertificates.authorityDialog.yearsProblem') : null}
          />
          {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('cxoneCertificates.authorityDialog.cancel')}</Button>
            <Button look="primary" submit busy={busy}>
              {t(busy ? 'cxoneCertificates.authorityDialog.making' : 'cxoneCertificates.authorityDialog.submit')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
