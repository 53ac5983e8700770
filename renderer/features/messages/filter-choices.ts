import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { MessageState } from '#shared/domain/message.ts';
import { stateOf } from '#shared/search/operators.ts';
import { normalise } from '#shared/search/normalise.ts';
import { valuesOf } from '#renderer/lib/message-search-text.ts';

/** The states a search is narrowed to. */
export function chosenStates(text: string): readonly MessageState[] {
  const typed = valuesOf(text, 'is').map(stateOf);
  return MessageState.options.filter((state) => typed.includes(state));
}

/** The channel a search is narrowed to, by its id or its name; null for none, several or one not known. */
export function chosenChannel(text: string, channels: readonly Pick<ChannelSnapshot, 'id' | 'name'>[]): string | null {
  const [typed, other] = valuesOf(text, 'channel');
  if (typed === undefined || other !== undefined) return null;
  const wanted = normalise(typed).trim();
  return channels.find(({ id, name }) => id === wanted || normalise(name).trim() === wanted)?.id ?? null;
}
