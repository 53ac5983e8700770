import { useState } from 'react';
import { certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import { SecretBox } from '../parts/SecretBox.tsx';
import { useKeptSecret } from '../parts/SecretMark.tsx';
import type { IntegrationPartProps } from './CxoneFormPanel.tsx';
import { MakeCertificateDialog } from './MakeCertificateDialog.tsx';
import { pemParts } from './pem-parts.ts';

/** Pastes all three at once: held here until it is taken apart, then gone. */
function PasteAll({ onPasted }: { readonly onPasted: (text: string) => Promise<boolean> }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const paste = useAction(async () => {
    setTried(true);
    if (await onPasted(text)) {
      setText('');
      setTried(false);
    }
  });
  return (
    <details className={form.details}>
      <summary>{t('setup.integration.mtls.pasteAll')}</summary>
      <TextField
        kind="block"
        label={t('setup.integration.mtls.pasteLabel')}
        help={t('setup.integration.mtls.pasteHelp')}
        value={text}
        onChange={setText}
        maxLength={200_000}
        problem={tried && paste.state.kind !== 'running' ? t('setup.integration.mtls.pasteWrong') : null}
      />
      {paste.state.kind === 'failed' && <ErrorNote error={paste.state.error} />}
      <Button
        size="small"
        disabled={text.trim() === ''}
        busy={paste.state.kind === 'running'}
        onClick={() => paste.start()}
      >
        {t('setup.integration.mtls.pasteButton')}
      </Button>
    </details>
  );
}

/** What CXone is to show when it calls (mTLS): client certificate, private key and CA certificate, all three or none. */
export function MutualTlsFields({ draft, problems }: IntegrationPartProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const owner = { owner: 'integration', ownerId: draft.form.id } as const;
  const key = useKeptSecret(owner, 'mtls_key');
  const isEmpty = draft.form.clientCertificate === '' && draft.form.caCertificate === '' && key === null;
  const [making, setMaking] = useState(false);
  /** Where the key that was made just now was saved. */
  const [keyFile, setKeyFile] = useState<string | null>(null);
  const takeAll = async (text: string): Promise<boolean> => {
    const parts = pemParts(text);
    if (parts === null) return false;
    told(await client.invoke('setup.setSecret', { ...owner, name: 'mtls_key', value: parts.privateKey }));
    draft.change({ clientCertificate: parts.clientCertificate, caCertificate: parts.caCertificate });
    return true;
  };
  const clear = useAction(async () => {
    told(await client.invoke('setup.dropSecret', { ...owner, name: 'mtls_key' }));
    draft.change({ clientCertificate: '', caCertificate: '' });
  });
  return (
    <>
      <p className={form.lead}>
        {t('setup.integration.mtls.lead')}{' '}
        <a href={certificatesHref('clients')}>{t('setup.integration.mtls.toDesk')}</a>
      </p>
      <div className={form.buttons}>
        <Button onClick={() => setMaking(true)}>{t('setup.integration.mtls.make.button')}</Button>
        <span className={form.note}>{t('setup.integration.mtls.make.buttonHelp')}</span>
      </div>
      {keyFile !== null && (
        <p className={form.note} role="status">
          {t('setup.integration.mtls.make.made')} <SafeText text={keyFile} maxLength={300} />
        </p>
      )}
      {making && (
        <MakeCertificateDialog
          integration={draft.form}
          replaces={!isEmpty}
          flush={draft.flush}
          onMade={(path) => {
            setKeyFile(path);
            setMaking(false);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      <FormField
        field="clientCertificate"
        problems={problems}
        kind="block"
        label={t('setup.integration.field.clientCertificate')}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={draft.form.clientCertificate}
        onChange={(clientCertificate) => draft.change({ clientCertificate })}
        maxLength={100_000}
      />
      <SecretBox
        owner={owner}
        name="mtls_key"
        block
        label={t('setup.integration.field.privateKey')}
        help={t('setup.integration.help.privateKey')}
        problems={problems}
      />
      <FormField
        field="caCertificate"
        problems={problems}
        kind="block"
        label={t('setup.integration.field.caCertificate')}
        placeholder="-----BEGIN CERTIFICATE-----"
        value={draft.form.caCertificate}
        onChange={(caCertificate) => draft.change({ caCertificate })}
        maxLength={100_000}
      />
      <PasteAll onPasted={takeAll} />
      {!isEmpty && (
        <div className={form.buttons}>
          <Button size="small" look="quiet" busy={clear.state.kind === 'running'} onClick={() => clear.start()}>
            {t('setup.integration.mtls.clear')}
          </Button>
        </div>
      )}
      {clear.state.kind === 'failed' && <ErrorNote error={clear.state.error} />}
    </>
  );
}
