const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Random small letters and digits that cannot be mistaken for one another. */
function randomText(length: number): string {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters[byte % letters.length]).join('');
}

/** A client id nobody else has: CXone shows it to our token endpoint. */
export const newClientId = (): string => `veerpont-${randomText(16)}`;
