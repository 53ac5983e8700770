import type { Direction, MessageState } from '#shared/domain/message.ts';
import { MessageKind } from '#shared/domain/message.ts';
import { directionOf, directionWords, stateWords, type SearchOperatorName } from '#shared/search/operators.ts';
import { withValues, valuesOf } from '#renderer/lib/message-search-text.ts';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { CheckMenu, type CheckOption } from '#renderer/ui/CheckMenu.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import styles from './SearchFilters.module.css';
import { chosenChannel, chosenStates } from './filter-choices.ts';
import { TimeFilter } from './TimeFilter.tsx';

const stateLooks: readonly Omit<CheckOption<MessageState>, 'label'>[] = [
  { value: 'pending', tone: 'info', sign: 'ring' },
  { value: 'delivered', tone: 'ok', sign: 'check' },
  { value: 'unconfirmed', tone: 'unsure', sign: 'question' },
  { value: 'dead_letter', tone: 'bad', sign: 'cross' },
  { value: 'expired', tone: 'bad', sign: 'cross' },
  { value: 'quarantined', tone: 'bad', sign: 'square' },
  { value: 'discarded', tone: 'idle', sign: 'ring' },
];

interface SearchFiltersProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Choices that write into the box: a search is always one text, and what is typed shows here. */
export function SearchFilters({ text, onChange }: SearchFiltersProps) {
  const { t } = useTexts();
  const channels = useChannels();
  const put = (operator: SearchOperatorName, values: readonly string[]): void =>
    onChange(withValues(text, operator, values));
  const states = chosenStates(text);
  const [onlyState, ...otherStates] = states;
  const type = valuesOf(text, 'type')[0] ?? null;
  const direction = directionOf(valuesOf(text, 'dir')[0] ?? '') ?? 'both';
  const byLabel = (a: { readonly label: string }, b: { readonly label: string }): number =>
    a.label.localeCompare(b.label);
  return (
    <div role="group" aria-label={t('search.filters')} className={styles.filters}>
      <SelectBox
        label={t('traffic.channel')}
        placeholder={t('traffic.anyChannel')}
        value={chosenChannel(text, channels)}
        options={channels.map(({ id, name }) => ({ value: id, label: drawnText(name, 80).text })).sort(byLabel)}
        onChange={(value) => put('channel', value === null ? [] : [value])}
      />
      <Segmented<Direction | 'both'>
        label={t('traffic.direction')}
        value={direction}
        options={[
          { value: 'both', label: t('traffic.anyDirection') },
          { value: 'inbound', label: t('search.direction.inbound') },
          { value: 'outbound', label: t('search.direction.outbound') },
        ]}
        onChange={(value) => put('dir', value === 'both' ? [] : directionWords[value].slice(0, 1))}
      />
      <div className={styles.type}>
        <SelectBox
          label={t('search.type')}
          placeholder={t('search.anyType')}
          value={MessageKind.options.find((kind) => kind === type) ?? null}
          options={MessageKind.options.map((kind) => ({ value: kind, label: t(`messageKind.${kind}`) })).sort(byLabel)}
          onChange={(value) => put('type', value === null ? [] : [value])}
        />
      </div>
      <CheckMenu
        label={t('traffic.state')}
        summary={
          onlyState === undefined
            ? t('traffic.anyState')
            : otherStates.length === 0
              ? t(`messageState.${onlyState}`)
              : t('traffic.statesChosen', { count: states.length })
        }
        options={stateLooks.map((look) => ({ ...look, label: t(`messageState.${look.value}`) }))}
        chosen={states}
        onChange={(chosen) =>
          put(
            'is',
            chosen.map((state) => stateWords[state][0] ?? state),
          )
        }
      />
      <TimeFilter text={text} onChange={onChange} />
    </div>
  );
}
