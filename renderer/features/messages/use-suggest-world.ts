import { useMemo } from 'react';
import { MessageKind, MessageState } from '#shared/domain/message.ts';
import { directionWords, stateWords, type SearchOperatorName } from '#shared/search/operators.ts';
import { dayBefore } from '#renderer/lib/message-search-time.ts';
import { searchOperators, type KnownValue, type SuggestWorld } from '#renderer/lib/message-search-suggest.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';

/** Days proposed, from today on. */
const daysProposed = 7;

/** Everything the box may propose, in the words of the present language. */
export function useSuggestWorld(): SuggestWorld {
  const { t, format } = useTexts();
  const channels = useChannels();
  const today = dayBefore(useNow(), 0);
  return useMemo(() => {
    const noon = new Date(`${today}T12:00`).getTime();
    const days = Array.from({ length: daysProposed }, (_, back): KnownValue => {
      const day = dayBefore(noon, back);
      const value = back === 0 ? 'today' : back === 1 ? 'yesterday' : day;
      const label =
        back === 0
          ? t('search.preset.today')
          : back === 1
            ? t('search.preset.yesterday')
            : format.date(new Date(`${day}T12:00`).getTime());
      return { value, label };
    });
    const ages: readonly KnownValue[] = [
      { value: '1h', label: t('search.preset.hour') },
      { value: '7d', label: t('search.preset.week') },
      { value: '30d', label: t('search.preset.month') },
    ];
    return {
      operators: Object.fromEntries(searchOperators.map((one) => [one, t(`search.operator.${one}`)])) as Record<
        SearchOperatorName,
        string
      >,
      values: {
        channel: channels.map(({ id, name }) => ({ value: id, label: name })),
        is: MessageState.options.map((state) => ({
          value: stateWords[state][0] ?? state,
          label: t(`messageState.${state}`),
        })),
        dir: [
          { value: directionWords.inbound[0] ?? '', label: t('direction.inbound') },
          { value: directionWords.outbound[0] ?? '', label: t('direction.outbound') },
        ],
        type: MessageKind.options.map((value) => ({ value, label: t(`messageKind.${value}`) })),
        on: days,
        after: [...ages, ...days],
        before: days,
      },
    };
  }, [t, format, channels, today]);
}
