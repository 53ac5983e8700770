import { useCallback, useEffect, useRef } from 'react';
import type { SearchPage, SearchRequest } from '#shared/domain/message-search.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isSameQuestion, type SearchQuestion } from '#renderer/lib/message-search-rows.ts';
import { scopeOf } from '#renderer/lib/message-search-scope.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { searchCap } from '#renderer/store/message-search-slice.ts';

const pageSize = 100;
/** How often is looked whether there is reason to compare the list with what is there, milliseconds. */
const lookMs = 1_000;
/** New messages come in bursts: the list is compared at most this often. */
const stirMs = 2_000;
/** The same while messages wait for the index. */
const indexingMs = 5_000;
/** How long before a search that could not be had is asked for again, milliseconds. */
const askAgainMs = 5_000;
/** The same where another question took its place. */
const overtakenMs = 300;

const requestOf = (question: SearchQuestion, cursor: string | null): SearchRequest => ({
  ...scopeOf(question),
  cursor,
  limit: pageSize,
});

type Answered = (answer: SearchPage | { readonly error: RelayError }) => void;
const isOvertaken = (error: RelayError): boolean => error.code === 'SEARCH_OVERTAKEN';

/**
 * Asks for the present search, for further pages on demand, and on the quiet whether newer messages match. The list is not
 * moved by what it finds out: it is told how many there are.
 */
export function useMessageSearch(): { readonly loadOlder: () => void } {
  const client = useClient();
  const epoch = useConsole((state) => state.searchEpoch);
  const load = useConsole((state) => state.searchLoad);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  // A newer question overtakes the one under way, at the relay too: only the newest one's answer counts.
  const newest = useRef(0);
  const seen = useRef({ stirs: -1, at: 0 });

  const ask = useCallback(
    (cursor: string | null, answered: Answered): void => {
      const question = useConsole.getState().searchQuestion;
      if (question === null) return;
      newest.current += 1;
      const number = newest.current;
      client.invoke('search.page', requestOf(question, cursor)).then(
        (page) => {
          if (number === newest.current) answered(page);
        },
        (thrown: unknown) => {
          if (number === newest.current) answered({ error: toRelayError(thrown) });
        },
      );
    },
    [client],
  );

  useEffect(() => {
    if (load !== 'asking' || !relayRuns) return;
    const { searchStirs, searchAnswered, searchFailed, searchAgain } = useConsole.getState();
    let timer: ReturnType<typeof setTimeout> | undefined;
    ask(null, (answer) => {
      seen.current = { stirs: searchStirs, at: Date.now() };
      if (!('error' in answer)) searchAnswered(epoch, answer, Date.now());
      else if (isOvertaken(answer.error)) timer = setTimeout(searchAgain, overtakenMs);
      else searchFailed(epoch, answer.error);
    });
    return () => clearTimeout(timer);
  }, [ask, epoch, load, relayRuns]);

  useEffect(() => {
    if (load !== 'failed' || !relayRuns) return;
    const timer = setTimeout(() => useConsole.getState().searchAgain(), askAgainMs);
    return () => clearTimeout(timer);
  }, [load, relayRuns]);

  useEffect(() => {
    if (load !== 'ready' || !relayRuns) return;
    const look = (): void => {
      const { searchStirs, searchResults, searchQuestion, searchOlder, searchTopAnswered } = useConsole.getState();
      if (searchResults === null || searchOlder === 'asking') return;
      if (!isSameQuestion(searchResults.question, searchQuestion)) return;
      const elapsed = Date.now() - seen.current.at;
      const stirred = searchStirs !== seen.current.stirs && elapsed >= stirMs;
      if (!stirred && !(searchResults.notIndexed > 0 && elapsed >= indexingMs)) return;
      seen.current = { stirs: searchStirs, at: Date.now() };
      ask(null, (answer) => {
        // One that fails on the quiet is tried again with the next messages.
        if (!('error' in answer)) searchTopAnswered(epoch, answer);
      });
    };
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }, [ask, epoch, load, relayRuns]);

  const loadOlder = useCallback((): void => {
    const state = useConsole.getState();
    const { searchResults: results, searchLoad, searchOlder } = state;
    if (results === null || results.next === null || searchLoad !== 'ready' || searchOlder !== 'idle') return;
    if (results.rows.length >= searchCap || !isSameQuestion(results.question, state.searchQuestion)) return;
    state.searchOlderAsked();
    ask(results.next, (answer) => {
      if (!('error' in answer)) state.searchOlderAnswered(state.searchEpoch, answer);
      else state.searchOlderFailed(state.searchEpoch, answer.error);
    });
  }, [ask]);
  return { loadOlder };
}
