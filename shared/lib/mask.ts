/** Keeps the last four characters, so that two lines can still be matched to one end user. */
export function maskId(id: string): string {
  return id.length <= 4 ? '…' : `…${id.slice(-4)}`;
}

/** Shorter words of a secret are ordinary words ('Bearer'), and hiding them would hide what was said. */
const shortestKeyPart = 8;

/**
 * A text of the other side's with our own secrets taken out, for it may repeat what we sent. A secret of several words
 * ('Bearer …') is known by each of its long ones, too.
 */
export function withoutSecrets(text: string, secrets: readonly (string | null)[]): string {
  const hidden = secrets.flatMap((secret) => {
    if (secret === null || secret === '') return [];
    return [secret, ...secret.split(' ').filter((part) => part.length >= shortestKeyPart)];
  });
  return hidden.reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
}

const personalPatterns: readonly RegExp[] = [
  // E-mail addresses. Lengths are bounded (RFC 5321: 64 before the sign, 255 behind), or long words would take for ever.
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}\.\p{L}{2,24}/gu,
  // Runs of seven or more digits, with the separators people write in phone, card and identity numbers.
  /(?:\+|\b)\d(?:[ \-./()]?\d){6,}/gu,
];

/** Hides e-mail addresses and long numbers in message text. Order numbers of up to six digits stay readable. */
export function maskText(text: string): string {
  return personalPatterns.reduce((masked, pattern) => masked.replace(pattern, '••••'), text);
}

/** First characters of a text on one line, cut on a whole character and marked with an ellipsis. */
export function excerpt(text: string, maxCharacters: number): string {
  const oneLine = text.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(oneLine.slice(0, maxCharacters * 4));
  if (characters.length <= maxCharacters && oneLine.length <= maxCharacters * 4) return oneLine;
  return `${characters.slice(0, maxCharacters).join('')}…`;
}
