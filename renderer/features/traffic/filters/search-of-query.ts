import { directionWords, stateWords } from '#shared/search/operators.ts';
import { typedOperator } from '#renderer/lib/message-search-text.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';

/** The search of the whole log that narrows as the live list is narrowed. */
export function searchOfQuery({ channelIds, direction, kinds, states, text }: TrafficQuery): string {
  return [
    ...channelIds.map((id) => typedOperator('channel', id)),
    ...(direction === null ? [] : [typedOperator('dir', directionWords[direction][0] ?? direction)]),
    ...kinds.map((kind) => typedOperator('type', kind)),
    ...states.map((state) => typedOperator('is', stateWords[state][0] ?? state)),
    // The list looks for every word anywhere, so no word is taken for an operator.
    ...text
      .trim()
      .split(/\s+/u)
      .filter(Boolean)
      .map((word) => (/^-|[:：]/u.test(word) ? `"${word.replaceAll('"', ' ').trim()}"` : word)),
  ].join(' ');
}
