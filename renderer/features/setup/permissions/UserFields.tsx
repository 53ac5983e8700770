import { useState } from 'react';
import { UserForm } from '#shared/domain/setup/permissions.ts';
import { checkUserForm } from '#shared/setup/permission-rules.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormField } from '../parts/FormField.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { skillNames } from './skill-names.ts';
import styles from './UsersPanel.module.css';

interface UserFieldsProps {
  readonly user: UserForm;
  readonly book: SetupBook;
  readonly change: (part: Partial<UserForm>) => void;
}

const applications = UserForm.shape.application.options;
const sameList = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

/** The fields of one user. Several roles can be noted, because a tenant may have been filled in wrongly. */
export function UserFields({ user, book, change }: UserFieldsProps) {
  const { t } = useTexts();
  const { roles } = book;
  const problems = useFieldProblems(checkUserForm(user, book));
  // As typed: a comma at the end is on its way to a second name.
  const [typed, setTyped] = useState(() => user.skills.join(', '));
  const skills = sameList(skillNames(typed), user.skills) ? typed : user.skills.join(', ');
  const gone = user.roles.filter((id) => !roles.some((role) => role.id === id));
  const withRole = (id: string, on: boolean): string[] =>
    on ? [...user.roles, id] : user.roles.filter((one) => one !== id);
  return (
    <div className={styles.fields}>
      <FormField
        field="name"
        problems={problems}
        label={t('setupPeople.userName')}
        help={t('setupPeople.userNameHelp')}
        value={user.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      <Choice
        label={t('setupPeople.applicationLabel')}
        help={t(`setupPeople.applicationHelp.${user.application}`)}
        value={user.application}
        options={applications.map((value) => ({ value, label: t(`setupPeople.application.${value}`) }))}
        onChange={(application) => change({ application })}
      />
      <fieldset className={styles.roles}>
        <legend>{t('setupPeople.roles')}</legend>
        {roles.length === 0 && <p>{t('setupPeople.rolesFirst')}</p>}
        {[...roles, ...gone.map((id) => ({ id, name: id }))].map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={user.roles.includes(id)}
              onChange={(event) => change({ roles: withRole(id, event.currentTarget.checked) })}
            />
            {name.trim() === '' ? t('setupCheck.unnamed') : name}
          </label>
        ))}
      </fieldset>
      <div className={styles.stack}>
        <Toggle
          label={t('setupPeople.attribute')}
          help={t('setupPeople.attributeHelp')}
          checked={user.digitalEngagement}
          onChange={(digitalEngagement) => change({ digitalEngagement })}
        />
        <TextField
          label={t('setupPeople.skills')}
          help={t('setupPeople.skillsHelp')}
          value={skills}
          maxLength={6_000}
          onChange={(text) => {
            setTyped(text);
            change({ skills: skillNames(text) });
          }}
        />
      </div>
    </div>
  );
}
