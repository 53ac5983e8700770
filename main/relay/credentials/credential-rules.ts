import type { CredentialKey, CredentialName, CredentialValue } from '#shared/domain/credential.ts';
import { EncodingAesKey } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

export const namesOf: Readonly<Record<CredentialKey['owner'], readonly CredentialName[]>> = {
  channel: ['wechat_app_secret', 'wechat_token', 'wechat_encoding_aes_key'],
  integration: ['cxone_client', 'cxone_access_key'],
};

/** Pushes are signed and encrypted by WeChat: those under way during a change come with the secret before. */
const ofPushes: ReadonlySet<CredentialName> = new Set<CredentialName>(['wechat_token', 'wechat_encoding_aes_key']);
const withIdentifier: ReadonlySet<CredentialName> = new Set<CredentialName>(['cxone_client', 'cxone_access_key']);

export function isOfPushes(name: CredentialName): boolean {
  return ofPushes.has(name);
}

export function hasIdentifier(name: CredentialName): boolean {
  return withIdentifier.has(name);
}

/** WeChat: the Token of message push is 3 to 32 letters and digits. */
const wechatToken = /^[A-Za-z0-9]{3,32}$/u;
/** They go into bodies and headers as they are: no blanks at the ends, and nothing that is not seen. */
const visible = /^[^\s\p{C}](?:[^\p{C}\u2028\u2029]*[^\s\p{C}])?$/u;

/** Throws CREDENTIAL_INVALID, whose value is the field that is wrong. */
export function checkValue(name: CredentialName, { identifier, secret }: CredentialValue): void {
  if (identifier !== null && (!hasIdentifier(name) || !visible.test(identifier))) throw invalid('identifier');
  if (!isRightSecret(name, secret)) throw invalid('secret');
}

function isRightSecret(name: CredentialName, secret: string): boolean {
  switch (name) {
    case 'wechat_token':
      return wechatToken.test(secret);
    case 'wechat_encoding_aes_key':
      return EncodingAesKey.safeParse(secret).success;
    case 'wechat_app_secret':
    case 'cxone_client':
    case 'cxone_access_key':
      return visible.test(secret);
  }
}

function invalid(field: string): RelayError {
  return new RelayError('CREDENTIAL_INVALID', `the ${field} has not the right form`, { value: field });
}
