import type { AlertSinkStatus } from '#shared/domain/alerts.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './SinkStatusLine.module.css';

/** Whether this way of telling people works: its newest success or failure. */
export function SinkStatusLine({ status }: { readonly status: AlertSinkStatus | undefined }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  if (status === undefined) return null;
  const { lastOkAt, lastFailedAt, code, detail, waiting } = status;
  const failing = lastFailedAt !== null && lastFailedAt > (lastOkAt ?? 0);
  const cause = code === null ? (detail ?? '') : sentenceFor(language, code, null).title;
  const words = failing
    ? t('alerts.status.failed', { age: format.age(lastFailedAt, now), cause })
    : lastOkAt === null
      ? t('alerts.status.never')
      : t('alerts.status.ok', { age: format.age(lastOkAt, now) });
  return (
    <p className={styles.line}>
      <StateBadge
        size="small"
        tone={failing ? 'bad' : lastOkAt === null ? 'idle' : 'ok'}
        sign={failing ? 'cross' : lastOkAt === null ? 'ring' : 'check'}
      >
        {words}
      </StateBadge>
      {waiting > 0 && <span>{t('alerts.status.waiting', { count: waiting })}</span>}
    </p>
  );
}
