import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './SaveCertificate.module.css';

interface SaveCertificateProps {
  readonly sha256: string;
  readonly name: string;
}

/** The certificate with what is sent beside it, as a file. Never its key. */
export function SaveCertificate({ sha256, name }: SaveCertificateProps) {
  const { t } = useTexts();
  const client = useClient();
  const [path, setPath] = useState<string | null>(null);
  const save = useAction(async () => {
    setPath((await client.invoke('certificates.save', { what: 'certificate', id: sha256 })).path);
  });
  return (
    <div className={styles.save}>
      <Button
        size="small"
        busy={save.state.kind === 'running'}
        aria-label={t('app.labelled', { label: t('cxoneCertificates.save'), value: name })}
        onClick={() => save.start()}
      >
        {t('cxoneCertificates.save')}
      </Button>
      <span role="status" className={styles.path}>
        {path === null ? '' : t('cxoneCertificates.saved', { path })}
      </span>
      {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
    </div>
  );
}
