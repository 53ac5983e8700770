import { useCallback, useEffect, useRef } from 'react';
import { everything } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import { searchPieces } from '#shared/search/lex.ts';
import { searchZone } from '#renderer/lib/message-search-time.ts';
import { isSameQuestion } from '#renderer/lib/message-search-rows.ts';
import { goTo, hrefOf } from '#renderer/lib/router.ts';
import type { MessagesRoute } from '#renderer/lib/message-search-routes.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** How long after the last key a search begins, milliseconds. */
const pauseMs = 250;

/** The same while the last word is one that cannot be searched for: a date of which half is typed is no wrong date. */
const unfinishedMs = 1_500;

/** How long to wait after this was typed; null: until more is typed, or Enter. */
function pauseAfter(text: string): number | null {
  const last = searchPieces(text).at(-1);
  if (last === undefined || last.until < text.length) return pauseMs;
  // Proposals stand there for what follows the colon.
  if (last.operator !== null && last.value === '' && !last.isQuoted) return null;
  const channels = Object.values(useConsole.getState().channels);
  const { problems } = readSearch(text, everything, { channels, timeZone: searchZone(), now: Date.now() });
  return problems.some(({ until }) => until === text.length) ? unfinishedMs : pauseMs;
}

export interface SearchBoxState {
  /** Typed by a person; searched for after a short pause. While an input method is at work nothing is searched for. */
  readonly typed: (text: string, isWhole: boolean) => void;
  /** Searched for at once. */
  readonly search: (text: string, contactNo?: number | null) => void;
  /** Enter: searched for at once, and anew where it is the present search. The list keeps what changed and no longer matches. */
  readonly entered: (text: string) => void;
}

/**
 * Keeps address, box and question together. The address leads: a link, the way back and a saved search all are addresses.
 * An address without a text stands for what was searched for last, else for the person's default search.
 */
export function useSearchBox(route: MessagesRoute): SearchBoxState {
  const { text, contactNo, messageId } = route;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const settings = useConsole((state) => state.settings);
  const standard = settings?.savedSearches.find(({ isDefault }) => isDefault)?.text ?? null;
  const { searchAsked, searchCleared, searchTyped } = useConsole.getState();

  useEffect(() => {
    const { searchQuestion: last } = useConsole.getState();
    if (text === null && contactNo === null) {
      const again = last ?? (standard === null ? null : { text: standard, contactNo: null });
      if (again !== null) window.location.replace(hrefOf({ page: 'messages', ...again, messageId }));
    } else if ((text ?? '').trim() === '' && contactNo === null) {
      if (last !== null) searchCleared();
    } else {
      searchAsked({ text: text ?? '', contactNo });
    }
  }, [text, contactNo, messageId, standard, searchAsked, searchCleared]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const search = useCallback(
    (next: string, nextContactNo: number | null = contactNo) => {
      clearTimeout(timer.current);
      if (next.trim() === '' && nextContactNo === null) searchCleared();
      else searchAsked({ text: next, contactNo: nextContactNo });
      const before = window.location.hash;
      const href = hrefOf({ page: 'messages', text: next, contactNo: nextContactNo, messageId: null });
      // Typing leaves no trail of half words behind; a change of customer is a step of its own.
      if (nextContactNo === contactNo) window.location.replace(href);
      else if (before !== href) goTo({ page: 'messages', text: next, contactNo: nextContactNo, messageId: null });
    },
    [contactNo, searchAsked, searchCleared],
  );
  const typed = useCallback(
    (next: string, isWhole: boolean) => {
      searchTyped(next);
      clearTimeout(timer.current);
      const pause = isWhole ? pauseAfter(next) : null;
      if (pause !== null) timer.current = setTimeout(() => search(next), pause);
    },
    [search, searchTyped],
  );
  const entered = useCallback(
    (next: string) => {
      const { searchQuestion, searchAgain } = useConsole.getState();
      if (isSameQuestion(searchQuestion, { text: next, contactNo })) searchAgain();
      else search(next);
    },
    [contactNo, search],
  );
  return { typed, search, entered };
}
