import { createContext, Script } from 'node:vm';
import { hasErrors } from '#shared/setup/context.ts';
import { checkPublicUrl, cleanPublicUrl } from '#shared/setup/address-rules.ts';

/** A pattern an operator wrote may take for ever on the wrong line: it gets so long, once. */
const longestMatchMs = 50;
const longestLine = 2_000;

export type ReadAddress = { readonly kind: 'nothing' | 'too_slow' } | { readonly kind: 'found'; readonly url: string };

/**
 * Finds a public address in lines of a program's output: the first group of the pattern, or all that it matches. What is no
 * address WeChat could call is not taken. After a line that took too long it reads no more.
 */
export function createAddressReader(pattern: string): (line: string) => ReadAddress {
  if (pattern === '') return () => ({ kind: 'nothing' });
  const inside = { pattern, line: '', found: null as unknown };
  // The limit on time is the engine's own, which looks at it inside of a match too.
  const context = createContext(inside);
  const script = new Script('found = new RegExp(pattern, "u").exec(line)');
  let isOver = false;
  return (line) => {
    if (isOver) return { kind: 'nothing' };
    inside.line = line.slice(0, longestLine);
    try {
      script.runInContext(context, { timeout: longestMatchMs });
    } catch {
      isOver = true;
      return { kind: 'too_slow' };
    }
    const url = textOf(inside.found);
    if (url === null || hasErrors(checkPublicUrl(url, false))) return { kind: 'nothing' };
    return { kind: 'found', url: cleanPublicUrl(url) };
  };
}

function textOf(found: unknown): string | null {
  if (typeof found !== 'object' || found === null) return null;
  const [all, group] = found as { readonly 0?: unknown; readonly 1?: unknown } & ArrayLike<unknown> & Iterable<unknown>;
  const text = group ?? all;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}
