import { useId, useState } from 'react';
import type { ChannelHistory } from '#shared/domain/health.ts';
import { goTo } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { bandGroup, bandGroups, type Band, type BandGroup } from './history-bands.ts';
import styles from './HistoryStrip.module.css';

const stripWidth = 960;
const stripHeight = 30;

/** Lines, dots and blanks tell the groups apart where colours cannot. */
function Patterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`${id}-part`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" className={styles.partBack} />
        <rect width="3" height="7" className={styles.partLine} />
      </pattern>
      <pattern id={`${id}-fails`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={styles.failsBack} />
        <path d="M0 0l6 6M6 0L0 6" className={styles.failsLine} />
      </pattern>
      <pattern id={`${id}-checked`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={styles.checkedBack} />
        <rect width="6" height="2" className={styles.checkedLine} />
      </pattern>
      <pattern id={`${id}-off`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={styles.offBack} />
        <circle cx="3" cy="3" r="1.1" className={styles.offLine} />
      </pattern>
    </defs>
  );
}

function fillOf(id: string, group: BandGroup): string {
  return group === 'works' || group === 'unknown' ? '' : `url(#${id}-${group})`;
}

/** The states' colours, patterns and words. */
function Legend({ id }: { readonly id: string }) {
  const { t } = useTexts();
  return (
    <ul className={styles.legend}>
      {bandGroups.map((group) => (
        <li key={group}>
          <svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true" focusable="false">
            <rect
              x="0.5"
              y="0.5"
              width="17"
              height="11"
              rx="2"
              data-group={group}
              className={styles.band}
              fill={fillOf(id, group) || undefined}
            />
          </svg>
          {t(`history.legend.${group}`)}
        </li>
      ))}
    </ul>
  );
}

export function bandWords({ t, format }: Pick<Texts, 't' | 'format'>, band: Band, now: number, end: number): string {
  const state = t(`channelState.${band.kind}`);
  const from = format.moment(band.from, now);
  const duration = format.duration((band.until ?? end) - band.from);
  const words =
    band.until === null
      ? t('history.spanNow', { state, from, duration })
      : t('history.span', { state, from, until: format.moment(band.until, now), duration });
  return band.others === 0 ? words : `${words}, ${t('history.several', { count: band.others })}`;
}

interface HistoryStripProps {
  readonly history: ChannelHistory;
  readonly bands: readonly Band[];
}

/** The states over time as one strip: pointed at or walked along, it says what was when; an outage leads to its incident. */
export function HistoryStrip({ history, bands }: HistoryStripProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const id = useId().replaceAll(/[^A-Za-z0-9]/gu, '');
  const [active, setActive] = useState<number | null>(null);
  const shown = active === null ? undefined : bands[active];
  const open = (band: Band | undefined): void => {
    if (band?.incidentId) goTo({ page: 'incidents', incidentId: band.incidentId });
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const last = bands.length - 1;
    const at = active ?? last;
    const next = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') open(shown);
  };
  return (
    <div className={styles.strip}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t('history.strip', {
          from: format.moment(history.from, now),
          until: format.moment(history.until, now),
        })}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        className={styles.box}
        onFocus={() => setActive((before) => before ?? bands.length - 1)}
        onBlur={() => setActive(null)}
        onKeyDown={onKey}
        onMouseLeave={() => setActive(null)}
      >
        <svg
          viewBox={`0 0 ${stripWidth} ${stripHeight}`}
          preserveAspectRatio="none"
          className={styles.svg}
          role="presentation"
        >
          <Patterns id={id} />
          {bands.map((band, index) => (
            <rect
              key={band.from}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-label={bandWords({ t, format }, band, now, history.until)}
              x={band.start * stripWidth}
              width={band.width * stripWidth}
              y="0"
              height={stripHeight}
              data-group={bandGroup(band.kind)}
              data-active={index === active || undefined}
              data-link={band.incidentId !== null || undefined}
              className={styles.band}
              fill={fillOf(id, bandGroup(band.kind)) || undefined}
              onMouseEnter={() => setActive(index)}
              onClick={() => open(band)}
            />
          ))}
        </svg>
      </div>
      <div className={styles.scale} aria-hidden="true">
        <span>{format.moment(history.from, now)}</span>
        <span>{format.moment((history.from + history.until) / 2, now)}</span>
        <span>{t('history.now')}</span>
      </div>
      <p className={styles.readout} aria-hidden="true">
        {shown === undefined
          ? t('history.hint')
          : `${bandWords({ t, format }, shown, now, history.until)}${shown.incidentId === null ? '' : ` · ${t('history.openIncident')}`}`}
      </p>
      <Legend id={id} />
    </div>
  );
}
