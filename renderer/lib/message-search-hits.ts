import type { SearchRow } from '#shared/domain/message-search.ts';
import { drawnText } from './safe-text.ts';

export interface SnippetPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** Moves a place between two characters: not into a pair of surrogates, not before a combining mark. */
function whole(text: string, place: number, step: 1 | -1): number {
  let at = Math.min(Math.max(place, 0), text.length);
  while (at > 0 && at < text.length && /^[\uDC00-\uDFFF\p{M}\u200D\uFE0F]/u.test(text.slice(at, at + 2))) at += step;
  return at;
}

/**
 * The excerpt in parts, each safe to draw, with what was searched for marked. Marks that overlap, stand in the wrong order or
 * reach beyond the text do no harm.
 */
export function snippetParts({ snippet, hits }: Pick<SearchRow, 'snippet' | 'hits'>): readonly SnippetPart[] {
  const parts: SnippetPart[] = [];
  const add = (from: number, until: number, isHit: boolean): void => {
    const { text } = drawnText(snippet.slice(from, until), 300);
    if (text !== '') parts.push({ text, isHit });
  };
  let at = 0;
  for (const hit of [...hits].sort((a, b) => a.from - b.from)) {
    const from = Math.max(at, whole(snippet, hit.from, -1));
    const until = whole(snippet, hit.until, 1);
    if (until <= from) continue;
    add(at, from, false);
    add(from, until, true);
    at = until;
  }
  add(at, snippet.length, false);
  return parts;
}
