import type { MessageEvent } from '#shared/domain/message.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { KeptTask } from './kept-task.ts';
import { actLine } from './one-act.ts';
import { Slices } from './slices.ts';
import { isStoreTrouble } from './store-trouble.ts';
import type { Clock } from '#shared/lib/clock.ts';

/**
 * Looks up in the time lines what of a task was done and not written down, so that nothing is done twice and all of it can be
 * taken back. Rejects with the store's trouble: then it is still in doubt.
 */
export async function clearDoubt(
  task: KeptTask,
  deps: { readonly store: Pick<RelayStore, 'message'>; readonly clock: Clock },
): Promise<void> {
  const { doubt } = task.progress;
  if (doubt === null || task.work === null) return;
  const slices = new Slices(deps.clock);
  const doneAt: (number | null)[] = [];
  for (const { id } of task.work.messages.slice(task.next, doubt.until)) {
    doneAt.push(actLine(await eventsOf(id, deps.store), task.head, doubt.since)?.at ?? null);
    await slices.rest();
  }
  // The store takes acts in their order: what was not done before the last one that was had been left alone.
  const last = doneAt.findLastIndex((at) => at !== null);
  for (const at of doneAt.slice(0, last + 1)) {
    if (at !== null) task.noteActed(at, at);
    task.note(
      at === null ? { outcome: 'skipped', code: 'MESSAGE_ACTION_NOT_POSSIBLE' } : { outcome: 'succeeded', code: null },
    );
  }
  task.change({ doubt: null });
}

/** None when it is not kept any more, or cannot be read. */
async function eventsOf(id: MessageId, store: Pick<RelayStore, 'message'>): Promise<readonly MessageEvent[]> {
  try {
    return (await store.message(id)).events;
  } catch (thrown) {
    const error = toRelayError(thrown);
    if (isStoreTrouble(error.code)) throw error;
    return [];
  }
}
