import type { TrafficHistory } from '#shared/domain/traffic-history.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { ChartLinks } from './chart-links.ts';
import styles from './TroubleList.module.css';

interface TroubleListProps {
  readonly errors: TrafficHistory['errors'];
  readonly links: ChartLinks;
}

/** Why messages were retried or failed in the period, most often first; each leads to its messages. */
export function TroubleList({ errors, links }: TroubleListProps) {
  const { t, format, language } = useTexts();
  return (
    <div className={styles.list}>
      <h3 className={styles.title}>{t('trafficCharts.why')}</h3>
      {errors.length === 0 ? (
        <p className={styles.none}>{t('trafficCharts.whyNone')}</p>
      ) : (
        <ul className={styles.items}>
          {errors.map(({ code, count }) => (
            <li key={code}>
              <a href={links.code(code)} title={code}>
                {sentenceFor(language, code, null).title}
              </a>
              <span className={styles.count}>{format.number(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
