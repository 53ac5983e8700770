import { goTo, usePlace } from '../parts/use-place.ts';

export interface Chosen<R> {
  /** Of the entry that is open; 'new' while one is made; null: none. */
  readonly id: string | null;
  readonly row: R | null;
  readonly choose: (id: string | null) => void;
}

/** The entry of a list that is open, as the address has it; without one the first. */
export function useChosen<R>(part: string, rows: readonly R[], idOf: (row: R) => string): Chosen<R> {
  const [, asked] = usePlace();
  const choose = (id: string | null): void => (id === null ? goTo(part) : goTo(part, id));
  if (asked === 'new') return { id: 'new', row: null, choose };
  const row = rows.find((candidate) => idOf(candidate) === asked) ?? rows[0] ?? null;
  return { id: row === null ? null : idOf(row), row, choose };
}
