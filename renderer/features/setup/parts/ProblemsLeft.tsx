import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './ApplyPanel.module.css';

interface ProblemsLeftProps {
  readonly errors: readonly FieldProblem[];
  /** The field as the form calls it. */
  readonly labelOf: (field: string) => string;
}

/** What keeps a form from being put in use, field by field; nothing when nothing does. */
export function ProblemsLeft({ errors, labelOf }: ProblemsLeftProps) {
  const { t, language } = useTexts();
  if (errors.length === 0) return null;
  return (
    <div>
      <p className={styles.left}>{t('setup.apply.left', { count: errors.length })}</p>
      <ul className={styles.problems}>
        {errors.map(({ field, code, value }) => (
          <li key={`${field} ${code}`}>
            <strong>{labelOf(field)}</strong>{' '}
            <span>{sentenceFor(language, code, value === null ? null : isolated(value)).title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
