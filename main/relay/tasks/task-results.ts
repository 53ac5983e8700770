import type { TaskResult, TaskResults } from '#shared/domain/message-task.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { ActOutcome, OutcomeRun, TaskWork } from './kept-task.ts';
import { Slices } from './slices.ts';

/** So many rows are read at once. */
const rowsAtOnce = 10;

/** A page of what came of a task's messages, each with its row as it stands now. */
export async function resultsPage(
  { messages, runs }: TaskWork,
  { from, limit }: { readonly from: number; readonly limit: number },
  deps: { readonly store: Pick<RelayStore, 'rows'>; readonly clock: Clock },
): Promise<TaskResults> {
  const page = messages.slice(from, from + limit);
  const outcomes = outcomesOf(runs, from, page.length);
  const rows = new Map<string, TrafficRow>();
  const slices = new Slices(deps.clock);
  for (let place = 0; place < page.length; place += rowsAtOnce) {
    const seqs = page.slice(place, place + rowsAtOnce).map(({ seq }) => seq);
    for (const row of await deps.store.rows(seqs)) rows.set(row.id, row);
    await slices.rest();
  }
  const results = page.map(({ id }, place): TaskResult => {
    const { outcome, code } = outcomes[place] ?? { outcome: 'waiting', code: null };
    return { id, outcome, code, row: rows.get(id) ?? null };
  });
  return { results, next: from + page.length < messages.length ? from + page.length : null };
}

function outcomesOf(runs: readonly OutcomeRun[], from: number, length: number): ActOutcome[] {
  const outcomes: ActOutcome[] = [];
  let place = 0;
  for (const { outcome, code, count } of runs) {
    const first = Math.max(from, place);
    const end = Math.min(from + length, place + count);
    for (let at = first; at < end; at += 1) outcomes.push({ outcome, code });
    place += count;
    if (place >= from + length) break;
  }
  return outcomes;
}
