import { toRelayError } from '#shared/errors/relay-error.ts';
import type { MessageContent, MessageState } from '#shared/domain/message.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { lotus, tulip } from '#test/contracts/new-message.ts';

/** What a reader of the store finds of one message. */
export type Finding =
  | {
      readonly kind: 'readable';
      readonly state: MessageState;
      readonly text: string;
      readonly offered: boolean;
      /** Its state in the list of messages, or null when it is not in there. */
      readonly listed: MessageState | null;
    }
  /** In the store, and known to be damaged. */
  | { readonly kind: 'damaged'; readonly code: string }
  /** Not found by its id. `listed`: its state in the list of messages, or null when it is not in there either. */
  | { readonly kind: 'absent'; readonly listed: MessageState | null; readonly offered: boolean };

export interface StoreFindings {
  readonly messages: Readonly<Record<string, Finding>>;
  readonly missing: number;
  readonly accepted: number;
  readonly agrees: boolean;
  /** Refusals other than those of single messages. */
  readonly problems: readonly string[];
}

/** Reads everything as dispatchers and console do: first what waits, which quarantines, then each message by its id. */
export async function findingsIn(store: RelayStore, ids: readonly string[]): Promise<StoreFindings> {
  const problems: string[] = [];
  const attempt = async <T>(name: string, run: () => Promise<T>): Promise<T | null> => {
    try {
      return await run();
    } catch (thrown) {
      problems.push(`${name}: ${toRelayError(thrown).code}`);
      return null;
    }
  };
  const offered = new Set<string>();
  for (const channelId of [tulip, lotus]) {
    for (const direction of ['inbound', 'outbound'] as const) {
      const page = await attempt('pending', () => store.pendingPage(channelId, direction, 0, 100_000));
      for (const message of page?.messages ?? []) offered.add(message.id);
    }
  }
  const list = await attempt('list', () => store.trafficPage({}, null, 100_000));
  const listed = new Map<string, MessageState>(list?.rows.map(({ id, state }) => [id, state]));
  const messages: Record<string, Finding> = {};
  for (const id of ids) messages[id] = await findingOf(store, id, listed.get(id) ?? null, offered.has(id));
  const counts = await attempt('counts', () => store.stateCounts());
  const check = await attempt('verify', () => store.verifyCounts());
  return {
    messages,
    missing: store.missingRecords(),
    accepted: counts?.accepted ?? -1,
    agrees: check?.agrees ?? false,
    problems,
  };
}

async function findingOf(
  store: RelayStore,
  id: string,
  listed: MessageState | null,
  offered: boolean,
): Promise<Finding> {
  try {
    const { row, content } = await store.message(id as never);
    return { kind: 'readable', state: row.state, text: textIn(content), offered, listed };
  } catch (thrown) {
    const { code } = toRelayError(thrown);
    return code === 'MESSAGE_NOT_FOUND' ? { kind: 'absent', listed, offered } : { kind: 'damaged', code };
  }
}

function textIn(content: MessageContent): string {
  return content.kind === 'text' ? content.text : content.kind;
}

/** Which messages fare otherwise than in the undamaged store, and which of them nothing tells of. */
export function effectOf(ids: readonly string[], found: StoreFindings, intact: StoreFindings) {
  const affected: string[] = [];
  const hidden: string[] = [];
  // Any of these is on the operator's screen.
  const isTold = found.problems.length > 0 || !found.agrees || found.missing > 0;
  for (const id of ids) {
    const now = found.messages[id];
    const before = intact.messages[id];
    if (JSON.stringify(now) === JSON.stringify(before)) continue;
    affected.push(id);
    if (!isTold && !isSeen(now, before)) hidden.push(`${id} ${JSON.stringify({ ...now, text: undefined })}`);
  }
  return { affected, hidden };
}

/**
 * A damaged message is in a list of its own. One that was damaged where the quarantine wrote anew (its times, its code) is
 * whole again: it is listed as quarantined, and an operator may send it. One whose id leads nowhere must still be listed
 * and be delivered.
 */
function isSeen(now: Finding | undefined, before: Finding | undefined): boolean {
  if (now?.kind === 'damaged') return true;
  if (now?.kind === 'readable') return now.state === 'quarantined' && now.listed === 'quarantined' && !now.offered;
  if (now?.kind !== 'absent' || before?.kind !== 'readable') return false;
  return now.listed === before.state && now.offered === before.offered;
}
