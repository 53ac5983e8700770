import type { CertificateFinding } from '#shared/domain/certificate.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './FindingList.module.css';

interface FindingListProps {
  readonly findings: readonly CertificateFinding[];
  /** With the file's name, where the list stands apart from the files. */
  readonly named?: boolean;
}

/** What is to be said, faults apart from remarks by sign, word and colour. */
export function FindingList({ findings, named = false }: FindingListProps) {
  const { t, language } = useTexts();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.list}>
      {findings.map(({ code, severity, file, value }, index) => {
        const sentence = sentenceFor(language, code, value === null ? null : isolated(value));
        return (
          <li key={`${code}/${String(index)}`} className={styles.finding} data-severity={severity}>
            <Sign name={severity === 'fault' ? 'triangle' : 'ring'} className={styles.sign} />
            <p>
              <span className="visually-hidden">{t(`replaceCertificate.bring.${severity}`)}: </span>
              {named && file !== null && (
                <>
                  <SafeText text={file} maxLength={120} />{' '}
                </>
              )}
              <strong>{sentence.title}</strong> <span>{sentence.help}</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
