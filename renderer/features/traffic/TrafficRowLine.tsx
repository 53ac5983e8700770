import { memo } from 'react';
import type { TrafficRow } from '#shared/domain/message.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { hrefOf, type TrafficQuery } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useHeldRow } from '#renderer/store/use-held-row.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { ProgressSteps } from './ProgressSteps.tsx';
import styles from './TrafficRowLine.module.css';

interface TrafficRowLineProps {
  readonly row: TrafficRow;
  readonly query: TrafficQuery;
}

/** When the next try is due; the only cell that ticks. */
function NextTry({ dueAt }: { readonly dueAt: number }) {
  const { t, format } = useTexts();
  const now = useNow();
  return <>{t('traffic.next', { when: format.until(dueAt, now) })}</>;
}

function Tries({ row }: { readonly row: TrafficRow }) {
  const { t } = useTexts();
  if (row.attempts <= 1 && row.dueAt === null) return null;
  return (
    <>
      {row.attempts > 0 && <span>{t('traffic.tries', { count: row.attempts })}</span>}
      {row.dueAt !== null && (
        <small>
          <NextTry dueAt={row.dueAt} />
        </small>
      )}
    </>
  );
}

/** The cells of one message. The link covers the whole row, so that a click anywhere opens it. */
export const TrafficRowLine = memo(function TrafficRowLine({ row: told, query }: TrafficRowLineProps) {
  const { t, format } = useTexts();
  const row = useHeldRow(told);
  const channelName = useConsole((state) => state.channels[row.channelId]?.name ?? row.channelId);
  const view = describeMessage(row);
  const inbound = row.direction === 'inbound';
  return (
    <>
      <time
        role="cell"
        data-column="time"
        className={styles.time}
        dateTime={new Date(row.receivedAt).toISOString()}
        title={format.full(row.receivedAt)}
      >
        {format.timeOfDay(row.receivedAt)}
      </time>
      <span role="cell" data-column="channel" className={styles.cell}>
        <SafeText text={channelName} maxLength={80} />
      </span>
      <span role="cell" data-column="direction" className={styles.direction} data-direction={row.direction}>
        <span aria-hidden="true">{inbound ? '→' : '←'}</span>{' '}
        {inbound ? t('direction.toCxone') : t('direction.toCustomer')}
      </span>
      <span role="cell" data-column="customer" className={styles.customer}>
        {row.endUser === null ? t('traffic.unknownSender') : <SafeText text={row.endUser} maxLength={20} />}
      </span>
      <span role="cell" data-column="message" className={styles.message}>
        <a
          // Its own element for each message: the keyboard's place must not pass to another one.
          key={row.id}
          href={hrefOf({ page: 'traffic', query, messageId: row.id })}
          data-seq={row.seq}
          data-message={row.id}
          className={styles.link}
        >
          {row.kind !== 'text' && <span className={styles.kind}>{t(`messageKind.${row.kind}`)}</span>}
          {row.preview !== '' && <SafeText text={row.preview} className={styles.preview} />}
          <span className="visually-hidden">{t('traffic.open')}</span>
        </a>
      </span>
      <span role="cell" data-column="progress">
        <ProgressSteps row={row} />
      </span>
      <span role="cell" data-column="state" className={styles.cell}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(view.text)}
        </StateBadge>
      </span>
      <span role="cell" data-column="tries" className={styles.tries}>
        <Tries row={row} />
      </span>
    </>
  );
});
