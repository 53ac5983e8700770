import { searchPieces } from '#shared/search/lex.ts';
import type { SearchOperatorName } from '#shared/search/operators.ts';

/** What an operator asks for; several of one kind mean any of them. What is left out with a minus is not told. */
export function valuesOf(text: string, operator: SearchOperatorName): readonly string[] {
  return searchPieces(text)
    .filter((piece) => piece.operator === operator && !piece.isNegated)
    .map(({ value }) => value);
}

const quotes = /["\u201C-\u201F\uFF02]/gu;

/** A value as it is typed: in quotation marks where it would fall apart without them. */
export function typedValue(value: string): string {
  const plain = value.replace(quotes, ' ').trim();
  return plain !== value || /\s/u.test(value) || value === '' ? `"${plain}"` : value;
}

export const typedOperator = (operator: SearchOperatorName, value: string): string =>
  `${operator}:${typedValue(value)}`;

/** The search with an operator's values put in place of those it had. The rest stays as it was typed. */
export function withValues(text: string, operator: SearchOperatorName, values: readonly string[]): string {
  const gone = searchPieces(text).filter((piece) => piece.operator === operator && !piece.isNegated);
  const kept: string[] = [];
  let at = 0;
  for (const { from, until } of gone) {
    kept.push(text.slice(at, from).trim());
    at = until;
  }
  kept.push(text.slice(at).trim(), ...values.map((value) => typedOperator(operator, value)));
  return kept.filter((part) => part !== '').join(' ');
}

/** Without any value of these operators, and with those of `put` instead. */
export function withTime(
  text: string,
  put: { readonly on?: string; readonly after?: string; readonly before?: string },
): string {
  const operators = ['on', 'after', 'before'] as const;
  return operators.reduce(
    (changed, operator) => {
      const value = put[operator];
      return withValues(changed, operator, value === undefined ? [] : [value]);
    },
    operators.reduce((bare, operator) => withValues(bare, operator, []), text),
  );
}
