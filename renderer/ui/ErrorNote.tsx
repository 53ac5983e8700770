import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { isolated } from '../lib/safe-text.ts';
import { useTexts } from '../lib/texts-context.tsx';
import styles from './ErrorNote.module.css';

/** What went wrong and what to do, beside the thing that failed. The code stands in small print, for a report. */
export function ErrorNote({ error }: { readonly error: Pick<RelayError, 'code' | 'value' | 'platformCode'> }) {
  const { t, language } = useTexts();
  const sentence = sentenceFor(language, error.code, error.value === null ? null : isolated(error.value));
  return (
    <div role="alert" className={styles.note}>
      <strong>{sentence.title}</strong>
      <p>{sentence.help}</p>
      <small>{t('proof.code', { code: error.platformCode ?? error.code })}</small>
    </div>
  );
}
