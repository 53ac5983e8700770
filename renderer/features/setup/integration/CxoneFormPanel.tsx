import type { SetupView } from '#shared/domain/setup/book.ts';
import { setupHandOverHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import type { IntegrationDraft } from '../use-draft.ts';
import { AddressFields } from './AddressFields.tsx';
import { ClientFields } from './ClientFields.tsx';
import { LookFields } from './LookFields.tsx';
import { MutualTlsFields } from './MutualTlsFields.tsx';
import styles from './Integration.module.css';

export interface IntegrationPartProps {
  readonly view: SetupView;
  readonly draft: IntegrationDraft;
  readonly problems: FieldProblems;
}

/** The form of CXone, field by field, in CXone's own order. */
export function CxoneFormPanel(props: IntegrationPartProps) {
  const { t } = useTexts();
  const { draft, problems } = props;
  return (
    <Panel title={t('setup.integration.form.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.integration.form.lead')}</p>
        <FormField
          field="name"
          problems={problems}
          label={t('setup.integration.field.name')}
          help={t('setup.integration.help.name')}
          value={draft.form.name}
          onChange={(name) => draft.change({ name })}
          maxLength={200}
        />
        <h3 className={styles.section}>{t('setup.integration.form.addresses')}</h3>
        <AddressFields {...props} />
        <h3 className={styles.section}>{t('setup.integration.form.client')}</h3>
        <ClientFields {...props} />
        <h3 className={styles.section}>{t('setup.integration.form.mtls')}</h3>
        <MutualTlsFields {...props} />
        <h3 className={styles.section}>{t('setup.integration.form.look')}</h3>
        <LookFields {...props} />
        <Toggle
          label={t('setup.integration.field.digital3Outbound')}
          help={t('setup.integration.help.digital3Outbound')}
          checked={draft.form.digital3Outbound}
          onChange={(digital3Outbound) => draft.change({ digital3Outbound })}
        />
        <div className={form.buttons}>
          <ButtonLink href={setupHandOverHref(draft.form.id)}>{t('setup.integration.toHandOver')}</ButtonLink>
          <span className={form.note}>{t('setup.integration.toHandOverHelp')}</span>
        </div>
      </div>
    </Panel>
  );
}
