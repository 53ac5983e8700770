/**
 * What stands in a path of a compared value where its pattern has '#' (a place in a list) or '*' (an id); null when the path is
 * another one. '**' at the end takes all that is left: names of a template's fields may have dots.
 */
export function matchPath(pattern: string, path: string): readonly string[] | null {
  const wanted = pattern.split('.');
  const parts = path.split('.');
  const last = wanted.length - 1;
  if (wanted[last] === '**' && parts.length > last) parts.splice(last, parts.length, parts.slice(last).join('.'));
  if (parts.length !== wanted.length) return null;
  const found: string[] = [];
  for (const [index, part] of parts.entries()) {
    const one = wanted[index];
    if (one === '*' || one === '**' || (one === '#' && /^\d+$/u.test(part))) found.push(part);
    else if (one !== part) return null;
  }
  return found;
}
