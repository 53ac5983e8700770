import { useMemo } from 'react';
import { attentionItems, type AttentionItem } from '#renderer/lib/describe/attention.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { ChannelAttention } from './ChannelAttention.tsx';
import { RecordsAttention } from './RecordsAttention.tsx';
import { ClockAttention } from './ClockAttention.tsx';
import { RelayAttention } from './RelayAttention.tsx';
import { StorageAttention } from './StorageAttention.tsx';
import { TunnelAttention } from './TunnelAttention.tsx';

interface AttentionBannerProps {
  /** On pages other than the overview: the sentence and its action, without the details. */
  readonly compact: boolean;
  /** False on pages that speak of the channels themselves: then only what stops all of them stands here. */
  readonly channels: boolean;
}

function Item({
  item,
  compact,
  more,
}: {
  readonly item: AttentionItem;
  readonly compact: boolean;
  readonly more: React.ReactNode;
}) {
  switch (item.kind) {
    case 'relay':
      return <RelayAttention process={item.process} />;
    case 'storage':
      return <StorageAttention code={item.code} more={more} />;
    case 'clock':
      return <ClockAttention offsetMs={item.offsetMs} />;
    case 'tunnel':
      return <TunnelAttention state={item.state} />;
    case 'missing_records':
      return <RecordsAttention count={item.count} more={more} />;
    case 'channel':
      return <ChannelAttention key={item.channel.id} channel={item.channel} compact={compact} more={more} />;
  }
}

/** The worst thing first, in a sentence, with the one action that helps. */
export function AttentionBanner({ compact, channels: showsChannels }: AttentionBannerProps) {
  const { t } = useTexts();
  const relay = useConsole((state) => state.relay);
  const overview = useConsole((state) => state.overview);
  const tunnel = useConsole((state) => state.tunnel);
  const channels = useChannels();
  const items = useMemo(
    () =>
      attentionItems({ relay, channels, overview, tunnel }).filter((item) => showsChannels || item.kind !== 'channel'),
    [relay, channels, overview, tunnel, showsChannels],
  );
  const [worst, ...others] = items;
  const otherChannels = others.filter((item) => item.kind === 'channel').length;
  const more =
    otherChannels === 0 ? null : (
      <a href={hrefOf({ page: 'overview' })}>{t('attention.more', { count: otherChannels })}</a>
    );
  return (
    <section aria-label={t('attention.region')} hidden={worst === undefined}>
      {worst !== undefined && <Item item={worst} compact={compact} more={more} />}
    </section>
  );
}
