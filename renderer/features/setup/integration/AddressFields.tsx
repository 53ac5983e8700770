import { integrationUrls } from '#shared/setup/integration-rules.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';
import styles from './Integration.module.css';

const fields = ['boxUrl', 'authorizationUrl', 'addUrl', 'reconnectUrl', 'removeUrl'] as const;
const handedOut = {
  boxUrl: 'box',
  authorizationUrl: 'authorization',
  addUrl: 'add',
  reconnectUrl: 'reconnect',
  removeUrl: 'remove',
} as const;

/** The addresses CXone calls and opens. An empty one stands for what is shown beneath it. */
export function AddressFields({ view, draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  const urls = integrationUrls(draft.form, view.publicUrl);
  return (
    <>
      {view.publicUrl === null && (
        <p className={styles.missing}>
          {t('setup.integration.noPublicUrl')} <a href={setupHref('outside')}>{t('setup.integration.toOutside')}</a>
        </p>
      )}
      {fields.map((field) => {
        const url = urls[handedOut[field]];
        return (
          <div key={field} className={styles.address}>
            <FormField
              field={field}
              problems={problems}
              kind="url"
              label={t(`setup.integration.field.${field}`)}
              help={t(`setup.integration.help.${field}`)}
              placeholder={draft.form[field] === '' && url !== null ? url : ''}
              value={draft.form[field]}
              onChange={(value) => draft.change({ [field]: value })}
              maxLength={2_000}
            />
            {draft.form[field].trim() === '' && url !== null && (
              <p className={form.note}>
                {t('setup.integration.handedOut')}{' '}
                <CopyValue value={url} label={t(`setup.integration.field.${field}`)} />
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}
