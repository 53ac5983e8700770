/** A stretch of text that loses its meaning when it is cut. */
export interface Span {
  readonly from: number;
  /** Behind its last character. */
  readonly to: number;
}

/** An address ends at a blank, at quotation or bracket signs, or where Chinese or Japanese goes on behind it. */
const addresses =
  /(?:https?|weixin):\/\/[^\s<>"'\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/giu;

/** Longer ones are cut rather than sent apart from their text. */
const longestLinkUnits = 2_000;

/** Addresses and links (`<a href=…>…</a>`, which WeChat shows as such) of a text, in order. Linear in its length. */
export function protectedSpans(text: string): readonly Span[] {
  const links = linksIn(text);
  const spans = [...text.matchAll(addresses)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  return links.length === 0 ? spans : merged([...links, ...spans]);
}

/** The span a cut at `at` would go through, or null. */
export function spanAround(spans: readonly Span[], at: number): Span | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  const span = spans[low];
  return span !== undefined && span.from < at ? span : null;
}

function linksIn(text: string): Span[] {
  const found: Span[] = [];
  let end = -1;
  for (const { index } of text.matchAll(/<a\s/giu)) {
    if (end < index) end = text.indexOf('</a>', index);
    if (end < 0) break;
    const to = end + 4;
    if (to - index <= longestLinkUnits) found.push({ from: index, to });
  }
  return found;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from < last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}
