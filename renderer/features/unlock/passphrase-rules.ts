/** A new passphrase has at least this many characters. */
export const minPassphraseLength = 12;

/** Characters as people count them: an emoji or a Chinese character is one. */
export function missingCharacters(passphrase: string): number {
  return Math.max(0, minPassphraseLength - Array.from(passphrase).length);
}
