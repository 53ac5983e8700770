import { useId } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { TrafficPeriod } from '#shared/domain/traffic-history.ts';
import { searchZone } from '#renderer/lib/message-search-time.ts';
import { useIsSmallWindow } from '#renderer/lib/use-small-window.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { useChartsChoice } from './charts-choice.ts';
import { ChartsBody } from './ChartsBody.tsx';
import styles from './TrafficCharts.module.css';

interface TrafficChartsProps {
  readonly channelIds: readonly ChannelId[];
  /** A story stands beside the list: in a small window it needs the room more. */
  readonly hasStory: boolean;
}

/** What passed in the last hour, day or week, above the list; can be folded away. */
export function TrafficCharts({ channelIds, hasStory }: TrafficChartsProps) {
  const { t } = useTexts();
  const bodyId = useId();
  const choice = useChartsChoice();
  const { period, look, choose } = choice;
  const isTight = useIsSmallWindow() && hasStory;
  const isOpen = isTight ? choice.isOpenBeside : choice.isOpen;
  return (
    <section className={styles.band} aria-label={t('trafficCharts.title')}>
      <header className={styles.head}>
        <h2>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={isOpen}
            aria-controls={isOpen ? bodyId : undefined}
            onClick={() => choose(isTight ? { isOpenBeside: !isOpen } : { isOpen: !isOpen })}
          >
            <span className={styles.arrow} data-open={isOpen || undefined}>
              <Icon name="chevron" size={12} />
            </span>
            {t('trafficCharts.title')}
          </button>
        </h2>
        {isOpen && (
          <>
            <Segmented<TrafficPeriod>
              size="small"
              label={t('trafficCharts.period')}
              value={period}
              options={TrafficPeriod.options.map((one) => ({ value: one, label: t(`trafficCharts.${one}`) }))}
              onChange={(next) => choose({ period: next })}
            />
            {channelIds.length > 0 && <span>{t('trafficCharts.ofChannels', { count: channelIds.length })}</span>}
            <span className={styles.zone}>{t('trafficCharts.zone', { zone: searchZone() })}</span>
            <Button
              size="small"
              look="quiet"
              aria-pressed={look === 'table'}
              onClick={() => choose({ look: look === 'table' ? 'charts' : 'table' })}
            >
              {look === 'table' ? t('trafficCharts.asCharts') : t('trafficCharts.asTable')}
            </Button>
          </>
        )}
      </header>
      {isOpen && (
        <div id={bodyId}>
          <ChartsBody period={period} channelIds={channelIds} look={look} />
        </div>
      )}
    </section>
  );
}
