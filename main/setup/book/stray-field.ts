/**
 * Path of the first field of `raw` that its parsed form does not have ('channels.0.nickname'), or null. Schemas leave such fields
 * out without a word; who writes a file back has to know that something of a newer version would be lost.
 */
export function strayField(raw: unknown, parsed: unknown, path = ''): string | null {
  if (typeof raw !== 'object' || raw === null) return null;
  if (typeof parsed !== 'object' || parsed === null) return path;
  for (const name of Object.keys(raw)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(parsed, name)) return here;
    const found = strayField((raw as Record<string, unknown>)[name], (parsed as Record<string, unknown>)[name], here);
    if (found !== null) return found;
  }
  return null;
}
