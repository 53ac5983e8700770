import { useTexts } from '#renderer/lib/texts-context.tsx';

const labelled = {
  name: 'name',
  boxUrl: 'boxUrl',
  authorizationUrl: 'authorizationUrl',
  addUrl: 'addUrl',
  reconnectUrl: 'reconnectUrl',
  removeUrl: 'removeUrl',
  clientId: 'clientId',
  'secrets.box_secret': 'clientSecret',
  clientCertificate: 'clientCertificate',
  'secrets.mtls_key': 'privateKey',
  caCertificate: 'caCertificate',
  color: 'color',
  icon: 'icon',
  digital3Outbound: 'digital3Outbound',
  integrationId: 'integrationId',
  'cxone.issuer': 'issuer',
  'cxone.apiBase': 'apiBase',
  'cxone.tenantId': 'tenantId',
  'cxone.clientId': 'applicationId',
  'cxone.accessKeyId': 'accessKeyId',
  'secrets.cxone_client_secret': 'applicationSecret',
  'secrets.cxone_access_key_secret': 'accessKeySecret',
} as const;

const isLabelled = (field: string): field is keyof typeof labelled => Object.hasOwn(labelled, field);

/** The name of a field as the form shows it; of the form as a whole when it is none of its fields. */
export function useIntegrationLabel(): (field: string) => string {
  const { t } = useTexts();
  return (field) =>
    isLabelled(field) ? t(`setup.integration.field.${labelled[field]}`) : t('setup.integration.whole');
}
