import { useState } from 'react';
import type { KeyWish } from '#shared/contract/certificates-contract.ts';
import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import {
  fieldOfRefusal,
  namesOf,
  subjectFields,
  wishFor,
  wishProblems,
  wishToSend,
  type SubjectField,
  type WishProblem,
} from '#renderer/lib/certificates/request-wish.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useDeskAct } from '../use-desk.ts';
import styles from './RequestsPanel.module.css';

interface RequestDialogProps {
  readonly place: CertificatePlace;
  readonly onClose: () => void;
  readonly onMade: (id: string, name: string) => void;
}

const keys = ['p256', 'rsa2048', 'rsa3072'] as const satisfies readonly KeyWish[];

/** A key is made in the relay and stays there; what leaves is the request for its certificate. */
export function RequestDialog({ place, onClose, onMade }: RequestDialogProps) {
  const { t } = useTexts();
  const [wish, setWish] = useState(() => wishFor(place));
  const [looked, setLooked] = useState(false);
  const make = useDeskAct(async (client) => {
    const { desk, requestId } = await client.invoke('certificates.request', wishToSend(place.id, wish));
    onMade(requestId, namesOf(wish.names)[0] ?? wish.subject.commonName);
    return desk;
  });
  const problems = wishProblems(wish, place.purpose);
  const error = make.state.kind === 'failed' ? make.state.error : null;
  const refused = error?.code === 'CERT_WISH_INVALID' ? fieldOfRefusal(wish, error.value) : null;
  const words = (problem: WishProblem): string =>
    problem.key === 'name'
      ? t('replaceCertificate.request.problem.name', { name: problem.name })
      : t(`replaceCertificate.request.problem.${problem.key}`);
  const problemOf = (field: SubjectField | 'names'): string | null => {
    const problem = looked ? problems[field] : undefined;
    if (problem !== undefined) return words(problem);
    return refused === field ? words({ key: 'refused' }) : null;
  };
  const label = (field: SubjectField): string => {
    const name = t(`replaceCertificate.request.${field}`);
    return field === 'commonName' ? name : t('replaceCertificate.request.optional', { label: name });
  };
  return (
    <Dialog
      open
      wide
      title={t('replaceCertificate.request.formTitle')}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLooked(true);
          if (make.state.kind !== 'running' && Object.keys(problems).length === 0) make.start();
        }}
      >
        <DialogBody>
          <div className={styles.form}>
            {subjectFields.map((field) => (
              <TextField
                key={field}
                label={label(field)}
                value={wish.subject[field]}
                onChange={(value) => setWish({ ...wish, subject: { ...wish.subject, [field]: value } })}
                help={
                  field === 'commonName' || field === 'country'
                    ? t(`replaceCertificate.request.${field}Help`)
                    : undefined
                }
                problem={problemOf(field)}
                maxLength={field === 'country' ? 2 : 200}
                autoFocus={field === 'commonName'}
              />
            ))}
            <div className={styles.wide}>
              <TextField
                kind="block"
                label={t('replaceCertificate.request.names')}
                value={wish.names}
                onChange={(names) => setWish({ ...wish, names })}
                help={t('replaceCertificate.request.namesHelp')}
                problem={problemOf('names')}
                maxLength={20_000}
              />
            </div>
            <div className={styles.wide}>
              <Segmented
                label={t('replaceCertificate.request.key')}
                value={wish.key}
                options={keys.map((value) => ({ value, label: t(`replaceCertificate.request.keys.${value}`) }))}
                onChange={(key) => setWish({ ...wish, key })}
              />
            </div>
          </div>
          {error !== null && refused === null && <ErrorNote error={error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('replaceCertificate.request.cancel')}</Button>
            <Button look="primary" submit busy={make.state.kind === 'running'}>
              {t(
                make.state.kind === 'running'
                  ? 'replaceCertificate.request.making'
                  : 'replaceCertificate.request.submit',
              )}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
