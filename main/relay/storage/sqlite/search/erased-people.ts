import { integer, numberAt } from '../sql-cells.ts';
import type { CandidateParts } from './candidates.ts';

/** Takes out of the index what it holds of end users who were erased, besides their messages: the id. */
export function forgetErased({ window, index }: CandidateParts): void {
  const rows = window.session.database.query(`SELECT ${integer('no')} FROM contact WHERE salt IS NULL`).all([]);
  for (const row of rows) index.removePerson(numberAt(row, 0));
}
