import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';

/** Titles are written without a full stop; where the help follows on the same line they need one. */
export const withStop = (title: string, language: 'en' | 'nl' | 'zh'): string =>
  /[.!?。！？]$/u.test(title) ? title : `${title}${language === 'zh' ? '。' : '.'}`;

/** A problem as one text for a field: the rule, and how to satisfy it. */
export function useProblemWords(): (problem: Pick<FieldProblem, 'code' | 'value'>) => string {
  const { language } = useTexts();
  return ({ code, value }) => {
    const { title, help } = sentenceFor(language, code, value === null ? null : isolated(value));
    return `${withStop(title, language)} ${help}`;
  };
}
