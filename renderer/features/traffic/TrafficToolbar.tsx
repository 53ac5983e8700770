import type { Direction, MessageState } from '#shared/domain/message.ts';
import { goTo, wholeTraffic, type TrafficQuery } from '#renderer/lib/router.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CheckMenu, type CheckOption } from '#renderer/ui/CheckMenu.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import { PauseControl } from './PauseControl.tsx';
import styles from './TrafficToolbar.module.css';

const stateLooks: readonly Omit<CheckOption<MessageState>, 'label'>[] = [
  { value: 'pending', tone: 'info', sign: 'ring' },
  { value: 'delivered', tone: 'ok', sign: 'check' },
  { value: 'unconfirmed', tone: 'unsure', sign: 'question' },
  { value: 'dead_letter', tone: 'bad', sign: 'cross' },
  { value: 'expired', tone: 'bad', sign: 'cross' },
  { value: 'quarantined', tone: 'bad', sign: 'square' },
  { value: 'discarded', tone: 'idle', sign: 'ring' },
];

/** What the list shows, and whether it runs. The filter stands in the address, so it can be linked to. */
export function TrafficToolbar({ query }: { readonly query: TrafficQuery }) {
  const { t } = useTexts();
  const channels = useChannels();
  const openMessageId = useConsole((state) => state.openMessageId);
  const change = (part: Partial<TrafficQuery>): void =>
    goTo({ page: 'traffic', query: { ...query, ...part }, messageId: openMessageId });
  const narrowed = query.channelId !== null || query.direction !== null || query.states.length > 0;
  const [onlyState, ...otherStates] = query.states;
  const stateSummary =
    onlyState === undefined
      ? t('traffic.anyState')
      : otherStates.length === 0
        ? t(`messageState.${onlyState}`)
        : t('traffic.statesChosen', { count: query.states.length });
  const channelOptions = channels
    .map((channel) => ({ value: channel.id, label: drawnText(channel.name, 80).text }))
    .sort((a, b) => a.label.localeCompare(b.label));

  return (
    <div className={styles.bar}>
      <div role="group" aria-label={t('traffic.filters')} className={styles.filters}>
        <SelectBox
          label={t('traffic.channel')}
          placeholder={t('traffic.anyChannel')}
          value={query.channelId}
          options={channelOptions}
          onChange={(value) => change({ channelId: channels.find(({ id }) => id === value)?.id ?? null })}
        />
        <Segmented<Direction | 'both'>
          label={t('traffic.direction')}
          value={query.direction ?? 'both'}
          options={[
            { value: 'both', label: t('traffic.anyDirection') },
            { value: 'inbound', label: t('direction.inbound') },
            { value: 'outbound', label: t('direction.outbound') },
          ]}
          onChange={(value) => change({ direction: value === 'both' ? null : value })}
        />
        <CheckMenu
          label={t('traffic.state')}
          summary={stateSummary}
          options={stateLooks.map((look) => ({ ...look, label: t(`messageState.${look.value}`) }))}
          chosen={query.states}
          onChange={(states) => change({ states })}
        />
        {narrowed && (
          <Button look="quiet" onClick={() => change(wholeTraffic)}>
            <Icon name="close" size={12} />
            {t('traffic.clear')}
          </Button>
        )}
      </div>
      <PauseControl />
    </div>
  );
}
