import type { GivenParts, SecretOwner, SetupBook, SetupSecret, SetupSecretName } from '../domain/setup/book.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ErrorCode } from '../errors/catalogue.ts';

/** What a rule may look at beside the form itself. */
export interface SetupContext {
  readonly book: SetupBook;
  readonly secrets: readonly SetupSecret[];
  /** Integrations and channels that are not of the book. */
  readonly given: GivenParts;
  /** Base URL under which the relay is reached, or null while it is not known. */
  readonly publicUrl: string | null;
  /** Practice against the sandbox: http and addresses of this computer are allowed. */
  readonly allowPrivate: boolean;
}

export const errorAt = (field: string, code: ErrorCode, value: string | null = null): FieldProblem => ({
  field,
  code,
  value,
  weight: 'error',
});

export const warningAt = (field: string, code: ErrorCode, value: string | null = null): FieldProblem => ({
  field,
  code,
  value,
  weight: 'warning',
});

/** Warnings keep nobody from going on. */
export const hasErrors = (problems: readonly { readonly weight: 'error' | 'warning' }[]): boolean =>
  problems.some(({ weight }) => weight === 'error');

/** The field under which a problem of a secret stands: 'secrets.wechat_token'. */
export const secretField = (name: SetupSecretName): string => `secrets.${name}`;

export function secretOf(
  secrets: readonly SetupSecret[],
  { owner, ownerId }: SecretOwner,
  name: SetupSecretName,
): SetupSecret | null {
  return secrets.find((secret) => secret.owner === owner && secret.ownerId === ownerId && secret.name === name) ?? null;
}

/** Empty when all of them are set. */
export function missingSecrets(
  secrets: readonly SetupSecret[],
  owner: SecretOwner,
  names: readonly SetupSecretName[],
): FieldProblem[] {
  return names
    .filter((name) => secretOf(secrets, owner, name) === null)
    .map((name) => errorAt(secretField(name), 'SETUP_SECRET_MISSING'));
}
