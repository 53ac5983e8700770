import type { CredentialName } from '#shared/domain/credential.ts';

export interface CredentialFields {
  /** Empty where the credential has none. */
  readonly identifier: string;
  readonly secret: string;
}

export type FieldProblem =
  | { readonly key: 'empty' }
  | { readonly key: 'spaces' }
  | { readonly key: 'tooLong' }
  | { readonly key: 'token' }
  | { readonly key: 'aesCharacters' }
  | { readonly key: 'aesLength'; readonly count: number };

export type CredentialProblems = Partial<Record<keyof CredentialFields, FieldProblem>>;

const longest: Readonly<Record<keyof CredentialFields, number>> = { identifier: 200, secret: 1_000 };

/** WeChat, message push: a token of 3 to 32, an EncodingAESKey of exactly 43 letters and digits. */
const tokenForm = /^[A-Za-z0-9]{3,32}$/u;
const aesKeyLength = 43;

export function hasIdentifier(name: CredentialName): boolean {
  return name === 'cxone_client' || name === 'cxone_access_key';
}

function textProblem(value: string, field: keyof CredentialFields): FieldProblem | null {
  if (value === '') return { key: 'empty' };
  if (value.trim() !== value) return { key: 'spaces' };
  return value.length > longest[field] ? { key: 'tooLong' } : null;
}

function secretProblem(name: CredentialName, secret: string): FieldProblem | null {
  const plain = textProblem(secret, 'secret');
  if (plain !== null) return plain;
  if (name === 'wechat_token') return tokenForm.test(secret) ? null : { key: 'token' };
  if (name !== 'wechat_encoding_aes_key') return null;
  if (!/^[A-Za-z0-9]+$/u.test(secret)) return { key: 'aesCharacters' };
  return secret.length === aesKeyLength ? null : { key: 'aesLength', count: secret.length };
}

/** What is wrong with what was typed, before any of it is sent. */
export function credentialProblems(name: CredentialName, fields: CredentialFields): CredentialProblems {
  const identifier = hasIdentifier(name) ? textProblem(fields.identifier, 'identifier') : null;
  const secret = secretProblem(name, fields.secret);
  return { ...(identifier === null ? {} : { identifier }), ...(secret === null ? {} : { secret }) };
}
