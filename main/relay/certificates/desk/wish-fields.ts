import { RelayError } from '#shared/errors/relay-error.ts';

/** What cannot be put into a certificate is named by the field it was entered in, not by what stands there. */
export async function fieldNamed<T>(field: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (thrown) {
    throw thrown instanceof RelayError && thrown.code === 'CERT_WISH_INVALID' ? wrongField(field) : thrown;
  }
}

export function wrongField(field: string): RelayError {
  return new RelayError('CERT_WISH_INVALID', `${field} cannot be put into a certificate`, { value: field });
}
