import type { HeldFile } from '#renderer/lib/certificates/brought-files.ts';
import type { SortedFindings } from '#renderer/lib/certificates/findings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './FileList.module.css';
import { FindingList } from './FindingList.tsx';

interface FileListProps {
  readonly files: readonly HeldFile[];
  /** Null while they are being read. */
  readonly sorted: SortedFindings | null;
  readonly onLeaveOut: (id: number) => void;
}

/** Each file with what is to be said of it. */
export function FileList({ files, sorted, onLeaveOut }: FileListProps) {
  const { t, format } = useTexts();
  return (
    <section aria-label={t('replaceCertificate.bring.files')}>
      <h3 className={styles.heading}>
        {t('replaceCertificate.bring.files')} <small>{t('replaceCertificate.bring.filesNote')}</small>
      </h3>
      <ul className={styles.files}>
        {files.map((file) => {
          const findings = sorted?.byFile.get(file.name) ?? [];
          return (
            <li key={file.id} className={styles.file}>
              <div className={styles.head}>
                <strong>
                  <SafeText text={file.name} maxLength={200} />
                </strong>
                <small>{format.bytes(file.sizeBytes)}</small>
                {file.problem === null && sorted !== null && findings.length === 0 && (
                  <span className={styles.right}>
                    <Sign name="check" /> {t('replaceCertificate.bring.nothingWrong')}
                  </span>
                )}
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t('app.labelled', { label: t('replaceCertificate.bring.leaveOut'), value: file.name })}
                  onClick={() => onLeaveOut(file.id)}
                >
                  {t('replaceCertificate.bring.leaveOut')}
                </Button>
              </div>
              {file.problem !== null && (
                <p className={styles.wrong}>
                  <Sign name="cross" /> {t(`replaceCertificate.bring.${file.problem}`)}
                </p>
              )}
              <FindingList findings={findings} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
