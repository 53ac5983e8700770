import { domainToASCII } from 'node:url';
import { isIP } from 'node:net';

const maxLength = 256;
/** Control characters, direction marks, joiners and other characters without a shape; lone surrogates. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** A text of a certificate or file name, fit to be shown: what has no shape becomes a mark, what is too long is cut. */
export function harmless(text: string): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replace(unsafe, '\u{fffd}');
}

export function isHarmless(text: string): boolean {
  return text.length <= maxLength && text.search(unsafe) === -1 && !hasLookAlikes(text);
}

/** Scripts whose letters look like Latin ones. */
const lookAlike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

/** A word of Latin letters with one of another script among them reads as a name that it is not. */
function hasLookAlikes(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => lookAlike.test(word) && /\p{Script=Latin}/u.test(word));
}

/**
 * Whether a name of a certificate covers a host: wildcards stand for exactly one whole label, and never just below a top
 * level (RFC 6125, 6.4.3). Internationalised names are compared in their ASCII form.
 */
export function coversHost(names: readonly string[], host: string): boolean {
  if (isIP(host) !== 0) return names.some((name) => isIP(name) !== 0 && sameAddress(name, host));
  const wanted = asciiHost(host);
  if (wanted === '') return false;
  const [, ...rest] = wanted.split('.');
  return names.some((name) => {
    if (!name.startsWith('*.')) return asciiHost(name) === wanted;
    const base = asciiHost(name.slice(2));
    return base.includes('.') && base === rest.join('.');
  });
}

const asciiHost = (host: string): string => domainToASCII(host.toLowerCase().replace(/\.$/u, ''));

const sameAddress = (a: string, b: string): boolean => canonicalAddress(a) === canonicalAddress(b);

function canonicalAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname : address;
}
