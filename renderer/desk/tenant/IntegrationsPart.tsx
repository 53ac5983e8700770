import { useState } from 'react';
import type { IntegrationRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { CopyText } from '../parts/CopyText.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { ListAndForm } from '../parts/ListAndForm.tsx';
import { Lead } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { removeEntry } from './remove-entry.ts';
import { useChosen } from './use-chosen.ts';
import type { IntegrationForm, TenantPartProps } from './tenant-part.ts';

/** ACD > Digital > Bring Your Own Channel. */
export function IntegrationsPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const { id, row, choose } = useChosen('integrations', state.integrations, ({ integrationId }) => integrationId);
  return (
    <ListAndForm
      title={t('tenantPlaces.integrations')}
      lead={t('integrations.lead')}
      empty={t('integrations.empty')}
      items={state.integrations.map(({ integrationId, name, isRegistered }) => ({
        id: integrationId,
        name,
        note: t(isRegistered ? 'integrations.registered' : 'integrations.given'),
      }))}
      chosen={id}
      onChoose={choose}
      add={{ label: t('integrations.add'), onAdd: () => choose('new') }}
    >
      {row !== null && (
        <Panel title={row.name}>
          <div className={styles.form}>
            <CopyText label={t('integrations.integrationId')} value={row.integrationId} />
            <Lead>{t(row.isRegistered ? 'integrations.idHelp' : 'integrations.givenHelp')}</Lead>
          </div>
        </Panel>
      )}
      {(row === null || row.isRegistered) && (
        <IntegrationEditor key={row?.integrationId ?? 'new'} row={row} reload={reload} choose={choose} />
      )}
    </ListAndForm>
  );
}

interface EditorProps {
  readonly row: IntegrationRow | null;
  readonly reload: () => Promise<void>;
  readonly choose: (id: string | null) => void;
}

const textFields = ['name', 'boxUrl', 'authorizationUrl', 'addUrl', 'reconnectUrl', 'removeUrl', 'clientId'] as const;
const blocks = ['clientCertificate', 'privateKey', 'caCertificate'] as const;
const shown = [...textFields, ...blocks, 'clientSecret', 'color', 'icon'];

const formOf = (row: IntegrationRow | null): IntegrationForm => ({
  name: row?.name ?? '',
  boxUrl: row?.boxUrl ?? '',
  authorizationUrl: row?.authorizationUrl ?? '',
  addUrl: row?.addUrl ?? '',
  reconnectUrl: row?.reconnectUrl ?? '',
  removeUrl: row?.removeUrl ?? '',
  clientId: row?.clientId ?? '',
  clientSecret: '',
  clientCertificate: row?.clientCertificate ?? '',
  privateKey: '',
  caCertificate: row?.caCertificate ?? '',
  color: row?.color ?? '#07c160',
  icon: row?.icon ?? 'wechat',
  digital3Outbound: row?.digital3Outbound ?? true,
});

function IntegrationEditor({ row, reload, choose }: EditorProps) {
  const { t } = usePageTexts();
  const [initial] = useState(() => formOf(row));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  const save = async (given: IntegrationForm): Promise<void> => {
    if (row === null) {
      const made = await callServer<IntegrationRow>('POST', '/tenant/api/integrations', given);
      await reload();
      choose(made.integrationId);
      return;
    }
    const { clientSecret, privateKey, ...others } = given;
    const hasCertificate = given.clientCertificate !== '' || given.caCertificate !== '';
    await callServer('PUT', `/tenant/api/integrations/${row.integrationId}`, {
      ...others,
      ...(clientSecret === '' ? {} : { clientSecret }),
      ...(privateKey === '' && hasCertificate ? {} : { privateKey }),
    });
    await reload();
  };
  return (
    <Panel title={row === null ? t('integrations.newTitle') : t('integrations.changeTitle')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(save);
        }}
      >
        <Lead>{t('integrations.formHelp')}</Lead>
        {textFields.map((field) => (
          <TextField
            key={field}
            label={t(`integrations.${field}`)}
            help={field === 'authorizationUrl' || field === 'reconnectUrl' ? t(`integrations.${field}Help`) : undefined}
            value={form[field]}
            problem={problem(field)}
            onChange={(value) => set({ [field]: value })}
          />
        ))}
        <TextField
          kind="password"
          label={t('integrations.clientSecret')}
          help={row === null ? undefined : t('integrations.secretKept')}
          value={form.clientSecret}
          problem={problem('clientSecret')}
          onChange={(clientSecret) => set({ clientSecret })}
        />
        <Lead>{t('integrations.mtlsHelp')}</Lead>
        {blocks.map((field) => (
          <TextField
            key={field}
            kind="block"
            label={t(`integrations.${field}`)}
            help={field === 'privateKey' && row?.hasPrivateKey === true ? t('integrations.secretKept') : undefined}
            value={form[field]}
            problem={problem(field)}
            onChange={(value) => set({ [field]: value })}
          />
        ))}
        <div className={styles.pair}>
          {(['color', 'icon'] as const).map((field) => (
            <TextField
              key={field}
              label={t(`integrations.${field}`)}
              value={form[field]}
              problem={problem(field)}
              onChange={(value) => set({ [field]: value })}
            />
          ))}
        </div>
        <Toggle
          label={t('integrations.digital3Outbound')}
          help={t('integrations.digital3Help')}
          checked={form.digital3Outbound}
          onChange={(digital3Outbound) => set({ digital3Outbound })}
        />
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(shown)}
          group="tenantRefusal"
          onRemove={
            row === null
              ? undefined
              : () => removeEntry(`/tenant/api/integrations/${row.integrationId}`, reload, () => choose(null))
          }
        />
      </form>
    </Panel>
  );
}
