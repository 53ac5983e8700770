import type { SearchSentences } from '../sentence.ts';

/** English. */
export const searchEn: SearchSentences = {
  SEARCH_OPERATOR_UNKNOWN: {
    title: 'This search word is not known',
    help: '[“{{value}}” is none of the words that may stand before a colon. ]Choose one that is offered, or put the text in quotes to search for it as it is.',
  },
  SEARCH_VALUE_UNKNOWN: {
    title: 'Nothing can be searched by this value',
    help: 'Choose one of those that are offered[; this was {{value}}].',
  },
  SEARCH_DATE_INVALID: {
    title: 'This is not a date',
    help: 'Write it as 2026-11-23, or 2026-11-23T14:30[; this was {{value}}].',
  },
  SEARCH_QUOTE_OPEN: {
    title: 'A quotation mark is missing',
    help: 'The text after it was taken to the end. Close it with another one.',
  },
  SEARCH_NOTHING_LEFT: {
    title: 'There is nothing to search for in this',
    help: 'It holds only signs that are not indexed. Add a letter, a digit or a character.',
  },
  SEARCH_TOO_LONG: {
    title: 'There are too many words in this search',
    help: 'Leave some out, or search for fewer at a time.',
  },
  SEARCH_OVERTAKEN: {
    title: 'A newer search took its place',
    help: 'Nothing is wrong: the newer one is shown.',
  },
  SEARCH_CURSOR_OLD: {
    title: 'These results cannot be continued',
    help: 'The messages changed too much meanwhile. Search again.',
  },
  SEARCH_UNAVAILABLE: {
    title: 'Messages cannot be searched at the moment',
    help: 'Traffic goes on. The search starts again by itself; the newest messages are under Live traffic.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'This customer is not known any more',
    help: 'All of their messages were removed by the retention rule or by erasure.',
  },
};
