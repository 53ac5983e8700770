import type { ChannelId } from '#shared/domain/ids.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import styles from './SlaNarrowing.module.css';

interface SlaNarrowingProps {
  readonly channelId: ChannelId | null;
  readonly metric: SlaMetric | null;
  readonly onChannel: (channelId: ChannelId | null) => void;
  readonly onMetric: (metric: SlaMetric | null) => void;
}

/** One channel or all, one clock or all. */
export function SlaNarrowing({ channelId, metric, onChannel, onMetric }: SlaNarrowingProps) {
  const { t } = useTexts();
  const channels = useChannels();
  const options = channels
    .map((channel) => ({ value: channel.id, label: drawnText(channel.name, 80).text }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className={styles.pair}>
      <SelectBox
        label={t('sla.channel')}
        placeholder={t('sla.anyChannel')}
        value={channelId}
        options={options}
        onChange={(value) => onChannel(channels.find(({ id }) => id === value)?.id ?? null)}
      />
      <SelectBox
        label={t('sla.clock')}
        placeholder={t('sla.anyMetric')}
        value={metric}
        options={SlaMetric.options.map((value) => ({ value, label: t(`sla.metric.${value}`) }))}
        onChange={(value) => onMetric(SlaMetric.options.find((one) => one === value) ?? null)}
      />
    </div>
  );
}
