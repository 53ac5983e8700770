/** Shorter parts of a path are names, and to hide them would hide what was said. */
const shortestKey = 12;

/**
 * What of an address gives the right to use it: chats and watchers put their key into its path or query. As it stands
 * there, and as the other side reads it.
 */
export function keysInAddress(address: string): readonly string[] {
  if (!URL.canParse(address)) return [];
  const { pathname, search } = new URL(address);
  const values = search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [...pathname.split('/'), ...values]
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length >= shortestKey);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign: it stands for itself.
    return part;
  }
}
