import type { CredentialName } from '#shared/domain/credential.ts';
import type { SecretOwner, SetupSecretName } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import type { SetupDeps } from './setup-deps.ts';

/** What the relay's credential desk calls a secret of the set-up. The key of mTLS is not among them, and of CXone's calls to us each new one counts at once. */
const deskNames: Partial<Record<SetupSecretName, CredentialName>> = {
  wechat_app_secret: 'wechat_app_secret',
  wechat_token: 'wechat_token',
  wechat_aes_key: 'wechat_encoding_aes_key',
  cxone_client_secret: 'cxone_client',
  cxone_access_key_secret: 'cxone_access_key',
};

/** Names at the desk whose value is another one than before the apply. */
export function changedAtDesk(
  changed: readonly SetupSecretName[],
  before: IntegrationForm | null,
  after: IntegrationForm | null,
): CredentialName[] {
  const names = changed.map((secret) => deskNames[secret]);
  if (before !== null && after !== null) {
    if (before.cxone.clientId !== after.cxone.clientId) names.push('cxone_client');
    if (before.cxone.accessKeyId !== after.cxone.accessKeyId) names.push('cxone_access_key');
  }
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** A value set at the credential desk would go before the one applied here, and the person has just said which one is right. */
export function forgetDeskValues(deps: SetupDeps, owner: SecretOwner, names: readonly CredentialName[]): void {
  if (names.length === 0) return;
  const by = deps.by();
  deps.tasks.add('credentials.useConfig', async () => {
    const { credentials } = await deps.client.invoke('credentials.desk', null);
    for (const { owner: kind, ownerId, name, source } of credentials) {
      if (source !== 'desk' || kind !== owner.owner || ownerId !== owner.ownerId || !names.includes(name)) continue;
      await deps.client.invoke('credentials.useConfig', { key: { owner: kind, ownerId, name }, by });
    }
  });
}
