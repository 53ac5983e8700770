import type { MessageAction, MessageEvent, TrafficRow } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { ActOutcome, TaskHead } from './kept-task.ts';
import type { PlannedMessage } from './planned-message.ts';
import type { SingleActs } from './single-acts.ts';
import { isStoreTrouble } from './store-trouble.ts';

export interface OneActDeps {
  readonly store: Pick<RelayStore, 'message' | 'rows'>;
  readonly actions: Pick<SingleActs, 'act'>;
}

/** The line that an act leaves in a message's time line. */
const lineOf = {
  send_again: 'sent_again',
  confirm_arrived: 'confirmed_arrived',
  give_up: 'given_up',
  discard: 'discarded',
  restore: 'restored',
} as const satisfies Readonly<Record<MessageAction, MessageEvent['kind']>>;

/** Not possible any more when its turn came: nothing failed. */
const skips: ReadonlySet<ErrorCode> = new Set([
  'MESSAGE_ACTION_NOT_POSSIBLE',
  'MESSAGE_MAY_ARRIVE_TWICE',
  'MESSAGE_NOT_FOUND',
  'TASK_MESSAGE_BUSY',
]);

/** The store's trouble: nobody knows what came of the act. */
export interface ActTrouble {
  readonly trouble: ErrorCode;
}

/**
 * Acts upon some messages, each if it still is as it was planned. They are looked at first; then the acts begin in one turn of the
 * event loop, in their order, so that the store takes them in that order and with one flush of the disk.
 */
export async function actUpon(
  messages: readonly PlannedMessage[],
  task: TaskHead,
  deps: OneActDeps,
): Promise<(ActOutcome | ActTrouble)[]> {
  const looks: (ActOutcome | ActTrouble | null)[] = [];
  for (const message of messages) looks.push(await endOf(() => lookAt(message, task, deps)));
  const { action, acceptTwice, by } = task;
  const acts = messages.map(({ id }, place) => {
    const seen = looks[place] ?? null;
    if (seen !== null) return Promise.resolve(seen);
    return endOf(async (): Promise<ActOutcome> => {
      await deps.actions.act({ id, action, acceptTwice, by });
      return { outcome: 'succeeded', code: null };
    });
  });
  return Promise.all(acts);
}

async function endOf<T>(work: () => Promise<T>): Promise<T | ActOutcome | ActTrouble> {
  try {
    return await work();
  } catch (thrown) {
    const { code } = toRelayError(thrown);
    if (isStoreTrouble(code)) return { trouble: code };
    return { outcome: skips.has(code) ? 'skipped' : 'failed', code };
  }
}

/** The line of a time line that says that the task acted upon its message at that moment or later. */
export function actLine(
  events: readonly MessageEvent[],
  { action, by }: TaskHead,
  since: number,
): MessageEvent | undefined {
  return events.find((event) => event.kind === lineOf[action] && event.by === by && event.at >= since);
}

/** Somebody, or something, was quicker: what he did is not undone behind his back. Null when nothing stands in the way. */
async function lookAt(message: PlannedMessage, task: TaskHead, { store }: OneActDeps): Promise<ActOutcome | null> {
  const { action, takesBack } = task;
  if (takesBack !== null) {
    const { row, events } = await store.message(message.id);
    const last = events.findLast(({ kind }) => kind === 'discarded');
    const isOurs =
      last !== undefined && last.by === takesBack.by && last.at >= takesBack.from && last.at <= takesBack.until;
    return isOurs && row.state === message.state ? null : leftAlone;
  }
  const [read] = await store.rows([message.seq]);
  const row: TrafficRow = read?.id === message.id ? read : (await store.message(message.id)).row;
  if (row.state !== message.state) return leftAlone;
  const isBusy = action === 'discard' && row.pendingReason === 'sending';
  return isBusy ? { outcome: 'skipped', code: 'TASK_MESSAGE_BUSY' } : null;
}

const leftAlone: ActOutcome = { outcome: 'skipped', code: 'MESSAGE_ACTION_NOT_POSSIBLE' };
