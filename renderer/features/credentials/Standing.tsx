import type { Credential, CredentialProof } from '#shared/domain/credential.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { lookOf, standingOf } from './credential-proof.ts';
import { failureHelp, standingSentence, standingWord } from './credential-words.ts';
import styles from './CredentialRow.module.css';

interface StandingProps {
  readonly credential: Credential;
  /** What a test of the present value has just shown. */
  readonly tested?: CredentialProof | null;
}

/** Whether a credential works, what showed it, and when. */
export function Standing({ credential, tested = null }: StandingProps) {
  const texts = useTexts();
  const now = useNow();
  const { standing, proof } = standingOf(credential, tested);
  const help = failureHelp(texts.language, proof);
  return (
    <div className={styles.standing}>
      <StateBadge {...lookOf(standing)} size="small">
        {standingWord(texts.t, standing)}
      </StateBadge>
      <p
        className={styles.seen}
        data-standing={standing}
        title={proof === null ? undefined : texts.format.full(proof.at)}
      >
        {standingSentence(texts, credential, standing, proof, now)}
      </p>
      {help !== null && <p className={styles.help}>{help}</p>}
    </div>
  );
}
