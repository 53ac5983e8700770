import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { MessageAction, MessageOutlook, MessageStory } from '#shared/domain/message.ts';
import { partsLeft } from '#shared/domain/message-parts.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import {
  deliveredReport,
  discardedReport,
  givenUpReport,
  mayHaveArrivedReport,
  type AgentLanguage,
} from '../core/agent-report.ts';
import { mayArriveTwice, piecesNeeded, possibleActions } from '../core/message-actions.ts';
import type { RelaysContent } from '../core/rule-names.ts';
import type {
  DecidedMessage,
  PendingMessage,
  RelayStore,
  StatusReportDraft,
  StoredMessage,
} from '../ports/relay-store.ts';
import { toStory } from './message-story.ts';

/** What actions need to know of a channel. */
export interface ActionChannel {
  readonly agentLanguage: AgentLanguage;
  readonly longestTextBytes: number;
  /** Names of the CXone templates that can go outside the reply window. */
  readonly templates: ReadonlySet<string>;
  /** Where a decision changes what waits. */
  lane(direction: StoredMessage['row']['direction']): {
    readmit(message: PendingMessage): void;
    withdraw(contactNo: number, seq: number): void;
    /** A decision is on its way to the disk; what is returned tells that it is there, or refused. */
    deciding(seq: number): () => void;
  };
  /** Why calls of that direction fail now, or null. */
  legFault(direction: StoredMessage['row']['direction']): ErrorCode | null;
}

export interface MessageActionsDeps {
  readonly store: Pick<RelayStore, 'message' | 'decide' | 'contact' | 'laterDelivered'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null for a channel that is not configured any more. */
  readonly channel: (id: ChannelId) => ActionChannel | null;
  readonly relays: RelaysContent;
  /** A decision was taken; it may have to be told to CXone. */
  readonly onDecided: (seq: number) => void;
}

/** What an operator may do with one message, what stands in the way, and doing it. */
export class MessageActions {
  readonly #deps: MessageActionsDeps;

  constructor(deps: MessageActionsDeps) {
    this.#deps = deps;
  }

  async outlook(id: MessageId): Promise<MessageOutlook> {
    return this.#outlookOf(await this.#deps.store.message(id));
  }

  /** Throws MESSAGE_ACTION_NOT_POSSIBLE, or MESSAGE_MAY_ARRIVE_TWICE unless `acceptTwice`. */
  async act(input: {
    readonly id: MessageId;
    readonly action: MessageAction;
    readonly acceptTwice: boolean;
    readonly by: string;
  }): Promise<MessageStory> {
    const { store, clock, log } = this.#deps;
    const { id, action, by } = input;
    const message = await store.message(id);
    const { row } = message;
    const facts = this.#factsOf(message);
    if (!this.#possibleOf(message).includes(action)) {
      throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', `${action} of a message that is ${row.state}`);
    }
    const channel = this.#deps.channel(row.channelId);
    if (channel === null && (action === 'send_again' || action === 'restore')) {
      throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', 'its channel is not configured any more');
    }
    if (action === 'send_again' && mayArriveTwice(facts) && !input.acceptTwice) {
      throw new RelayError('MESSAGE_MAY_ARRIVE_TWICE', 'sending it again was not confirmed');
    }
    const report = reportFor(action, message, channel?.agentLanguage ?? 'en');
    const decide = () => store.decide({ id, action, by, at: clock.now(), report });
    const decided = channel === null ? await decide() : await decideAt(channel.lane(row.direction), row.seq, decide);
    log.info('message.decided', { messageId: id, channelId: row.channelId, action });
    this.#deps.onDecided(decided.seq);
    return toStory(await store.message(id));
  }

  async #outlookOf(message: StoredMessage): Promise<MessageOutlook> {
    const { row, contactNo } = message;
    const facts = this.#factsOf(message);
    const window = await this.#windowOf(message);
    const laterDelivered =
      contactNo === null ? 0 : await this.#deps.store.laterDelivered(contactNo, row.direction, row.seq);
    return {
      actions: this.#possibleOf(message),
      mayArriveTwice: mayArriveTwice(facts),
      window,
      laterDelivered,
      code: this.#obstacle(message, window),
    };
  }

  /** To note as arrived what still has parts to send takes a channel to send them on. */
  #possibleOf(message: StoredMessage): MessageAction[] {
    const isStranded = partsLeft(message.parts) > 0 && this.#deps.channel(message.row.channelId) === null;
    const possible = possibleActions(this.#factsOf(message));
    return isStranded ? possible.filter((action) => action !== 'confirm_arrived') : possible;
  }

  #factsOf(message: StoredMessage) {
    const { row, parts, events, openId, content } = message;
    return { row, parts, events, hasSender: openId !== null, isRelayed: this.#deps.relays(content) };
  }

  async #windowOf({ row, openId, content, parts }: StoredMessage): Promise<MessageOutlook['window']> {
    if (row.direction === 'inbound' || openId === null) return null;
    const { store, clock, channel } = this.#deps;
    const contact = await store.contact(row.channelId, openId);
    const until = contact?.windowUntil ?? null;
    return {
      open: until !== null && until > clock.now(),
      until,
      repliesLeft: contact?.repliesLeft ?? null,
      needs: piecesNeeded(content, parts, channel(row.channelId)?.longestTextBytes ?? defaultTextBytes),
    };
  }

  /** Why sending it again would fail now. */
  #obstacle({ row, content }: StoredMessage, window: MessageOutlook['window']): ErrorCode | null {
    const channel = this.#deps.channel(row.channelId);
    if (channel === null) return 'CONFIG_INVALID';
    const fault = channel.legFault(row.direction);
    if (fault !== null || window === null) return fault;
    // A template message goes outside the window.
    if (content.kind === 'template' && channel.templates.has(content.name)) return null;
    if (!window.open) return 'WECHAT_REPLY_WINDOW_CLOSED';
    return window.repliesLeft !== null && window.repliesLeft < window.needs ? 'WECHAT_REPLY_COUNT_USED' : null;
  }
}

const defaultTextBytes = 2_048;

/** What waits in memory follows the decision. */
async function decideAt(
  lane: ReturnType<ActionChannel['lane']>,
  seq: number,
  decide: () => Promise<DecidedMessage>,
): Promise<DecidedMessage> {
  const over = lane.deciding(seq);
  try {
    const decided = await decide();
    const { contactNo, pending } = decided;
    if (pending !== null) lane.readmit(pending);
    else if (contactNo !== null) lane.withdraw(contactNo, seq);
    return decided;
  } finally {
    over();
  }
}

/** What CXone is told of a decision: what is known now and was not, or was told otherwise. */
function reportFor(
  action: MessageAction,
  message: Pick<StoredMessage, 'row' | 'parts' | 'events'>,
  language: AgentLanguage,
): StatusReportDraft | null {
  const { row, parts } = message;
  if (row.direction === 'inbound') return null;
  switch (action) {
    case 'confirm_arrived':
      return deliveredReport;
    case 'give_up':
      return givenUpReport(language, parts);
    case 'discard':
      // The others were reported as failed, with their reason, when they failed.
      if (row.state !== 'pending' && row.state !== 'unconfirmed') return null;
      return row.state === 'unconfirmed' || mayArriveTwice(message)
        ? mayHaveArrivedReport(language)
        : discardedReport(language, parts);
    case 'send_again':
    case 'restore':
      return null;
  }
}
