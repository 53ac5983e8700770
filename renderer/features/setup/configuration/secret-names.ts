import { SetupSecretName } from '#shared/domain/setup/book.ts';

/** A secret that has a name in the window. */
export const isSecretName = (text: string): text is SetupSecretName => SetupSecretName.safeParse(text).success;
