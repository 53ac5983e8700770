import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { ShownOnce } from '#renderer/ui/ShownOnce.tsx';
import { secretField } from '#shared/setup/context.ts';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import { SecretMark } from '../parts/SecretMark.tsx';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';
import { newClientId } from './make-values.ts';

/** With what CXone signs in at the relay. Both are made here; the secret is shown once. */
export function ClientFields({ draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const { id, clientId } = draft.form;
  // The one place that holds the secret, and only until the dialog is closed.
  const [shown, setShown] = useState<string | null>(null);
  const make = useAction(async () => {
    const made = await client.invoke('setup.makeSecret', { owner: 'integration', ownerId: id, name: 'box_secret' });
    setShown(made.value);
    told(made.view);
  });
  const label = t('setup.integration.field.clientSecret');
  return (
    <>
      <FormField
        field="clientId"
        problems={problems}
        label={t('setup.integration.field.clientId')}
        help={t('setup.integration.help.clientId')}
        value={clientId}
        onChange={(value) => draft.change({ clientId: value })}
        maxLength={200}
      />
      <div className={form.buttons}>
        {clientId === '' ? (
          <Button size="small" onClick={() => draft.change({ clientId: newClientId() })}>
            {t('setup.integration.makeClientId')}
          </Button>
        ) : (
          <CopyButton text={clientId} label={t('setup.integration.field.clientId')} />
        )}
      </div>
      <SecretMark
        owner={{ owner: 'integration', ownerId: id }}
        name="box_secret"
        label={label}
        help={t('setup.integration.help.clientSecret')}
        problem={problems.error(secretField('box_secret'))}
      >
        {(isKept) => (
          <Button size="small" busy={make.state.kind === 'running'} onClick={() => make.start()}>
            {isKept ? t('setup.integration.makeSecretAgain') : t('setup.integration.makeSecret')}
          </Button>
        )}
      </SecretMark>
      {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
      {shown !== null && (
        <ShownOnce
          title={t('setup.integration.secretTitle')}
          fields={[{ label, text: shown }]}
          onClose={() => setShown(null)}
        >
          <p>{t('setup.integration.secretAfter')}</p>
        </ShownOnce>
      )}
    </>
  );
}
