import { useState } from 'react';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { CopyText } from '../parts/CopyText.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { Lead } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { RemoveButton } from './RemoveButton.tsx';
import type { TenantPartProps } from './tenant-part.ts';
import { personName } from './tenant-part.ts';

/** What a middleware signs in with: the application it is registered as, and an employee's access key. */
export function AccessPart(props: TenantPartProps) {
  return (
    <div className={styles.column}>
      <Applications {...props} />
      <AccessKeys {...props} />
    </div>
  );
}

function Applications({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const [made, setMade] = useState<{ clientId: string; clientSecret: string } | null>(null);
  const { form, set, problem, rest, busy, done, submit } = useForm({ name: '' }, 'tenantRefusal');
  return (
    <Panel title={t('access.applications')}>
      <Lead>{t('access.applicationsHelp')}</Lead>
      <ul className={styles.plainList}>
        {state.applications.map(({ clientId, name }) => (
          <li key={clientId}>
            {name} · <code>{clientId}</code>
          </li>
        ))}
      </ul>
      {made !== null && (
        <div className={styles.once} role="status">
          <strong>{t('access.once')}</strong>
          <CopyText label={t('access.clientId')} value={made.clientId} />
          <CopyText label={t('access.clientSecret')} value={made.clientSecret} />
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async (body) => {
            setMade(await callServer('POST', '/tenant/api/applications', body));
            await reload();
          });
        }}
      >
        <TextField
          label={t('access.applicationName')}
          value={form.name}
          problem={problem('name')}
          onChange={(name) => set({ name })}
        />
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(['name'])}
          group="tenantRefusal"
          saveLabel={t('access.addApplication')}
        />
      </form>
    </Panel>
  );
}

function AccessKeys({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const people = state.users.filter(({ isBotUser }) => !isBotUser);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const { form, set, rest, busy, done, submit } = useForm({ userId: String(people[0]?.id ?? '') }, 'tenantRefusal');
  const nameOf = (userId: number): string => {
    const user = state.users.find(({ id }) => id === userId);
    return user ? personName(user) : String(userId);
  };
  return (
    <Panel title={t('access.keys')}>
      <Lead>{t('access.keysHelp')}</Lead>
      <table className={styles.table}>
        <tbody>
          {state.accessKeys.map(({ id, userId }) => (
            <tr key={id}>
              <th scope="row">{nameOf(userId)}</th>
              <td>
                <code>{`${id.slice(0, 10)}…`}</code>
              </td>
              <td className={styles.acts}>
                <RemoveButton
                  path={`/tenant/api/access-keys/${encodeURIComponent(id)}`}
                  label={nameOf(userId)}
                  onRemoved={reload}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {made !== null && (
        <div className={styles.once} role="status">
          <strong>{t('access.once')}</strong>
          <CopyText label={t('access.keyId')} value={made.id} />
          <CopyText label={t('access.keySecret')} value={made.secret} />
        </div>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ userId }) => {
            setMade(await callServer('POST', '/tenant/api/access-keys', { userId: Number(userId) }));
            await reload();
          });
        }}
      >
        <Choice
          label={t('access.employee')}
          value={form.userId}
          options={people.map((user) => ({ value: String(user.id), label: personName(user) }))}
          onChange={(userId) => set({ userId })}
        />
        <FormFoot busy={busy} done={done} problem={rest([])} group="tenantRefusal" saveLabel={t('access.addKey')} />
      </form>
    </Panel>
  );
}
