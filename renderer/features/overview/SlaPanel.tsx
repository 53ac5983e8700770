import type { SlaBoardQuery } from '#shared/contract/sla-contract.ts';
import type { SlaReading, SlaRow } from '#shared/domain/sla.ts';
import { chiefClock, clockView } from '#renderer/lib/describe/describe-sla.ts';
import { slaBoardHref, slaBreachedHref, slaCaseHref } from '#renderer/lib/sla-routes.ts';
import { clockWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useBoard } from '#renderer/store/use-sla-board.ts';
import { useClockHours } from '#renderer/store/use-sla.ts';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './SlaPanel.module.css';

/** The most urgent conversations of all. */
const query: SlaBoardQuery = { channelIds: [], show: 'open', metric: null, limit: 4 };

function Line({ row, reading }: { readonly row: SlaRow; readonly reading: SlaReading }) {
  const { t, format } = useTexts();
  const now = useNow();
  const view = clockView(reading, useClockHours()(row.channelId, reading.metric), now);
  const { figure, note } = clockWords(view, t, format, now);
  return (
    <li className={styles.line} data-tone={view.tone}>
      <a href={slaCaseHref(row.id)} className={styles.who}>
        <SafeText text={row.endUser ?? t('sla.unknownCustomer')} maxLength={20} />
      </a>
      <span className={styles.what}>
        <SafeText text={row.channelName} maxLength={60} /> · {t(`sla.short.${reading.metric}`)}
      </span>
      <span className={styles.figure} title={note ?? undefined}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          <span className="visually-hidden">{t(`sla.state.${view.word}`)} </span>
          {figure}
        </StateBadge>
      </span>
      <progress value={view.share} max={1} aria-hidden="true" className={styles.bar} />
    </li>
  );
}

/** How many conversations stand how, and what was missed today; each number leads to its list. */
function Counts() {
  const { t, format } = useTexts();
  const summary = useConsole((state) => state.slaSummary);
  if (summary === null) return null;
  const numbers = [
    { label: t('slaBoard.breached'), value: summary.breached, tone: 'bad', href: slaBoardHref({ show: 'breached' }) },
    { label: t('slaBoard.at_risk'), value: summary.atRisk, tone: 'warn', href: slaBoardHref({ show: 'at_risk' }) },
    { label: t('slaBoard.unsure'), value: summary.unsure, tone: 'warn', href: slaBoardHref({ show: 'unsure' }) },
  ] as const;
  const today = [
    { label: t('slaOverview.people'), value: summary.today.people, cause: 'people', tone: 'bad' },
    { label: t('slaOverview.outage'), value: summary.today.outage, cause: 'outage', tone: 'plain' },
  ] as const;
  const nameOf = (label: string, value: number): string =>
    t('slaOverview.numberOf', { label, number: format.number(value) });
  return (
    <>
      <dl className={styles.counts} aria-label={t('slaOverview.counts')}>
        {numbers.map(({ label, value, tone, href }) => (
          <div key={href}>
            <dt>{label}</dt>
            <dd>
              <NumberLink value={value} tone={tone} href={href} name={nameOf(label, value)} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.today}>
        {t('slaOverview.today')}
        {today.map(({ label, value, cause, tone }) => (
          <span key={cause}>
            <NumberLink
              value={value}
              tone={tone}
              href={slaBreachedHref({ period: 'today', cause })}
              name={nameOf(`${t('slaOverview.today')}, ${label}`, value)}
            />{' '}
            {label}
          </span>
        ))}
      </p>
    </>
  );
}

/** What will be missed next, before it is. */
export function SlaPanel({ className }: { readonly className: string | undefined }) {
  const { t, format } = useTexts();
  const summary = useConsole((state) => state.slaSummary);
  const { board, error, ask } = useBoard(query);
  const lines = (board?.rows ?? []).flatMap((row) => {
    const reading = chiefClock(row, null);
    return reading === null ? [] : [{ row, reading }];
  });
  return (
    <Panel
      title={t('slaOverview.title')}
      note={
        <>
          {t('slaOverview.note')}
          {summary !== null && (
            <>
              {' · '}
              <a href={slaBoardHref()}>{t('slaOverview.toBoard', { number: format.number(summary.open) })}</a>
            </>
          )}
        </>
      }
      className={className}
    >
      {error !== null && <LoadFailed error={error} busy={false} onRetry={ask} />}
      {board !== null && lines.length === 0 && <p className={styles.none}>{t('slaOverview.none')}</p>}
      {lines.length > 0 && (
        <ol className={styles.list}>
          {lines.map(({ row, reading }) => (
            <Line key={row.id} row={row} reading={reading} />
          ))}
        </ol>
      )}
      <Counts />
    </Panel>
  );
}
