import { MessageKind, type Direction, type MessageState } from '#shared/domain/message.ts';
import { hrefOf, goTo, wholeTraffic, type TrafficQuery } from '#renderer/lib/router.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { isNarrowed } from '#renderer/lib/traffic-rows.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CheckMenu, type CheckOption } from '#renderer/ui/CheckMenu.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { PickMenu } from './filters/PickMenu.tsx';
import { TextFilter } from './filters/TextFilter.tsx';
import { TextNote } from './filters/TextNote.tsx';
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

/** What is chosen, in words: nothing, the one thing, or how many. */
function summaryOf<V>(
  chosen: readonly V[],
  words: { readonly any: string; readonly one: (value: V) => string; readonly several: (count: number) => string },
): string {
  const [only, ...others] = chosen;
  if (only === undefined) return words.any;
  return others.length === 0 ? words.one(only) : words.several(chosen.length);
}

const byLabel = (a: { readonly label: string }, b: { readonly label: string }): number =>
  a.label.localeCompare(b.label);

/** What the list shows, and whether it runs. The filter stands in the address, so it can be linked to. */
export function TrafficToolbar({ query }: { readonly query: TrafficQuery }) {
  const { t } = useTexts();
  const channels = useChannels();
  const openMessageId = useConsole((state) => state.openMessageId);
  const routeOf = (part: Partial<TrafficQuery>) =>
    ({ page: 'traffic', query: { ...query, ...part }, messageId: openMessageId }) as const;
  const change = (part: Partial<TrafficQuery>): void => goTo(routeOf(part));
  const channelName = (id: string): string =>
    drawnText(channels.find((channel) => channel.id === id)?.name ?? id, 80).text;

  return (
    <div className={styles.bars}>
      <div className={styles.bar}>
        <div role="group" aria-label={t('traffic.filters')} className={styles.filters}>
          <PickMenu
            label={t('traffic.channel')}
            summary={summaryOf(query.channelIds, {
              any: t('traffic.anyChannel'),
              one: channelName,
              several: (count) => t('trafficFilter.channelsChosen', { count }),
            })}
            options={channels.map(({ id }) => ({ value: id, label: channelName(id) })).sort(byLabel)}
            chosen={query.channelIds}
            onChange={(channelIds) => change({ channelIds })}
          />
          <Segmented<Direction | 'both'>
            label={t('traffic.direction')}
            value={query.direction ?? 'both'}
            options={[
              { value: 'both', label: t('traffic.anyDirection') },
              { value: 'inbound', label: t('search.direction.inbound') },
              { value: 'outbound', label: t('search.direction.outbound') },
            ]}
            onChange={(value) => change({ direction: value === 'both' ? null : value })}
          />
          <PickMenu
            label={t('trafficFilter.type')}
            summary={summaryOf(query.kinds, {
              any: t('trafficFilter.anyType'),
              one: (kind) => t(`messageKind.${kind}`),
              several: (count) => t('trafficFilter.typesChosen', { count }),
            })}
            options={MessageKind.options
              .map((kind) => ({ value: kind, label: t(`messageKind.${kind}`) }))
              .sort(byLabel)}
            chosen={query.kinds}
            onChange={(kinds) => change({ kinds })}
          />
          <CheckMenu
            label={t('traffic.state')}
            summary={summaryOf(query.states, {
              any: t('traffic.anyState'),
              one: (state) => t(`messageState.${state}`),
              several: (count) => t('traffic.statesChosen', { count }),
            })}
            options={stateLooks.map((look) => ({ ...look, label: t(`messageState.${look.value}`) }))}
            chosen={query.states}
            onChange={(states) => change({ states })}
          />
          <TextFilter
            text={query.text}
            // In place: going back does not lead through every letter typed.
            onChange={(text) => window.location.replace(hrefOf(routeOf({ text })))}
          />
          {isNarrowed(query) && (
            <Button look="quiet" onClick={() => change(wholeTraffic)}>
              <Icon name="close" size={12} />
              {t('traffic.clear')}
            </Button>
          )}
        </div>
        <PauseControl />
      </div>
      {query.text !== '' && <TextNote query={query} />}
    </div>
  );
}
