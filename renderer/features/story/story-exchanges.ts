import type { Exchange } from '#shared/domain/message-view.ts';
import type { MessageEvent } from '#shared/domain/message.ts';

/** An attempt's beginning is kept in whole milliseconds and by another clock reading than its first request, ms. */
const tolerance = 1_000;

export interface PlacedExchanges {
  /** By the place of the attempt in the time line. */
  readonly byEvent: ReadonlyMap<number, readonly Exchange[]>;
  /** Those whose attempt is not in the time line. */
  readonly others: readonly Exchange[];
}

/** Puts each call to the other side beneath the attempt that made it. */
export function placeExchanges(events: readonly MessageEvent[], exchanges: readonly Exchange[]): PlacedExchanges {
  const byEvent = new Map<number, Exchange[]>();
  const others: Exchange[] = [];
  for (const exchange of exchanges) {
    const attempts = events.flatMap((event, index) =>
      event.kind === 'attempt' && event.attempt === exchange.attempt ? [{ index, at: event.at }] : [],
    );
    // A message that was sent again by an operator may count its attempts anew.
    const place = attempts.findLast(({ at }) => at <= exchange.at + tolerance) ?? attempts[0];
    if (place === undefined) others.push(exchange);
    else byEvent.set(place.index, [...(byEvent.get(place.index) ?? []), exchange]);
  }
  return { byEvent, others };
}

/** By what is never masked. */
const keyOf = ({ at, attempt, part, method, durationMs }: Exchange): string =>
  [at, attempt, part, method, durationMs].join(' ');

/** The calls as they are known by now, unmasked where they were revealed. What came since then stays masked. */
export function revealedExchanges(
  present: readonly Exchange[],
  revealed: readonly Exchange[] | null,
): readonly Exchange[] {
  if (revealed === null) return present;
  const known = new Map(revealed.map((one) => [keyOf(one), one]));
  const newer = present.filter((one) => !known.has(keyOf(one)));
  return [...revealed, ...newer].sort((first, second) => first.at - second.at);
}

/** JSON on several lines; any other text, and what was cut, as it is. */
export function laidOut(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? JSON.stringify(parsed, null, 2) : text;
  } catch {
    return text;
  }
}

/** Host and path, without the question: enough to tell calls apart. */
export function shortUrl(url: string): string {
  const end = url.search(/[?#]/u);
  return (end === -1 ? url : url.slice(0, end)).replace(/^https?:\/\//u, '');
}
