import { useState } from 'react';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { useProblemWords } from '../parts/problem-words.ts';

/** Said of a field nobody has been in yet, these would only scold. */
const emptiness: ReadonlySet<string> = new Set([
  'SETUP_REQUIRED',
  'SETUP_PUBLIC_ADDRESS_MISSING',
  'SETUP_SECRET_MISSING',
  'SETUP_INTEGRATION_ID_MISSING',
  'SETUP_CXONE_CHANNEL_MISSING',
  'SETUP_SCRIPT_MISSING',
  'SETUP_SKILL_MISSING',
]);

export interface FieldProblems {
  /** The sentence of what is wrong at a field, or null. */
  readonly error: (field: string) => string | null;
  /** The sentence of what is worth a look there, or null. */
  readonly warning: (field: string) => string | null;
  /** Somebody has left the field: from now on it is judged as it is typed. */
  readonly touch: (field: string) => void;
  /** Somebody wants to go on: everything is judged. */
  readonly touchAll: () => void;
}

/**
 * Which problems are shown where: not while a field is typed in for the first time, at once afterwards. What was left wrong
 * at an earlier visit is shown from the start.
 */
export function useFieldProblems(problems: readonly FieldProblem[]): FieldProblems {
  const words = useProblemWords();
  const [touched, setTouched] = useState<ReadonlySet<string>>(
    () => new Set(problems.filter(({ code }) => !emptiness.has(code)).map(({ field }) => field)),
  );
  const [all, setAll] = useState(false);
  const said = (field: string, weight: FieldProblem['weight']): string | null => {
    if (!all && !touched.has(field)) return null;
    const found = problems.find((problem) => problem.field === field && problem.weight === weight);
    return found === undefined ? null : words(found);
  };
  return {
    error: (field) => said(field, 'error'),
    warning: (field) => said(field, 'warning'),
    touch: (field) => setTouched((before) => (before.has(field) ? before : new Set(before).add(field))),
    touchAll: () => setAll(true),
  };
}
