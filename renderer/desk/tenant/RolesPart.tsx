import { useState } from 'react';
import { ChannelRight } from '#shared/domain/setup/permissions.ts';
import type { RoleRow, TenantState } from '#shared/domain/setup/practice/tenant-state.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
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
import type { RoleForm, TenantPartProps } from './tenant-part.ts';

const rights = ChannelRight.options;

/** ACD > Digital > Roles: channels x permissions. */
export function RolesPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const { id, row, choose } = useChosen('roles', state.roles, (role) => role.id);
  return (
    <ListAndForm
      title={t('tenantPlaces.roles')}
      lead={t('roles.lead')}
      empty={t('roles.empty')}
      items={state.roles.map((role) => ({
        id: role.id,
        name: role.name,
        note: t('roles.users', { number: role.userIds.length }),
        warns: role.warnings.length > 0,
      }))}
      chosen={id}
      onChoose={choose}
      add={{ label: t('roles.add'), onAdd: () => choose('new') }}
    >
      <RoleEditor key={id} row={row} state={state} reload={reload} choose={choose} />
    </ListAndForm>
  );
}

interface EditorProps extends TenantPartProps {
  readonly row: RoleRow | null;
  readonly state: TenantState;
  readonly choose: (id: string | null) => void;
}

function RoleEditor({ row, state, reload, choose }: EditorProps) {
  const { t } = usePageTexts();
  const [initial] = useState<RoleForm>(() => ({
    name: row?.name ?? '',
    viewSkills: row?.viewSkills ?? true,
    channels: row?.channels ?? {},
  }));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  const change = (channelId: string, granted: ChannelRight[] | null): void => {
    const { [channelId]: _was, ...others } = form.channels;
    set({ channels: granted === null ? others : { ...others, [channelId]: granted } });
  };
  const save = async (given: RoleForm): Promise<void> => {
    // A channel that was removed meanwhile is not part of a role any more.
    const live = Object.entries(given.channels).filter(([id]) => state.channels.some((channel) => channel.id === id));
    const body = { ...given, channels: Object.fromEntries(live) };
    const path = row === null ? '/tenant/api/roles' : `/tenant/api/roles/${row.id}`;
    const saved = await callServer<RoleRow>(row === null ? 'POST' : 'PUT', path, body);
    await reload();
    choose(saved.id);
  };
  return (
    <Panel title={row?.name ?? t('roles.newTitle')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(save);
        }}
      >
        <Warnings texts={warningTexts(row?.warnings ?? [], t)} />
        <TextField
          label={t('frame.name')}
          value={form.name}
          problem={problem('name')}
          onChange={(name) => set({ name })}
        />
        <Toggle
          label={t('roles.viewSkills')}
          help={t('roles.viewSkillsHelp')}
          checked={form.viewSkills}
          onChange={(viewSkills) => set({ viewSkills })}
        />
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('roles.channel')}</th>
                <th scope="col">{t('roles.inRole')}</th>
                {rights.map((right) => (
                  <th key={right} scope="col">
                    {t(`rights.${right}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {state.channels.map(({ id, name }) => {
                const granted = form.channels[id];
                return (
                  <tr key={id}>
                    <th scope="row">{name}</th>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`${name}: ${t('roles.inRole')}`}
                        checked={granted !== undefined}
                        onChange={(event) => change(id, event.currentTarget.checked ? [] : null)}
                      />
                    </td>
                    {rights.map((right) => (
                      <td key={right}>
                        <input
                          type="checkbox"
                          aria-label={`${name}: ${t(`rights.${right}`)}`}
                          checked={granted?.includes(right) ?? false}
                          onChange={(event) => {
                            const others = (granted ?? []).filter((one) => one !== right);
                            change(id, event.currentTarget.checked ? [...others, right] : others);
                          }}
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <p className={styles.note}>{t('roles.draftsHelp')}</p>
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(['name'])}
          group="tenantRefusal"
          onRemove={
            row === null ? undefined : () => removeEntry(`/tenant/api/roles/${row.id}`, reload, () => choose(null))
          }
        />
      </form>
    </Panel>
  );
}
