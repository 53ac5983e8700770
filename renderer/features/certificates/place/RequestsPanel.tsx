import { useState } from 'react';
import type { CertificatePlace, KeyRequest } from '#shared/domain/certificate-desk.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { DropRequestDialog } from './DropRequestDialog.tsx';
import { requestName } from './request-name.ts';
import { RequestDialog } from './RequestDialog.tsx';
import styles from './RequestsPanel.module.css';
import { RequestTextDialog } from './RequestTextDialog.tsx';

interface RequestsPanelProps {
  readonly place: CertificatePlace;
  readonly requests: readonly KeyRequest[];
  /** Leads to where files are brought in; null while that is not possible. */
  readonly onBring: (() => void) | null;
}

type Shown =
  | { readonly kind: 'form' }
  | { readonly kind: 'text'; readonly id: string; readonly name: string }
  | { readonly kind: 'drop'; readonly request: KeyRequest };

/** Keys whose certificate is still to come; the answer is brought in like any other certificate. */
export function RequestsPanel({ place, requests, onBring }: RequestsPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const [shown, setShown] = useState<Shown | null>(null);
  const close = (): void => setShown(null);
  return (
    <Panel title={t('replaceCertificate.request.title')}>
      <div className={styles.body}>
        <div className={styles.lead}>
          <p>{t('replaceCertificate.request.lead')}</p>
          <Button onClick={() => setShown({ kind: 'form' })}>{t('replaceCertificate.request.make')}</Button>
        </div>
        {requests.length > 0 && (
          <ul className={styles.list} aria-label={t('replaceCertificate.request.pending')}>
            {requests.map((request) => {
              const name = requestName(request);
              return (
                <li key={request.id} className={styles.line}>
                  <div className={styles.words}>
                    <strong>
                      <SafeText text={name} />
                    </strong>
                    <small>
                      {t('replaceCertificate.request.pending')} · {request.key} ·{' '}
                      {t('replaceCertificate.request.madeBy', {
                        age: format.age(request.createdAt, now),
                        by: request.createdBy,
                      })}
                    </small>
                  </div>
                  <div className={styles.buttons}>
                    {onBring !== null && (
                      <Button
                        size="small"
                        aria-label={t('app.labelled', { label: t('replaceCertificate.request.answer'), value: name })}
                        onClick={onBring}
                      >
                        {t('replaceCertificate.request.answer')}
                      </Button>
                    )}
                    <Button
                      size="small"
                      aria-label={t('app.labelled', { label: t('replaceCertificate.request.show'), value: name })}
                      onClick={() => setShown({ kind: 'text', id: request.id, name })}
                    >
                      {t('replaceCertificate.request.show')}
                    </Button>
                    <Button
                      size="small"
                      look="quiet"
                      aria-label={t('app.labelled', { label: t('replaceCertificate.request.drop'), value: name })}
                      onClick={() => setShown({ kind: 'drop', request })}
                    >
                      {t('replaceCertificate.request.drop')}
                    </Button>
                  </div>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {shown?.kind === 'form' && (
        <RequestDialog place={place} onClose={close} onMade={(id, name) => setShown({ kind: 'text', id, name })} />
      )}
      {shown?.kind === 'text' && <RequestTextDialog id={shown.id} name={shown.name} onClose={close} />}
      {shown?.kind === 'drop' && <DropRequestDialog request={shown.request} onClose={close} />}
    </Panel>
  );
}
