import { randomBytes, randomInt } from 'node:crypto';
import type { SetupSecretName } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Base64 characters whose last two bits are nothing: a 43rd one stands for four bits only. */
const lastOfAesKey = 'AEIMQUYcgkosw048';

const pick = (characters: string, count: number): string =>
  Array.from({ length: count }, () => characters.charAt(randomInt(characters.length))).join('');

/**
 * A new secret of the system's own chance: 256 bits for CXone's calls, and what WeChat's form takes at most (token: 32 letters
 * and digits; EncodingAESKey: 43, read as Base64 with '=' behind). Throws SETUP_NOT_OFFERED for what only others can make.
 */
export function makeSecret(name: SetupSecretName): string {
  switch (name) {
    case 'box_secret':
      return randomBytes(32).toString('base64url');
    case 'wechat_token':
      return pick(alphanumerics, 32);
    case 'wechat_aes_key':
      return pick(alphanumerics, 42) + pick(lastOfAesKey, 1);
    case 'mtls_key':
    case 'cxone_client_secret':
    case 'cxone_access_key_secret':
    case 'wechat_app_secret':
    case 'proxy_password':
      throw new RelayError('SETUP_NOT_OFFERED', `${name} cannot be made here`);
  }
}
