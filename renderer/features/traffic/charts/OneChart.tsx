import type { TrafficHistory } from '#shared/domain/traffic-history.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useNow } from '#renderer/lib/use-now.ts';
import { LineChart, type ChartBand, type LineSeries } from '#renderer/ui/LineChart.tsx';
import styles from './OneChart.module.css';

interface OneChartProps {
  readonly history: TrafficHistory;
  readonly title: string;
  /** What the lines mean, where their names do not say it. */
  readonly note?: string;
  /** The chart told in a sentence. */
  readonly name: string;
  readonly times: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly series: readonly LineSeries[];
  /** What the legend names; the lines themselves unless told. */
  readonly legend?: readonly LineSeries[];
  readonly partial: readonly ChartBand[];
  /** Says what the hatching means; one chart of several is enough. */
  readonly explainsPartial?: boolean;
  readonly formatValue?: (value: number) => string;
  readonly valueSteps?: readonly number[];
  /** Words in place of a chart that would hold nothing. */
  readonly empty?: string | null;
  readonly onPick: (index: number) => void;
}

const chartHeight = 122;

/** One chart with its title and legend; moments are those of the period. */
export function OneChart(props: OneChartProps) {
  const { history, title, note, name, legend, empty = null, partial, explainsPartial = false, ...chart } = props;
  const { t, format } = useTexts();
  const now = useNow();
  const isWeek = history.period === 'week';
  const named = legend ?? chart.series;
  return (
    <div className={styles.chart}>
      <h3 className={styles.title} title={note}>
        {title}
      </h3>
      <p className={styles.legend}>
        {empty === null &&
          named.map(({ color, label, marks }) => (
            <span key={label}>
              <i style={{ background: color }} data-marks={marks || undefined} aria-hidden="true" />
              {label}
            </span>
          ))}
        {empty === null && note !== undefined && <span className="visually-hidden">{note}</span>}
        {explainsPartial && partial.length > 0 && (
          <span title={t('trafficCharts.partialHelp')}>
            <i className={styles.hatch} aria-hidden="true" />
            {t('trafficCharts.partial')}
          </span>
        )}
      </p>
      {empty === null ? (
        <LineChart
          {...chart}
          name={name}
          hatched={partial}
          height={chartHeight}
          formatTime={(at) => (history.period === 'hour' ? format.shortTime(at) : format.moment(at, now))}
          formatAxis={isWeek ? (at) => format.shortDay(at, now) : format.shortTime}
          formatValue={chart.formatValue ?? format.number}
          pickHelp={t('trafficCharts.pick')}
        />
      ) : (
        <p className={styles.empty}>{empty}</p>
      )}
    </div>
  );
}
