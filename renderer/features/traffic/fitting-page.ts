import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import type { ConsoleClient } from '#renderer/lib/console-client.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { matchesText } from '#renderer/lib/traffic-rows.ts';
import type { TrafficLook } from '#renderer/store/traffic-slice.ts';

/** Rows of a page; enough for any screen. */
const pageSize = 200;
/** As many rows as the relay gives at once. */
const lookSize = 500;
/** So many rows are looked through for a text before somebody has to ask for more. */
export const mostLookedThrough = 10_000;

interface PageRequest {
  readonly query: TrafficQuery;
  readonly beforeSeq: number | null;
  /** False as soon as nobody waits for the answer any more. */
  readonly isWanted: () => boolean;
}

function toFilter({ channelIds, direction, kinds, states }: TrafficQuery): TrafficFilter {
  return {
    ...(channelIds.length === 0 ? {} : { channelIds: [...channelIds] }),
    ...(direction === null ? {} : { direction }),
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    ...(states.length === 0 ? {} : { states: [...states] }),
  };
}

/**
 * The next page of rows that fit. The relay narrows by all but the text; for that, page after page is looked through, up
 * to a bound.
 */
export async function fittingPage(
  client: Pick<ConsoleClient, 'invoke'>,
  { query, beforeSeq, isWanted }: PageRequest,
): Promise<TrafficLook & { readonly rows: readonly TrafficRow[] }> {
  const filter = toFilter(query);
  const text = query.text.trim();
  if (text === '') {
    const page = await client.invoke('traffic.page', { filter, beforeSeq, limit: pageSize });
    return { rows: page.rows, olderBefore: page.nextBeforeSeq, lookedThrough: 0, isStopped: false };
  }
  const rows: TrafficRow[] = [];
  let lookedThrough = 0;
  let from = beforeSeq;
  for (;;) {
    const page = await client.invoke('traffic.page', { filter, beforeSeq: from, limit: lookSize });
    rows.push(...page.rows.filter((row) => matchesText(row, text)));
    lookedThrough += page.rows.length;
    from = page.nextBeforeSeq;
    const isStopped = from !== null && lookedThrough >= mostLookedThrough && rows.length < pageSize;
    if (from === null || isStopped || rows.length >= pageSize || !isWanted()) {
      return { rows, olderBefore: from, lookedThrough, isStopped };
    }
  }
}
