import type { TrafficRow } from '#shared/domain/message.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './ActDialog.module.css';

/** One message in a few words: when, whose, on which channel, what it says. */
export function RowWords({ row }: { readonly row: TrafficRow }) {
  const { t, format } = useTexts();
  const now = useNow();
  const channel = useConsole((state) => state.channels[row.channelId]?.name ?? row.channelId);
  return (
    <>
      <time dateTime={new Date(row.receivedAt).toISOString()} title={format.full(row.receivedAt)}>
        {format.moment(row.receivedAt, now)}
      </time>
      <span className={styles.whose}>
        <span aria-hidden="true">{row.direction === 'inbound' ? '→' : '←'}</span>{' '}
        <span className="visually-hidden">
          {t(row.direction === 'inbound' ? 'direction.toCxone' : 'direction.toCustomer')}
        </span>
        <SafeText text={row.endUser ?? t('traffic.unknownSender')} maxLength={20} />
      </span>
      <span className={styles.where}>
        <SafeText text={channel} maxLength={40} />
      </span>
      <span className={styles.says}>
        {row.preview === '' ? t(`messageKind.${row.kind}`) : <SafeText text={row.preview} maxLength={120} />}
      </span>
    </>
  );
}
