import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { strengthText } from '#renderer/lib/describe/describe-proof.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './RunParts.module.css';

/** Each leg with the strongest proof since the verification began. */
export function RunProofs({ run }: { readonly run: ReconnectRun }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <section aria-label={t('reconnect.proofs')}>
      <h3 className={styles.heading}>{t('reconnect.proofs')}</h3>
      <ul className={styles.lines}>
        {run.legs.map(({ leg, strength, at }) => (
          <li key={leg} className={styles.line} data-tone={strength === null ? 'idle' : 'ok'}>
            <Sign name={strength === null ? 'ring' : 'check'} className={styles.sign} />
            <span className={styles.what}>{t(`leg.${leg}`)}</span>
            <span className={styles.wide}>{t(strengthText(leg, strength))}</span>
            <span className={styles.time}>{at === null ? '' : format.age(at, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
