import type { ActivationWatch } from '#shared/domain/certificate-desk.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './Lines.module.css';

/** A watch that is under way: how long still, and how the other side took the new certificate. */
export function WatchLine({ watch }: { readonly watch: ActivationWatch }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { accepted, refused, silent } = watch;
  return (
    <p className={styles.line}>
      <span className={styles.label}>{t('certificates.watch.label')}</span>
      <span className={styles.watch}>
        <StateBadge tone={refused > 0 ? 'warn' : 'info'} sign="cycle" size="small">
          {watch.until > now
            ? t('certificates.watch.left', { duration: format.duration(watch.until - now) })
            : t('certificates.watch.over')}
        </StateBadge>
        {accepted + refused + silent === 0 && <span className={styles.dim}>{t('certificates.watch.nobody')}</span>}
        {accepted > 0 && <span>{t('certificates.watch.accepted', { count: accepted })}</span>}
        {refused > 0 && <span className={styles.bad}>{t('certificates.watch.refused', { count: refused })}</span>}
        {silent > 0 && <span>{t('certificates.watch.silent', { count: silent })}</span>}
      </span>
    </p>
  );
}
