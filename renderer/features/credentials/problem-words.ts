import type { Texts } from '#renderer/lib/texts-context.tsx';
import type { FieldProblem } from './credential-problems.ts';

/** What is wrong, in a sentence for the field. */
export function problemWords(t: Texts['t'], problem: FieldProblem | undefined): string | null {
  if (problem === undefined) return null;
  switch (problem.key) {
    case 'aesLength':
      return t('credentials.problem.aesLength', { count: problem.count });
    default:
      return t(`credentials.problem.${problem.key}`);
  }
}
