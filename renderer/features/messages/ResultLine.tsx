import { memo } from 'react';
import type { SearchRow } from '#shared/domain/message-search.ts';
import { describeMessage } from '#renderer/lib/describe/describe-message.ts';
import { customerHref } from '#renderer/lib/message-search-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useHeldRow } from '#renderer/store/use-held-row.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './ResultLine.module.css';
import { SnippetText } from './SnippetText.tsx';

/** Whose message it is, and who says so. A label is staff's word; without one there is only the openid's end. */
function CustomerCell({ row }: { readonly row: SearchRow }) {
  const { t } = useTexts();
  const { customer, contactNo, endUser } = row;
  if (customer === null) return <>{t('traffic.unknownSender')}</>;
  const source = t(`search.customerBy.${customer.source}`, { openid: endUser ?? '…' });
  const name = <SafeText text={customer.text} maxLength={60} />;
  return (
    <span title={source} data-source={customer.source}>
      {contactNo === null ? (
        name
      ) : (
        // Reached by Tab through the message: in the list it would double every step.
        <a href={customerHref(contactNo)} tabIndex={-1} aria-description={source}>
          {name}
        </a>
      )}
    </span>
  );
}

interface ResultLineProps {
  readonly row: SearchRow;
  /** Address that opens this message's story beside the list. */
  readonly href: string;
  /** A moment in the present year; the year is written for others only. */
  readonly now: number;
}

/** The cells of one message found. The link covers the whole row, so that a click anywhere opens it. */
export const ResultLine = memo(function ResultLine({ row: told, href, now }: ResultLineProps) {
  const { t, format } = useTexts();
  const { pendingReason } = useHeldRow(told);
  const row = { ...told, pendingReason };
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
        <span>{format.shortDay(row.receivedAt, now)}</span> {format.timeOfDay(row.receivedAt)}
      </time>
      <span role="cell" data-column="channel" className={styles.cell}>
        <SafeText text={channelName} maxLength={80} />
      </span>
      <span role="cell" data-column="direction" className={styles.direction} data-direction={row.direction}>
        <span aria-hidden="true">{inbound ? '→' : '←'}</span>{' '}
        {inbound ? t('direction.toCxone') : t('direction.toCustomer')}
      </span>
      <span role="cell" data-column="customer" className={styles.customer}>
        <CustomerCell row={row} />
      </span>
      <span role="cell" data-column="message" className={styles.message}>
        <a href={href} data-seq={row.seq} data-message={row.id} className={styles.link}>
          {row.kind !== 'text' && <span className={styles.kind}>{t(`messageKind.${row.kind}`)}</span>}
          {row.snippet !== '' && <SnippetText row={row} />}
          <span className="visually-hidden">{t('traffic.open')}</span>
        </a>
      </span>
      <span role="cell" data-column="state" className={styles.cell}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(view.text)}
        </StateBadge>
      </span>
    </>
  );
});
