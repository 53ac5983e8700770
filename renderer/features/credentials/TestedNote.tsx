import type { CredentialName, CredentialProof } from '#shared/domain/credential.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './ChangeDialog.module.css';
import { lookOf } from './credential-proof.ts';
import { testedSentence } from './credential-words.ts';

interface TestedNoteProps {
  readonly name: CredentialName;
  readonly proof: CredentialProof;
}

/** What a test of a value that is not stored has proved. */
export function TestedNote({ name, proof }: TestedNoteProps) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { tone, sign } = lookOf(proof.result);
  return (
    <div className={styles.tested}>
      <p className={styles.result} data-tone={tone}>
        <Sign name={sign} />
        {testedSentence({ t, format, language }, name, proof, now)}
      </p>
      <p className={styles.nothing}>{t('credentials.tested.nothingStored')}</p>
    </div>
  );
}
