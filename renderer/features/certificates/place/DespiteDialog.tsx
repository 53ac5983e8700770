import { useState } from 'react';
import type { CertificatePlace, Trial } from '#shared/domain/certificate-desk.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { TrialSteps } from './TrialSteps.tsx';
import { useStopWords } from '../use-stop-words.ts';

interface DespiteDialogProps {
  readonly place: CertificatePlace;
  readonly name: string;
  readonly trial: Trial;
  readonly busy: boolean;
  readonly error: RelayError | null;
  readonly onSure: () => void;
  readonly onClose: () => void;
}

/** Putting in use what failed its trial: what failed, who is hit, and a tick that names the certificate. */
export function DespiteDialog({ place, name, trial, busy, error, onSure, onClose }: DespiteDialogProps) {
  const { t } = useTexts();
  const stopWords = useStopWords();
  const [sure, setSure] = useState(false);
  const what = stopWords(place.serves);
  return (
    <Dialog
      open
      title={t('replaceCertificate.activate.despiteTitle', { name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <p>{t('replaceCertificate.activate.despiteWhat')}</p>
        <TrialSteps trial={trial} failedOnly />
        {what !== null && <p>{t('replaceCertificate.activate.despiteHits', { what })}</p>}
        <Toggle label={t('replaceCertificate.activate.despiteTick', { name })} checked={sure} onChange={setSure} />
        {error !== null && <ErrorNote error={error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('replaceCertificate.activate.despiteCancel')}</Button>
          <Button disabled={!sure} busy={busy} onClick={onSure}>
            {t('replaceCertificate.activate.button')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
