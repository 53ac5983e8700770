import { isDeepStrictEqual } from 'node:util';
import type { AlertSettings } from '#shared/domain/alerts.ts';
import type { SecretOwner, SetupForm, SetupSecret, SetupSecretName } from '#shared/domain/setup/book.ts';
import type { AlertsOfFile } from '#shared/domain/setup/config-file.ts';
import type { RelayForm } from '#shared/domain/setup/relay-form.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { alertsMissing } from './alert-parts.ts';
import { formOfPart, type Part } from './parts.ts';
import { outWithoutIds, waysWithPassword } from './relay-sections.ts';

/** What is known of secrets here. */
export interface SecretsHere {
  readonly secrets: readonly SetupSecret[];
  /** Null while the relay does not run. */
  readonly alerts: AlertSettings | null;
  /** Variables of the tunnel whose secret is kept. */
  readonly tunnel: readonly string[];
  /** As relay.json says them, with their passwords; null when it does not, or the set-up has ways of its own. */
  readonly givenWays: RelayForm['out'] | null;
}

/** Which secrets a part needs and has not here, by the names of `ConfigurationDifference`. */
export function secretsMissing(part: Part, here: SecretsHere): string[] {
  switch (part.kind) {
    case 'alerts':
      return alertsMissing(part.content as AlertsOfFile, here.alerts);
    case 'tunnel':
      return (part.content as TunnelSettings).variables
        .filter(({ name, from }) => from === 'vault' && !here.tunnel.includes(name))
        .map(({ name }) => `tunnel:${name}`);
    case 'relay': {
      const { out } = part.content as RelayForm;
      if (here.givenWays !== null && isDeepStrictEqual(outWithoutIds(out), outWithoutIds(here.givenWays))) return [];
      const lacks = (ownerId: string): boolean => !has(here, { owner: 'relay', ownerId }, 'proxy_password');
      return waysWithPassword(part.content as RelayForm).some(lacks) ? ['proxy_password'] : [];
    }
    default: {
      const form = formOfPart(part);
      if (form?.kind !== 'integration' && form?.kind !== 'channel') return [];
      const owner: SecretOwner = { owner: form.kind, ownerId: form.form.id };
      return needed(form).filter((name) => !has(here, owner, name));
    }
  }
}

const has = ({ secrets }: SecretsHere, { owner, ownerId }: SecretOwner, name: SetupSecretName): boolean =>
  secrets.some((one) => one.owner === owner && one.ownerId === ownerId && one.name === name);

function needed(form: Extract<SetupForm, { kind: 'integration' | 'channel' }>): SetupSecretName[] {
  if (form.kind === 'channel') {
    return [
      'wechat_app_secret',
      'wechat_token',
      ...(form.form.wechat.mode === 'plain' ? [] : ['wechat_aes_key' as const]),
    ];
  }
  const hasCertificate = form.form.clientCertificate.trim() !== '';
  return [
    'box_secret',
    ...(hasCertificate ? ['mtls_key' as const] : []),
    'cxone_client_secret',
    'cxone_access_key_secret',
  ];
}
