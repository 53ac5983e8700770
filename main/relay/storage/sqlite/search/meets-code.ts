/** The whole code, or a word of it: 'HTTP 503' is found by 503. */
export function isCode(wanted: string, code: string | null): boolean {
  if (code === null) return false;
  const [one, other] = [wanted.toUpperCase(), code.toUpperCase()];
  return one === other || other.split(/\s+/u).includes(one);
}
