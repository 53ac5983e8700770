import type { StateCreator } from 'zustand/vanilla';
import type { SearchPage, SearchProblem, SearchRow } from '#shared/domain/message-search.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { keptChoice, noChoice, type MessageChoice } from '../lib/message-choice.ts';
import {
  isSameQuestion,
  unknownRows,
  withChangedRows,
  withOlderRows,
  type SearchQuestion,
} from '../lib/message-search-rows.ts';

/** Rows the list holds; what is older needs a narrower search. */
export const searchCap = 12_000;

export interface SearchResults {
  /** What these were found by; behind the present question while its answer is awaited or failed. */
  readonly question: SearchQuestion;
  /** Newest first. */
  readonly rows: readonly SearchRow[];
  readonly next: string | null;
  readonly matches: SearchPage['matches'];
  readonly notIndexed: number;
  /** When they were told, epoch ms. */
  readonly at: number;
}

export interface MessageSearchSlice {
  /** What stands in the box. */
  readonly searchBox: string;
  /** What is searched for; null: nothing yet. */
  readonly searchQuestion: SearchQuestion | null;
  readonly searchLoad: 'idle' | 'asking' | 'ready' | 'failed';
  /** Why the present question has no answer; stays until it has one. */
  readonly searchError: RelayError | null;
  /** Grows with every question; answers to an earlier one are ignored. */
  readonly searchEpoch: number;
  readonly searchResults: SearchResults | null;
  /** What of the present question cannot be searched for. */
  readonly searchProblems: readonly SearchProblem[];
  readonly searchOlder: 'idle' | 'asking' | { readonly error: RelayError };
  /** Messages that match and came since the list was asked for; `isMore`: there are more than that. */
  readonly searchNewer: { readonly count: number; readonly isMore: boolean };
  /** Grows when messages came that are newer than any known: one of them may match. */
  readonly searchStirs: number;
  readonly searchTopSeq: number;
  /** Pixels the list was scrolled by when it was left. */
  readonly searchScroll: number;
  /** What of the results is chosen. It outlives further pages, not another search. */
  readonly searchChoice: MessageChoice;
  /** `seq` of the row that was chosen last: where a range begins. */
  readonly searchChoiceFrom: number | null;

  readonly searchTyped: (text: string) => void;
  /** Begins a search, unless it is the present one. */
  readonly searchAsked: (question: SearchQuestion) => void;
  readonly searchCleared: () => void;
  /** Asks the present question again, from the newest. */
  readonly searchAgain: () => void;
  readonly searchAnswered: (epoch: number, page: SearchPage, at: number) => void;
  readonly searchFailed: (epoch: number, error: RelayError) => void;
  readonly searchOlderAsked: () => void;
  readonly searchOlderAnswered: (epoch: number, page: SearchPage) => void;
  readonly searchOlderFailed: (epoch: number, error: RelayError) => void;
  /** The next page is to be asked for again. */
  readonly searchOlderForgiven: () => void;
  /** The first page as it is by now, asked for on the quiet: the list stays as it is. */
  readonly searchTopAnswered: (epoch: number, page: SearchPage) => void;
  /** Messages came or changed. */
  readonly searchTrafficChanged: (rows: readonly TrafficRow[]) => void;
  readonly searchScrolled: (pixels: number) => void;
  readonly searchChosen: (choice: MessageChoice, from: number | null) => void;
  readonly searchForgotten: () => void;
}

const noneNewer = { count: 0, isMore: false } as const;
const nothing = {
  searchBox: '',
  searchQuestion: null,
  searchLoad: 'idle',
  searchError: null,
  searchResults: null,
  searchProblems: [],
  searchOlder: 'idle',
  searchNewer: noneNewer,
  searchScroll: 0,
  searchChoice: noChoice,
  searchChoiceFrom: null,
} as const;

