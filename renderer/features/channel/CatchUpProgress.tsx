import type { CatchUp } from '#shared/domain/reconnect.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './CatchUpProgress.module.css';

const parts = ['delivered', 'expired', 'failed', 'unconfirmed', 'waiting'] as const;

/** How much of what waited has come to its end, and how long the rest takes. */
export function CatchUpProgress({ catchUp }: { readonly catchUp: CatchUp }) {
  const { t, format } = useTexts();
  const { total, waiting, remainingMs } = catchUp;
  const finished = Math.max(0, total - waiting);
  return (
    <section aria-label={t('reconnect.catchUp.heading')} className={styles.part}>
      <h3 className={styles.heading}>{t('reconnect.catchUp.heading')}</h3>
      {total === 0 ? (
        <p className={styles.dim}>{t('reconnect.catchUp.nothing')}</p>
      ) : (
        <>
          <div className={styles.words}>
            <span>
              {t('reconnect.catchUp.progress', { done: format.number(finished), total: format.number(total) })}
            </span>
            {waiting > 0 && (
              <span className={styles.dim}>
                {remainingMs === null
                  ? t('reconnect.catchUp.leftUnknown')
                  : t('reconnect.catchUp.left', { duration: format.duration(Math.ceil(remainingMs / 1_000) * 1_000) })}
              </span>
            )}
          </div>
          <progress className={styles.bar} max={total} value={finished} aria-label={t('reconnect.catchUp.heading')} />
          <dl className={styles.counts}>
            {parts
              .filter((part) => part === 'delivered' || catchUp[part] > 0)
              .map((part) => (
                <div key={part} data-part={part}>
                  <dt>{t(`reconnect.catchUp.${part}`)}</dt>
                  <dd>{format.number(catchUp[part])}</dd>
                </div>
              ))}
          </dl>
        </>
      )}
    </section>
  );
}
