import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';

/** What CXone's administrator sends back. */
export function FromCxonePanel({ draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  return (
    <Panel title={t('setup.integration.back.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.integration.back.lead')}</p>
        <FormField
          field="integrationId"
          problems={problems}
          label={t('setup.integration.field.integrationId')}
          help={t('setup.integration.help.integrationId')}
          value={draft.form.integrationId}
          onChange={(integrationId) => draft.change({ integrationId })}
          maxLength={200}
        />
      </div>
    </Panel>
  );
}
