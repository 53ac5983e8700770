import { useMemo } from 'react';
import type { SearchProblem } from '#shared/domain/message-search.ts';
import { everything } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import { searchZone } from '#renderer/lib/message-search-time.ts';
import { useConsole } from '#renderer/store/console-store.ts';

const none: readonly SearchProblem[] = [];

/**
 * What of the text in the box cannot be searched for. Nothing while it is being typed: half a date is no wrong date. Told
 * without the relay where that can be, so that it shows even while the relay is away.
 */
export function useProblems(text: string): readonly SearchProblem[] {
  const question = useConsole((state) => state.searchQuestion);
  const told = useConsole((state) => state.searchProblems);
  const channels = useConsole((state) => state.channels);
  const known = useConsole((state) => state.channelsLoad.kind === 'ready');
  return useMemo(() => {
    if (question === null || question.text !== text) return none;
    if (told.length > 0 || !known) return told;
    // What is wrong with a text does not depend on the time.
    const world = { channels: Object.values(channels), timeZone: searchZone(), now: 0 };
    return readSearch(text, { ...everything, contactNo: question.contactNo }, world).problems;
  }, [question, told, channels, known, text]);
}
