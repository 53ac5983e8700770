import { useMemo } from 'react';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import { languageTags } from '#renderer/i18n/i18n.ts';
import { byEnd, placeOn, timeAxis, type TimeAxis } from '#renderer/lib/certificates/time-axis.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useToday } from '#renderer/lib/certificates/use-today.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ExpiryRow } from './ExpiryRow.tsx';
import styles from './TimeLinePage.module.css';

/** Part of the axis that the word for today takes in the longest language. */
const labelRoom = 0.13;

/** Names of the months along the top; the year where it begins. */
function AxisHead({ axis }: { readonly axis: TimeAxis }) {
  const { t, language } = useTexts();
  const words = useMemo(() => {
    const month = new Intl.DateTimeFormat(languageTags[language], { month: 'short' });
    const year = new Intl.DateTimeFormat(languageTags[language], { year: 'numeric' });
    return (at: number): string => (new Date(at).getMonth() === 0 ? year.format(at) : month.format(at));
  }, [language]);
  return (
    <div className={styles.axis} aria-hidden="true">
      <span className={styles.today} style={{ left: 0 }}>
        {t('certificates.timeLinePage.today')}
      </span>
      {axis.months
        .filter((at) => placeOn(axis, at) > labelRoom)
        .map((at) => (
          <span key={at} style={{ left: `${String(placeOn(axis, at) * 100)}%` }}>
            {words(at)}
          </span>
        ))}
    </div>
  );
}

/** All certificates on one axis, the nearest end first, each with who is hit. The drawing repeats what the lines say. */
export function TimeLinePage({ desk }: { readonly desk: CertificateDesk }) {
  const { t } = useTexts();
  const today = useToday();
  const axis = useMemo(() => timeAxis(today), [today]);
  const channels = useConsole((state) => state.channels);
  const integrations = useMemo(
    () => new Map(Object.values(channels).map((one) => [one.integrationId, one.integrationName])),
    [channels],
  );
  const lines = useMemo(() => byEnd(desk.timeLine), [desk]);
  return (
    <Panel title={t('certificates.timeLinePage.title')} note={t('certificates.timeLinePage.note')}>
      {lines.length === 0 ? (
        <Empty title={t('certificates.timeLinePage.empty')} help={t('certificates.timeLinePage.emptyHelp')} />
      ) : (
        <>
          <table className={styles.table} aria-label={t('certificates.timeLinePage.title')}>
            <thead>
              <tr>
                <th scope="col">{t('certificates.timeLinePage.column.certificate')}</th>
                <th scope="col" className={styles.drawnHead}>
                  <span className="visually-hidden">{t('certificates.timeLinePage.column.drawn')}</span>
                  <AxisHead axis={axis} />
                </th>
                <th scope="col" className={styles.endHead}>
                  {t('certificates.timeLinePage.column.ends')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <ExpiryRow
                  key={`${line.what}/${line.sha256}/${line.placeId ?? line.integrationId ?? ''}`}
                  line={line}
                  axis={axis}
                  today={today}
                  integration={
                    line.integrationId === null ? null : (integrations.get(line.integrationId) ?? line.integrationId)
                  }
                />
              ))}
            </tbody>
          </table>
          <p className={styles.note}>{t('certificates.timeLinePage.steps')}</p>
        </>
      )}
    </Panel>
  );
}