export const createMessageSearchSlice: StateCreator<MessageSearchSlice> = (set) => {
  /** Changes the present question's results; an answer to an earlier question changes nothing. */
  const present = (
    epoch: number,
    change: (state: MessageSearchSlice, results: SearchResults) => Partial<MessageSearchSlice>,
  ): void =>
    set((state) =>
      epoch !== state.searchEpoch || state.searchResults === null ? state : change(state, state.searchResults),
    );
  return {
    ...nothing,
    searchEpoch: 0,
    searchStirs: 0,
    searchTopSeq: 0,

    searchTyped: (searchBox) => set({ searchBox }),
    searchAsked: (question) =>
      set((state) =>
        isSameQuestion(state.searchQuestion, question)
          ? state
          : {
              searchQuestion: question,
              searchBox: question.text,
              searchEpoch: state.searchEpoch + 1,
              searchLoad: 'asking',
              searchError: null,
              searchProblems: [],
              searchOlder: 'idle',
              searchNewer: noneNewer,
              searchChoice: noChoice,
              searchChoiceFrom: null,
            },
      ),
    searchCleared: () => set((state) => ({ ...nothing, searchEpoch: state.searchEpoch + 1 })),
    searchAgain: () =>
      set((state) =>
        state.searchQuestion === null
          ? state
          : { searchEpoch: state.searchEpoch + 1, searchLoad: 'asking', searchOlder: 'idle' },
      ),

    searchAnswered: (epoch, page, at) =>
      set((state) => {
        if (epoch !== state.searchEpoch || state.searchQuestion === null) return state;
        // What cannot be searched for leaves the results before it on screen, marked as such.
        if (page.problems.length > 0) {
          return { searchLoad: 'ready', searchError: null, searchProblems: page.problems };
        }
        const { rows, next, matches, notIndexed } = page;
        const isSame = isSameQuestion(state.searchQuestion, state.searchResults?.question ?? null);
        return {
          searchLoad: 'ready',
          searchError: null,
          searchProblems: [],
          searchResults: { question: state.searchQuestion, rows, next, matches, notIndexed, at },
          searchTopSeq: Math.max(state.searchTopSeq, rows[0]?.seq ?? 0),
          searchNewer: noneNewer,
          searchOlder: 'idle',
          searchScroll: 0,
          searchChoice: isSame ? keptChoice(state.searchChoice, rows, next === null) : noChoice,
        };
      }),
    searchFailed: (epoch, error) =>
      set((state) => (epoch === state.searchEpoch ? { searchLoad: 'failed', searchError: error } : state)),

    searchOlderAsked: () => set({ searchOlder: 'asking' }),
    searchOlderAnswered: (epoch, page) =>
      present(epoch, (_state, results) => ({
        searchOlder: 'idle',
        searchResults: { ...results, rows: withOlderRows(results.rows, page.rows), next: page.next },
      })),
    searchOlderFailed: (epoch, error) => present(epoch, () => ({ searchOlder: { error } })),

    searchOlderForgiven: () => set({ searchOlder: 'idle' }),
    searchTopAnswered: (epoch, page) =>
      present(epoch, (state, results) => {
        if (page.problems.length > 0) return state;
        const unknown = unknownRows(results.rows, page.rows, results.next === null);
        const told = { notIndexed: page.notIndexed, matches: page.matches ?? results.matches };
        const rows = withChangedRows(results.rows, page.rows);
        return {
          searchResults: { ...results, ...told, rows },
          searchNewer: { count: unknown, isMore: unknown > 0 && unknown === page.rows.length && page.next !== null },
        };
      }),

    searchTrafficChanged: (changes) =>
      set((state) => {
        if (state.searchResults === null) return state;
        const topSeq = changes.reduce((top, row) => Math.max(top, row.seq), state.searchTopSeq);
        const rows = withChangedRows(state.searchResults.rows, changes);
        const stirs = topSeq > state.searchTopSeq ? { searchTopSeq: topSeq, searchStirs: state.searchStirs + 1 } : {};
        return rows === state.searchResults.rows
          ? stirs
          : { ...stirs, searchResults: { ...state.searchResults, rows } };
      }),
    searchScrolled: (searchScroll) => set({ searchScroll }),
    searchChosen: (searchChoice, searchChoiceFrom) => set({ searchChoice, searchChoiceFrom }),
    searchForgotten: () => set((state) => ({ ...nothing, searchEpoch: state.searchEpoch + 1 })),
  };
};
