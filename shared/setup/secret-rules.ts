import type { SetupSecretName } from '../domain/setup/book.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import { errorAt, secretField } from './context.ts';
import { isFilled } from './names.ts';
import { isPrivateKeyPem } from './pem.ts';

/** As it is kept: pasted spaces and line ends around it are not part of a secret. */
export const cleanSecret = (value: string): string => value.trim();

/**
 * The form of a secret as typed or pasted, under 'secrets.{name}'. To be asked before `setup.setSecret`: afterwards nobody
 * sees it again. Never repeats what was typed.
 */
export function checkSecret(name: SetupSecretName, value: string): FieldProblem[] {
  const field = secretField(name);
  if (!isFilled(value)) return [errorAt(field, 'SETUP_REQUIRED')];
  const text = cleanSecret(value);
  switch (name) {
    case 'wechat_app_secret':
      return /^[0-9a-f]{32}$/iu.test(text) ? [] : [errorAt(field, 'SETUP_APP_SECRET_FORM')];
    case 'wechat_token':
      return /^[A-Za-z0-9]{3,32}$/u.test(text) ? [] : [errorAt(field, 'SETUP_TOKEN_FORM')];
    case 'wechat_aes_key':
      return /^[A-Za-z0-9]{43}$/u.test(text) ? [] : [errorAt(field, 'SETUP_AES_KEY_FORM', String([...text].length))];
    case 'mtls_key':
      return isPrivateKeyPem(text) ? [] : [errorAt(field, 'SETUP_MTLS_KEY')];
    case 'proxy_password':
      return /^[^\p{Cc}]{1,1000}$/u.test(text) ? [] : [errorAt(field, 'SETUP_PROXY_PASSWORD_FORM')];
    case 'box_secret':
    case 'cxone_client_secret':
    case 'cxone_access_key_secret':
      return /^[\x21-\x7e]{1,1000}$/u.test(text) ? [] : [errorAt(field, 'SETUP_SECRET_FORM')];
  }
}
