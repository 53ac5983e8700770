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

/** Where something personal stands in a text. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/** Lengths are bounded (RFC 5321: 64 before the sign, 255 behind), or long words would take for ever. */
const localCharacters = 64;
const localPattern = /[\p{L}\p{N}._%+-]/u;
/** UTF-16 units between the sign and the last point that belongs to the domain, at most. */
const farthestPoint = 2 * 255 + 1;
const domainPattern = /@[\p{L}\p{N}.-]{1,255}\.\p{L}{2,24}/uy;
/**
 * Runs of seven or more digits, those of full width too, with the separators people write in phone, card and identity numbers. Also
 * right behind a letter: 'V13800138000' is how a phone number is handed on.
 */
const numberPattern = /\+?[\d\uff10-\uff19](?:[ \-./()\u00a0\u2010-\u2015\u3000\uff0d]?[\d\uff10-\uff19]){6,}/gu;

/**
 * E-mail addresses, found from their sign: to look for them from the left costs a long text without any, or one written
 * without spaces, sixty times as much.
 */
function emailsIn(text: string): Span[] {
  const found: Span[] = [];
  let end = 0;
  let point = -1;
  for (let sign = text.indexOf('@'); sign >= 0; sign = text.indexOf('@', sign + 1)) {
    if (sign < end) continue;
    if (point < sign) point = text.indexOf('.', sign);
    if (point < 0) break;
    if (point - sign > farthestPoint) continue;
    domainPattern.lastIndex = sign;
    if (!domainPattern.test(text)) continue;
    const { lastIndex } = domainPattern;
    const from = localPartBefore(text, sign, end);
    if (from === sign) continue;
    end = lastIndex;
    found.push({ from, until: end });
  }
  return found;
}

/** Where the part before the sign begins; the sign's own place when there is none. */
function localPartBefore(text: string, sign: number, bound: number): number {
  let from = sign;
  for (let count = 0; count < localCharacters && from > bound; count += 1) {
    const unit = text.charCodeAt(from - 1);
    const isPair = unit >= 0xdc00 && unit <= 0xdfff && from - 2 >= bound && isHigh(text.charCodeAt(from - 2));
    const before = from - (isPair ? 2 : 1);
    if (!localPattern.test(text.slice(before, from))) break;
    from = before;
  }
  return from;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function numbersIn(text: string): Span[] {
  return [...text.matchAll(numberPattern)].map(({ 0: match, index }) => ({ from: index, until: index + match.length }));
}

/** In the order in which they are hidden: what is hidden by one is not looked at by the next. */
const personalFinders: readonly ((text: string) => Span[])[] = [emailsIn, numbersIn];

const mask = '••••';

/** Hides e-mail addresses and long numbers in message text. Order numbers of up to six digits stay readable. */
export function maskText(text: string): string {
  return personalFinders.reduce((masked, find) => hidden(masked, find(masked)), text);
}

function hidden(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let shown = '';
  let end = 0;
  for (const { from, until } of spans) {
    shown += text.slice(end, from) + mask;
    end = until;
  }
  return shown + text.slice(end);
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
  return personalFinders.reduce<MaskedPiece[]>(
    (pieces, find) => pieces.flatMap((piece) => (piece.isMasked ? [piece] : maskedIn(piece, find))),
    [whole],
  );
}

function maskedIn({ from, shown }: MaskedPiece, find: (text: string) => Span[]): MaskedPiece[] {
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
  for (const span of find(shown)) {
    add(span.from, false);
    add(span.until, true);
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
