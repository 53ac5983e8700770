import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { RoleForm } from '#shared/domain/setup/permissions.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormField } from '../parts/FormField.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { RemoveButton } from '../parts/RemoveButton.tsx';
import styles from './RightsTable.module.css';

interface RoleHeadProps {
  readonly role: RoleForm;
  /** What is wrong with its name. */
  readonly problems: readonly FieldProblem[];
  readonly change: (part: Partial<RoleForm>) => void;
  /** Gives the first channel's rights to all; null when there is nothing to give. */
  readonly onSame: (() => void) | null;
  /** Name of the first channel. */
  readonly sameAs: string;
}

/** What belongs to a role as a whole: its name, View Skills, and taking it out of the plan. */
export function RoleHead({ role, problems, change, onSame, sameAs }: RoleHeadProps) {
  const { t } = useTexts();
  const shown = useFieldProblems(problems);
  return (
    <div className={styles.roleHead}>
      <div className={styles.roleName}>
        <FormField
          field="name"
          problems={shown}
          label={t('setupPeople.roleName')}
          value={role.name}
          maxLength={200}
          onChange={(name) => change({ name })}
        />
      </div>
      <Toggle
        label={t('setupPeople.viewSkills')}
        help={t('setupPeople.viewSkillsHelp')}
        checked={role.viewSkills}
        onChange={(viewSkills) => change({ viewSkills })}
      />
      <div className={styles.roleActs}>
        {onSame !== null && (
          <Button size="small" onClick={onSame} title={t('setupPeople.sameHelp', { name: sameAs })}>
            {t('setupPeople.same')}
          </Button>
        )}
        <RemoveButton kind="role" id={role.id} name={role.name} question={t('setupPeople.removeRoleAsk')} />
      </div>
    </div>
  );
}
