import { useState } from 'react';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import { SecretBox } from '../parts/SecretBox.tsx';
import { TrialList } from '../parts/TrialList.tsx';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';

/** How the relay calls CXone, tried with a button. */
export function AccessPanel({ draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  const client = useClient();
  const { id, cxone } = draft.form;
  const [trial, setTrial] = useState<Trial | null>(null);
  const attempt = useAction(async () => {
    if (await draft.flush()) setTrial(await client.invoke('setup.try', { kind: 'integration', id }));
  });
  const owner = { owner: 'integration', ownerId: id } as const;
  const set = (part: Partial<typeof cxone>): void => draft.change({ cxone: { ...cxone, ...part } });
  const isElsewhere = cxone.issuer !== '' || cxone.apiBase !== '';
  return (
    <Panel title={t('setup.integration.access.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.integration.access.lead')}</p>
        <div className={form.row}>
          <FormField
            field="cxone.clientId"
            problems={problems}
            label={t('setup.integration.field.applicationId')}
            help={t('setup.integration.help.applicationId')}
            value={cxone.clientId}
            onChange={(clientId) => set({ clientId })}
            maxLength={200}
          />
          <SecretBox
            owner={owner}
            name="cxone_client_secret"
            label={t('setup.integration.field.applicationSecret')}
            problems={problems}
          />
        </div>
        <div className={form.row}>
          <FormField
            field="cxone.accessKeyId"
            problems={problems}
            label={t('setup.integration.field.accessKeyId')}
            help={t('setup.integration.help.accessKeyId')}
            value={cxone.accessKeyId}
            onChange={(accessKeyId) => set({ accessKeyId })}
            maxLength={200}
          />
          <SecretBox
            owner={owner}
            name="cxone_access_key_secret"
            label={t('setup.integration.field.accessKeySecret')}
            problems={problems}
          />
        </div>
        <FormField
          field="cxone.tenantId"
          problems={problems}
          label={t('setup.integration.field.tenantId')}
          help={t('setup.integration.help.tenantId')}
          value={cxone.tenantId}
          onChange={(tenantId) => set({ tenantId })}
          maxLength={200}
        />
        <details className={form.details} open={isElsewhere}>
          <summary>{t('setup.otherAddresses')}</summary>
          <div className={form.row}>
            <FormField
              field="cxone.issuer"
              problems={problems}
              kind="url"
              label={t('setup.integration.field.issuer')}
              help={t('setup.integration.help.issuer')}
              value={cxone.issuer}
              onChange={(issuer) => set({ issuer })}
              maxLength={2_000}
            />
            <FormField
              field="cxone.apiBase"
              problems={problems}
              kind="url"
              label={t('setup.integration.field.apiBase')}
              help={t('setup.integration.help.apiBase')}
              value={cxone.apiBase}
              onChange={(apiBase) => set({ apiBase })}
              maxLength={2_000}
            />
          </div>
        </details>
        <div className={form.buttons}>
          <Button busy={attempt.state.kind === 'running'} onClick={() => attempt.start()}>
            {attempt.state.kind === 'running' ? t('setup.trial.running') : t('setup.integration.access.try')}
          </Button>
        </div>
        {attempt.state.kind === 'failed' && <ErrorNote error={attempt.state.error} />}
        {trial !== null && <TrialList trial={trial} label={t('setup.trial.label')} />}
      </div>
    </Panel>
  );
}
