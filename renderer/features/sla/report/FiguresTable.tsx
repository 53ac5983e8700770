import type { SlaFigures } from '#shared/domain/sla-report.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './FiguresTable.module.css';
import { attainedShare, shareOfPeople } from './report-figures.ts';

export interface FiguresRow {
  readonly key: string;
  /** What the row is about. */
  readonly name: string;
  readonly figures: SlaFigures;
  /** Null where it is not known for such a row. */
  readonly outageMinutes: number | null;
  /** The lists of what was missed; null where no list can be narrowed to the row. */
  readonly links: { readonly people: string; readonly outage: string } | null;
}

interface FiguresTableProps {
  readonly caption: string;
  /** Head of the first column. */
  readonly first: string;
  readonly rows: readonly FiguresRow[];
  /** Minutes in which a leg was down. */
  readonly withOutage: boolean;
}

function Missed({
  value,
  href,
  name,
}: {
  readonly value: number;
  readonly href: string | null;
  readonly name: string;
}) {
  const { format } = useTexts();
  return href === null ? <>{format.number(value)}</> : <NumberLink value={value} href={href} name={name} />;
}

/** What became of clocks, a row for each part of the report. */
export function FiguresTable({ caption, first, rows, withOutage }: FiguresTableProps) {
  const { t, format } = useTexts();
  const percent = (value: number | null): string =>
    value === null ? t('slaReport.noShare') : t('slaReport.percent', { value: format.number(value) });
  const time = (ms: number | null): string => (ms === null ? t('slaReport.noShare') : format.duration(ms));
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              {first}
            </th>
            <th scope="col">{t('slaReport.share')}</th>
            <th scope="col">{t('slaReport.sharePeople')}</th>
            <th scope="col">{t('slaReport.attained')}</th>
            <th scope="col">{t('slaReport.missedPeople')}</th>
            <th scope="col">{t('slaReport.missedOutage')}</th>
            {withOutage && <th scope="col">{t('slaReport.outageMinutes')}</th>}
            <th scope="col">{t('slaReport.noReply')}</th>
            <th scope="col">{t('slaReport.unsure')}</th>
            <th scope="col">{t('slaReport.p50')}</th>
            <th scope="col">{t('slaReport.p90')}</th>
            <th scope="col">{t('slaReport.p95')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, figures, outageMinutes, links }) => (
            <tr key={key}>
              <th scope="row" className={styles.name} title={name}>
                <SafeText text={name} maxLength={120} />
              </th>
              <td className={styles.share}>{percent(attainedShare(figures))}</td>
              <td>{percent(attainedShare(figures) === null ? null : shareOfPeople(figures))}</td>
              <td>{format.number(figures.attained)}</td>
              <td>
                <Missed
                  value={figures.missedPeople}
                  href={links?.people ?? null}
                  name={t('slaReport.missedPeopleOf', { count: figures.missedPeople, what: name })}
                />
              </td>
              <td>
                <Missed
                  value={figures.missedOutage}
                  href={links?.outage ?? null}
                  name={t('slaReport.missedOutageOf', { count: figures.missedOutage, what: name })}
                />
              </td>
              {withOutage && (
                <td>{outageMinutes === null ? t('slaReport.noShare') : format.number(Math.round(outageMinutes))}</td>
              )}
              <td>{format.number(figures.noReply)}</td>
              <td>{format.number(figures.unsure)}</td>
              <td className={styles.time}>{time(figures.p50Ms)}</td>
              <td className={styles.time}>{time(figures.p90Ms)}</td>
              <td className={styles.time}>{time(figures.p95Ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
