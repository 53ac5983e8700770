import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import { useSkillLabel } from './skill-labels.ts';
import styles from './Skills.module.css';

interface ProblemsLeftProps {
  readonly problems: readonly FieldProblem[];
  readonly onField: (field: string) => void;
}

/** What still keeps the skill from being made, each a way to its field. Nothing when nothing does. */
export function ProblemsLeft({ problems, onField }: ProblemsLeftProps) {
  const { t, language } = useTexts();
  const labelOf = useSkillLabel();
  const all = problems.filter(({ weight }) => weight === 'error');
  // The parts of one time are one thing to mend.
  const errors = all.filter(
    ({ field, code }, at) => all.findIndex((one) => one.code === code && labelOf(one.field) === labelOf(field)) === at,
  );
  if (errors.length === 0) return null;
  return (
    <div className={styles.left}>
      <p>{t('setupSkill.left', { count: errors.length })}</p>
      <ul>
        {errors.map(({ field, code, value }) => (
          <li key={`${field} ${code}`}>
            <Sign name="triangle" />
            <button type="button" onClick={() => onField(field)}>
              {labelOf(field)}
            </button>
            <span>{sentenceFor(language, code, value === null ? null : isolated(value)).title}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
