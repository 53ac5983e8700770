import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { settledWithin } from '#shared/lib/settled-within.ts';
import { mayHaveArrivedReport } from '../core/agent-report.ts';
import { ruleNames } from '../core/rule-names.ts';
import type { OutcomeRules } from '../core/settle-attempt.ts';
import type { PendingMessage, RelayStore } from '../ports/relay-store.ts';

const pageSize = 100;
/** Replies wait no longer for it, milliseconds: a store that does not answer must not stop them. */
const longestDecidingMs = 10_000;

export interface RecoveredRepliesDeps {
  readonly store: Pick<RelayStore, 'trafficPage' | 'message' | 'decide'>;
  readonly channels: readonly { readonly id: ChannelId; readonly rules: OutcomeRules }[];
  /** When claims were recovered: only replies that became unconfirmed then are decided. */
  readonly recoveredAt: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** It waits again. */
  readonly onPending: (message: PendingMessage) => void;
}

/** A channel's replies and what they begin with. */
interface Startable {
  readonly rules: OutcomeRules;
  readonly worker: { start(outboundAfter: Promise<unknown> | null): void };
}

/**
 * Starts the channels. Where a reply that is sent once more takes its place in its conversation again, the replies wait
 * until that is decided.
 */
export function startAfterRecovery(channels: Iterable<Startable>, decided: Promise<void>, clock: Clock): void {
  const recovered = settledWithin(decided, longestDecidingMs, clock);
  for (const { worker, rules } of channels) worker.start(rules.unconfirmed.rule === 'send_again' ? recovered : null);
}

/**
 * Replies that were being sent when the last run ended are unconfirmed after the start. What the channel's rule says is
 * done with them; older ones were left to a person by the rule of their time, and stay with him.
 */
export async function decideRecovered(deps: RecoveredRepliesDeps): Promise<void> {
  for (const channel of deps.channels) {
    if (channel.rules.unconfirmed.rule === 'ask') continue;
    try {
      await decideChannel(deps, channel.id, channel.rules);
    } catch (thrown) {
      // They stay unconfirmed, and a person decides.
      const { code, message } = toRelayError(thrown);
      deps.log.error('recovery.rule_failed', { channelId: channel.id, code, detail: message });
    }
  }
}

async function decideChannel(deps: RecoveredRepliesDeps, channelId: ChannelId, rules: OutcomeRules): Promise<void> {
  const ids: MessageId[] = [];
  let beforeSeq: number | null = null;
  do {
    const filter = { channelIds: [channelId], direction: 'outbound' as const, states: ['unconfirmed' as const] };
    const page: Awaited<ReturnType<RelayStore['trafficPage']>> = await deps.store.trafficPage(
      filter,
      beforeSeq,
      pageSize,
    );
    ids.push(...page.rows.filter((row) => row.changedAt >= deps.recoveredAt).map((row) => row.id));
    beforeSeq = page.nextBeforeSeq;
  } while (beforeSeq !== null);
  // Oldest first: the order of each conversation.
  for (const id of ids.reverse()) await decideOne(deps, id, rules);
}

async function decideOne(deps: RecoveredRepliesDeps, id: MessageId, rules: OutcomeRules): Promise<void> {
  const { store, clock, onPending } = deps;
  const at = clock.now();
  if (rules.unconfirmed.rule === 'give_up') {
    const report = mayHaveArrivedReport(rules.agentLanguage);
    await store.decide({ id, action: 'give_up', by: ruleNames.giveUp, at, report });
    return;
  }
  const { events } = await store.message(id);
  // Once more, and then a person is asked.
  if (events.some((event) => event.kind === 'sent_again' && event.by === ruleNames.sendAgain)) return;
  const { pending } = await store.decide({ id, action: 'send_again', by: ruleNames.sendAgain, at, report: null });
  if (pending !== null) onPending(pending);
}
