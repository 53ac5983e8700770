import { ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { FieldProblem } from './draft-settings.ts';

/** What is wrong with a field, as a sentence in the console's language. */
export function useProblemWords(): (problem: FieldProblem) => string {
  const { t, language } = useTexts();
  return ({ form, code, value }) => {
    if (form !== null) return t(`slaSettings.problem.${form}`);
    const known = ErrorCode.safeParse(code);
    if (!known.success) return t('slaSettings.problem.refused');
    const { title, help } = sentenceFor(language, known.data, value === null ? null : isolated(value));
    return `${title}. ${help}`;
  };
}
