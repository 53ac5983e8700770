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

const mask = '••••';

/** Hides e-mail addresses and long numbers in message text. Order numbers of up to six digits stay readable. */
export function maskText(text: string): string {
  return personalPatterns.reduce((masked, pattern) => masked.replace(pattern, mask), text);
}

/** A piece of a text, and what is shown in its place: the same, or the mask. */
export interface MaskedPiece {
  readonly from: number;
  readonly until: number;
  readonly shown: string;
  readonly isMasked: boolean;
}

/** The text as `maskText` shows it, in pieces that tell where each came from. In order and without gaps. */
export function maskedPieces(text: string): MaskedPiece[] {
  const whole: MaskedPiece = { from: 0, until: text.length, shown: text, isMasked: false };
  return personalPatterns.reduce<MaskedPiece[]>(
    (pieces, pattern) => pieces.flatMap((piece) => (piece.isMasked ? [piece] : maskedIn(piece, pattern))),
    [whole],
  );
}

function maskedIn({ from, shown }: MaskedPiece, pattern: RegExp): MaskedPiece[] {
  const pieces: MaskedPiece[] = [];
  let end = 0;
  const add = (until: number, isMasked: boolean): void => {
    if (until > end) {
      pieces.push({
        from: from + end,
        until: from + until,
        shown: isMasked ? mask : shown.slice(end, until),
        isMasked,
      });
    }
    end = until;
  };
  for (const match of shown.matchAll(pattern)) {
    add(match.index, false);
    add(match.index + match[0].length, true);
  }
  add(shown.length, false);
  return pieces;
}

/** First characters of a text on one line, cut on a whole character and marked with an ellipsis. */
export function excerpt(text: string, maxCharacters: number): string {
  const oneLine = text.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(oneLine.slice(0, maxCharacters * 4));
  if (characters.length <= maxCharacters && oneLine.length <= maxCharacters * 4) return oneLine;
  return `${characters.slice(0, maxCharacters).join('')}…`;
}
