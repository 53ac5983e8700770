import { useState } from 'react';
import type { UserRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { Checks } from '../parts/Checks.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { ListAndForm } from '../parts/ListAndForm.tsx';
import { Warnings } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { removeEntry } from './remove-entry.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { useChosen } from './use-chosen.ts';
import { warningTexts } from './warnings.ts';
import type { TenantPartProps, UserForm } from './tenant-part.ts';
import { personName } from './tenant-part.ts';

/** Employees, with what digital work asks of them: one role, the attribute, a skill. */
export function UsersPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const { id, row, choose } = useChosen('users', state.users, (user) => String(user.id));
  return (
    <ListAndForm
      title={t('tenantPlaces.users')}
      lead={t('users.lead')}
      empty={t('users.empty')}
      items={state.users.map((user) => ({
        id: String(user.id),
        name: personName(user),
        note: user.isBotUser
          ? t('users.program')
          : (state.roles.find((role) => role.id === user.roleIds[0])?.name ?? t('users.noRole')),
        warns: user.warnings.length > 0,
      }))}
      chosen={id}
      onChoose={choose}
      add={{ label: t('users.add'), onAdd: () => choose('new') }}
    >
      <UserEditor key={id} row={row} state={state} reload={reload} choose={choose} />
    </ListAndForm>
  );
}

interface EditorProps extends TenantPartProps {
  readonly row: UserRow | null;
  readonly choose: (id: string | null) => void;
}

const fields = ['firstName', 'surname', 'emailAddress', 'roleIds', 'skillIds'];

function UserEditor({ row, state, reload, choose }: EditorProps) {
  const { t } = usePageTexts();
  const [initial] = useState<UserForm>(() => ({
    firstName: row?.firstName ?? '',
    surname: row?.surname ?? '',
    emailAddress: row?.emailAddress ?? '',
    roleIds: row?.roleIds ?? [],
    application: row?.application ?? 'cxone_agent',
    digitalEngagement: row?.digitalEngagement ?? true,
    skillIds: row?.skillIds ?? [],
  }));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  const named = ({ id, name }: { id: string; name: string }): { value: string; label: string } => ({
    value: id,
    label: name,
  });
  return (
    <Panel title={row === null ? t('users.newTitle') : personName(row)}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async (given) => {
            const path = row === null ? '/tenant/api/users' : `/tenant/api/users/${row.id}`;
            const saved = await callServer<UserRow>(row === null ? 'POST' : 'PUT', path, given);
            await reload();
            choose(String(saved.id));
          });
        }}
      >
        <Warnings texts={warningTexts(row?.warnings ?? [], t)} />
        <div className={styles.pair}>
          {(['firstName', 'surname', 'emailAddress'] as const).map((field) => (
            <TextField
              key={field}
              label={t(`users.${field}`)}
              value={form[field]}
              problem={problem(field)}
              onChange={(value) => set({ [field]: value })}
            />
          ))}
          <Choice
            label={t('users.application')}
            value={form.application}
            options={[
              { value: 'cxone_agent', label: 'CXone Agent' },
              { value: 'max', label: 'MAX' },
              { value: 'none', label: t('users.noApplication') },
            ]}
            help={t(`users.${form.application}Help`)}
            onChange={(application) => set({ application })}
          />
        </div>
        <Checks
          label={t('users.roles')}
          help={t('users.rolesHelp')}
          options={state.roles.map(named)}
          chosen={form.roleIds}
          problem={problem('roleIds')}
          onChange={(roleIds) => set({ roleIds })}
        />
        <Toggle
          label={t('users.digitalEngagement')}
          checked={form.digitalEngagement}
          onChange={(digitalEngagement) => set({ digitalEngagement })}
        />
        <Checks
          label={t('users.skills')}
          help={t('users.skillsHelp')}
          options={[...state.skills, ...state.queues].map(named)}
          chosen={form.skillIds}
          problem={problem('skillIds')}
          onChange={(skillIds) => set({ skillIds })}
        />
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(fields)}
          group="tenantRefusal"
          onRemove={
            row === null ? undefined : () => removeEntry(`/tenant/api/users/${row.id}`, reload, () => choose(null))
          }
        />
      </form>
    </Panel>
  );
}
