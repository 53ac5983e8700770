import { searchPieces } from '#shared/search/lex.ts';
import { operatorOf, type SearchOperatorName } from '#shared/search/operators.ts';
import { typedOperator } from './message-search-text.ts';

/** The words before a colon, in the order they are explained. */
export const searchOperators = [
  'channel',
  'is',
  'dir',
  'type',
  'on',
  'after',
  'before',
  'customer',
  'openid',
  'case',
  'id',
  'code',
] as const satisfies readonly SearchOperatorName[];

/** One value an operator takes, with the words a person knows it by. */
export interface KnownValue {
  readonly value: string;
  readonly label: string;
}

export interface SuggestWorld {
  readonly operators: Readonly<Record<SearchOperatorName, string>>;
  readonly values: Readonly<Partial<Record<SearchOperatorName, readonly KnownValue[]>>>;
}

export interface Suggestion {
  /** As it will stand in the box. */
  readonly typed: string;
  readonly label: string;
  /** True for an operator whose value is still to come. */
  readonly isOpen: boolean;
}

export interface Suggestions {
  /** What of the text they replace. */
  readonly from: number;
  readonly until: number;
  readonly options: readonly Suggestion[];
}

const atMost = 8;
/** A word this long may stand for a channel's or a state's name. */
const namedFrom = 2;

const none: Suggestions = { from: 0, until: 0, options: [] };
const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

function valueFits({ value, label }: KnownValue, typed: string): boolean {
  const wanted = fold(typed);
  return fold(value).startsWith(wanted) || fold(label).includes(wanted);
}

/** Begins a word of the label: "stor" finds "Tulip Store", "ore" does not. */
function labelBegins(label: string, typed: string): boolean {
  const wanted = fold(typed);
  const folded = fold(label);
  return folded.startsWith(wanted) || folded.includes(` ${wanted}`);
}

/** What may be meant by the piece the caret stands in: an operator, or a value in plain words. */
export function suggestionsAt(text: string, caret: number, world: SuggestWorld): Suggestions {
  const piece = searchPieces(text).find(({ from, until }) => caret > from && caret <= until);
  if (piece === undefined) return none;
  const { from, until, isNegated, value } = piece;
  const operator = operatorOf(piece.operator ?? '');
  const minus = isNegated ? '-' : '';
  const ofValue = (one: SearchOperatorName, known: KnownValue): Suggestion => ({
    typed: `${minus}${typedOperator(one, known.value)}`,
    label: known.label,
    isOpen: false,
  });
  if (operator !== null) {
    const known = world.values[operator] ?? [];
    const fitting = known.filter((one) => valueFits(one, value));
    // What is already typed to its end needs no proposal.
    if (fitting.length === 1 && fold(fitting[0]?.value ?? '') === fold(value)) return none;
    return { from, until, options: fitting.slice(0, atMost).map((one) => ofValue(operator, one)) };
  }
  if (value === '' || piece.operator === 'unknown' || piece.isQuoted) return none;
  const operators = searchOperators
    .filter(
      (one) => one.startsWith(fold(value)) || (value.length >= namedFrom && labelBegins(world.operators[one], value)),
    )
    .map((one): Suggestion => ({ typed: `${minus}${one}:`, label: world.operators[one], isOpen: true }));
  const named =
    value.length < namedFrom
      ? []
      : searchOperators.flatMap((one) =>
          (world.values[one] ?? [])
            .filter(({ label }) => labelBegins(label, value))
            .map((known) => ofValue(one, known)),
        );
  return { from, until, options: [...operators, ...named].slice(0, atMost) };
}

/** The text with a suggestion taken, and where the caret then stands. */
export function withSuggestion(
  text: string,
  { from, until }: Pick<Suggestions, 'from' | 'until'>,
  { typed, isOpen }: Suggestion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(until);
  const gap = isOpen || rest.startsWith(' ') ? '' : ' ';
  const caret = from + typed.length + (isOpen ? 0 : 1);
  return { text: `${text.slice(0, from)}${typed}${gap}${rest}`, caret };
}
