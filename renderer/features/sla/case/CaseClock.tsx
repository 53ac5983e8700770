import type { ReactNode } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaReading, SlaWhy } from '#shared/domain/sla.ts';
import { clockView } from '#renderer/lib/describe/describe-sla.ts';
import { hrefOf, wholeTraffic } from '#renderer/lib/router.ts';
import { clockWords, momentWords, officeTime } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useClockHours } from '#renderer/store/use-sla.ts';
import { ClockBadge } from '../ClockBadge.tsx';
import styles from './CaseClock.module.css';
import { WhyTable } from './WhyTable.tsx';

/** What began or ended a clock: a message leads to its story. */
function EventLink({ event }: { readonly event: NonNullable<SlaReading['endedBy']> }) {
  const { t } = useTexts();
  const word = t(`slaCase.event.${event.kind}`);
  if (event.messageId === null) return <span className={styles.event}>{word}</span>;
  const href = hrefOf({ page: 'traffic', query: wholeTraffic, messageId: event.messageId });
  return (
    <a href={href} className={styles.event} aria-label={t('slaCase.showMessage')}>
      {word}
    </a>
  );
}

interface CaseClockProps {
  readonly why: SlaWhy;
  readonly channelId: ChannelId;
  /** Shows the sum at once. */
  readonly open: boolean;
}

/** One clock: how it stands, its two events, and the sum that leads to its deadline. */
export function CaseClock({ why, channelId, open }: CaseClockProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const { reading } = why;
  const hours = useClockHours()(channelId, reading.metric);
  const view = clockView(reading, hours, now);
  const words = clockWords(view, t, format, now);
  const { startedAt, endedAt, usedMs, deadlineAt } = reading;
  const at = (moment: number): string => format.soon(moment, now);
  const isOpen = endedAt === null;
  const used =
    isOpen && view.leftMs !== null
      ? officeTime(reading.targetMs - view.leftMs, t, format)
      : usedMs.most - usedMs.least <= 1_000
        ? officeTime(usedMs.most, t, format)
        : t('slaCase.usedRange', {
            least: officeTime(usedMs.least, t, format),
            most: officeTime(usedMs.most, t, format),
          });
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [
      t('slaCase.started'),
      <>
        {momentWords(startedAt, t, format, now)} <EventLink event={reading.startedBy} />
      </>,
    ],
    [
      t('slaCase.ended'),
      endedAt === null ? (
        t('slaCase.goesOn')
      ) : (
        <>
          {momentWords(endedAt, t, format, now)} {reading.endedBy !== null && <EventLink event={reading.endedBy} />}
        </>
      ),
    ],
    [t('slaCase.target'), officeTime(reading.targetMs, t, format)],
    [t('slaCase.used'), used],
    ...(isOpen
      ? [[t('slaCase.deadline'), deadlineAt === null ? t('slaCase.noDeadline') : at(deadlineAt)] as const]
      : []),
    ...(isOpen && reading.warnAt.length > 0 ? [[t('slaCase.warnAt'), reading.warnAt.map(at).join(', ')] as const] : []),
    ...(reading.breachedAt === null || reading.metric === 'customer_idle'
      ? []
      : [[t('slaCase.missedAt'), at(reading.breachedAt)] as const]),
  ];
  return (
    <div className={styles.clock}>
      <header className={styles.head}>
        <h3>{t(`sla.metric.${reading.metric}`)}</h3>
        {reading.round > 0 && (
          <span className={styles.round}>{t('slaBreaches.round', { number: format.number(reading.round + 1) })}</span>
        )}
        <ClockBadge view={view} />
        {words.figure !== t(`sla.state.${view.word}`) && <strong data-tone={view.tone}>{words.figure}</strong>}
        {words.note !== null && <span className={styles.note}>{words.note}</span>}
      </header>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.why} open={open}>
        <summary>{t('slaCase.why')}</summary>
        <WhyTable why={why} />
      </details>
    </div>
  );
}
