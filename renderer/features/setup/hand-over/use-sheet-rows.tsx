import type { ReactNode } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { integrationUrls } from '#shared/setup/integration-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import type { CopyRow } from '../parts/CopyTable.tsx';
import { useKeptSecret } from '../parts/SecretMark.tsx';
import styles from './HandOverSheet.module.css';

/** A text of several lines: shown whole, copied whole. */
function PemValue({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <>
      {/* Longer than its box: to be read with the keys, it has to take the focus. */}
      <pre className={styles.pem} role="group" aria-label={label} tabIndex={0}>
        {text}
      </pre>
      <span data-print="off">
        <CopyButton text={text} label={label} />
      </span>
    </>
  );
}

/** Every field of CXone's form, in its order, with what to enter. */
export function useSheetRows(
  typed: IntegrationForm,
  view: SetupView,
  secretNote: ReactNode,
  secret: string | null,
): readonly CopyRow[] {
  const { t } = useTexts();
  const urls = integrationUrls(typed, view.publicUrl);
  const key = useKeptSecret({ owner: 'integration', ownerId: typed.id }, 'mtls_key');
  const hasMtls = typed.clientCertificate.trim() !== '' || typed.caCertificate.trim() !== '' || key !== null;
  const label = (field: Parameters<typeof fieldKey>[0]): string => t(fieldKey(field));
  const url = (field: 'boxUrl' | 'addUrl' | 'reconnectUrl' | 'removeUrl', value: string | null): CopyRow => ({
    label: label(field),
    value,
    ...(value === null ? { note: t('setup.sheet.noUrl') } : {}),
  });
  const pem = (field: 'clientCertificate' | 'caCertificate'): CopyRow => ({
    label: label(field),
    value: null,
    note:
      typed[field].trim() === '' ? t('setup.sheet.leaveEmpty') : <PemValue text={typed[field]} label={label(field)} />,
  });
  const name = typed.name.trim();
  return [
    { label: label('name'), value: name === '' ? null : name },
    url('boxUrl', urls.box),
    {
      label: label('authorizationUrl'),
      value: typed.authorizationUrl.trim() === '' ? null : urls.authorization,
      ...(typed.authorizationUrl.trim() === '' ? { note: t('setup.sheet.authorizationEmpty') } : {}),
    },
    url('addUrl', urls.add),
    url('reconnectUrl', urls.reconnect),
    url('removeUrl', urls.remove),
    { label: label('clientId'), value: typed.clientId.trim() === '' ? null : typed.clientId.trim() },
    { label: label('clientSecret'), value: secret, note: secretNote },
    pem('clientCertificate'),
    {
      label: label('privateKey'),
      value: null,
      note: hasMtls ? t('setup.sheet.keyKept') : t('setup.sheet.leaveEmpty'),
    },
    pem('caCertificate'),
    { label: label('color'), value: typed.color.trim() },
    { label: label('icon'), value: null, note: t(`setup.integration.icon.${typed.icon}`) },
    {
      label: label('digital3Outbound'),
      value: null,
      note: typed.digital3Outbound ? t('setup.sheet.switchOn') : t('setup.sheet.switchOff'),
    },
  ];
}

const fieldKey = <
  F extends
    | 'name'
    | 'boxUrl'
    | 'authorizationUrl'
    | 'addUrl'
    | 'reconnectUrl'
    | 'removeUrl'
    | 'clientId'
    | 'clientSecret'
    | 'clientCertificate'
    | 'privateKey'
    | 'caCertificate'
    | 'color'
    | 'icon'
    | 'digital3Outbound',
>(
  field: F,
) => `setup.integration.field.${field}` as const;
