import { memo } from 'react';
import type { SlaReading, SlaRow } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { chiefClock } from '#renderer/lib/describe/describe-sla.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { slaCaseHref } from '#renderer/lib/sla-routes.ts';
import { minuteWords, momentWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import grid from './BoardGrid.module.css';
import styles from './BoardRow.module.css';
import { ClockCells } from './ClockCells.tsx';
import { OtherClocks } from './OtherClocks.tsx';

interface BoardRowProps {
  readonly row: SlaRow;
  readonly metric: SlaMetric | null;
  readonly index: number;
  /** Pixels from the top of the list's body. */
  readonly offset: number;
  readonly height: number;
  readonly isGone: boolean;
}

/** The channel's name; a channel that does not work is marked, with its incident. */
function Channel({ row }: { readonly row: SlaRow }) {
  const { t } = useTexts();
  const { channelName: name, channelState: kind, incidentId } = row;
  const look = channelStateLook(kind);
  return (
    <>
      <SafeText text={name} maxLength={80} className={styles.strong} />
      {kind !== 'connected' && (
        <small className={styles.channelState} data-tone={look.tone}>
          <Sign name={look.sign} />
          {incidentId === null ? (
            t(`channelState.${kind}`)
          ) : (
            <a
              href={hrefOf({ page: 'incidents', incidentId })}
              className={styles.above}
              aria-label={t('slaBoard.toIncident', { name, state: t(`channelState.${kind}`) })}
            >
              {t(`channelState.${kind}`)}
            </a>
          )}
        </small>
      )}
    </>
  );
}

function Status({ row }: { readonly row: SlaRow }) {
  const { t, format } = useTexts();
  const now = useNow();
  if (row.status === null) {
    return <span className={styles.dim}>{t(row.caseId === null ? 'sla.noCase' : 'slaCase.statusUnknown')}</span>;
  }
  return (
    <>
      <span>{t(`sla.status.${row.status}`)}</span>
      {row.statusAt !== null && (
        <small title={momentWords(row.statusAt, t, format, now)}>{minuteWords(row.statusAt, t, format, now)}</small>
      )}
    </>
  );
}

function Agent({ row }: { readonly row: SlaRow }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <>
      {row.agent === null ? (
        <span className={styles.dim}>{t('sla.unassigned')}</span>
      ) : (
        <SafeText text={row.agent} maxLength={80} />
      )}
      {row.assignedAt !== null && (
        <small title={momentWords(row.assignedAt, t, format, now)}>{minuteWords(row.assignedAt, t, format, now)}</small>
      )}
    </>
  );
}

/** One conversation at its place. The link covers the whole row, so that a click anywhere opens it. */
export const BoardRow = memo(function BoardRow({ row, metric, index, offset, height, isGone }: BoardRowProps) {
  const { t } = useTexts();
  const chief = chiefClock(row, metric);
  const others: readonly SlaReading[] = row.clocks.filter((one) => one !== chief);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-gone={isGone || undefined}
      className={`${grid.row} ${styles.line}`}
      style={{ transform: `translateY(${offset}px)`, height }}
    >
      {chief === null ? (
        <>
          <span role="cell" data-column="state" />
          <span role="cell" data-column="left" />
        </>
      ) : (
        <ClockCells row={row} reading={chief} />
      )}
      <span role="cell" data-column="customer" className={styles.cell}>
        <a href={slaCaseHref(row.id)} data-case={row.id} className={styles.link}>
          <SafeText text={row.endUser ?? t('sla.unknownCustomer')} maxLength={20} className={styles.strong} />
          <span className="visually-hidden">{t('slaBoard.openCase')}</span>
        </a>
        {row.caseId !== null && (
          <small>
            <SafeText text={row.caseId} maxLength={40} />
          </small>
        )}
      </span>
      <span role="cell" data-column="channel" className={styles.cell}>
        <Channel row={row} />
        {row.isHeld && row.channelState === 'connected' && <small>{t('slaBoard.waitsHere')}</small>}
      </span>
      <span role="cell" data-column="status" className={styles.cell}>
        <Status row={row} />
      </span>
      <span role="cell" data-column="agent" className={styles.cell}>
        <Agent row={row} />
      </span>
      <span role="cell" data-column="others" className={styles.cell}>
        {isGone ? <small>{t('slaBoard.gone')}</small> : <OtherClocks row={row} readings={others} />}
      </span>
    </div>
  );
});
