import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { failedReport, type AgentLanguage } from '../core/agent-report.ts';
import type { InboundIntake, InboundPush } from '../ports/intake.ts';
import type { NewMessage, PendingMessage, RelayStore } from '../ports/relay-store.ts';

/** So many pushes may wait for the disk at once; more are turned away, so that WeChat repeats them later. */
const longestQueue = 5_000;

const verdictWaitMs = 1_000;

/** A push that could not be read, on disk as it came. */
export interface QuarantinedPush {
  readonly seq: number;
  readonly channelId: ChannelId;
  readonly direction: 'inbound';
  readonly receivedAt: number;
  readonly code: ErrorCode;
}

export interface InboundServiceDeps {
  readonly store: Pick<RelayStore, 'accept' | 'markDuplicate' | 'platformVerdict'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly makeId: (direction: Direction) => MessageId;
  /** The message is on disk and waits for CXone. */
  readonly onStored: (message: PendingMessage) => void;
  readonly onQuarantined: (push: QuarantinedPush) => void;
  /** The end user wrote: replies held by WeChat's window may go. */
  readonly onWindowOpened: (channelId: ChannelId, contactNo: number) => void;
  readonly agentLanguage: (channelId: ChannelId) => AgentLanguage;
  /** Is a reply of that channel being sent, so that WeChat may know its id before we do? */
  readonly isSending: (channelId: ChannelId) => boolean;
  /** A reply that WeChat had accepted did not arrive. */
  readonly onVerdict: (seq: number) => void;
}

/** Received → stored → handed to the dispatcher. Resolves only when the push is on disk. */
export class InboundService implements InboundIntake {
  readonly #deps: InboundServiceDeps;
  #queued = 0;
  #duplicates = 0;

  constructor(deps: InboundServiceDeps) {
    this.#deps = deps;
  }

  /** Pushes that wait for the disk now. */
  get queued(): number {
    return this.#queued;
  }

  /** Repeats recognised and dropped since start. */
  get duplicatesDropped(): number {
    return this.#duplicates;
  }

  async accept(push: InboundPush): Promise<{ kind: 'stored' | 'duplicate'; id: MessageId }> {
    const { store, clock } = this.#deps;
    const receivedAt = clock.now();
    const message: NewMessage & { openId: InboundPush['openId'] } = {
      id: this.#deps.makeId('inbound'),
      channelId: push.channelId,
      direction: 'inbound',
      kind: push.content.kind,
      openId: push.openId,
      externalId: push.externalId,
      dedupeKey: push.dedupeKey,
      platformAt: push.platformAt,
      receivedAt,
      state: 'pending',
      code: null,
      payload: { content: push.content, raw: push.raw },
      opensWindow:
        push.opensWindow === null
          ? null
          : { until: receivedAt + push.opensWindow.windowMs, replies: push.opensWindow.replies },
    };
    const result = await this.#queueing(() => store.accept(message));
    if (result.kind === 'duplicate') {
      this.#duplicates += 1;
      void store.markDuplicate(result.seq, receivedAt).catch(() => undefined);
      return { kind: 'duplicate', id: result.id };
    }
    this.#deps.onStored(pendingOf(message, result));
    if (message.opensWindow !== null) this.#deps.onWindowOpened(push.channelId, result.contactNo);
    return { kind: 'stored', id: message.id };
  }

  async verdict(input: Parameters<InboundIntake['verdict']>[0]): Promise<void> {
    const { store, clock, log } = this.#deps;
    const { channelId, platformMessageId, failedWith } = input;
    if (failedWith === null) return;
    const code = 'WECHAT_TEMPLATE_NOT_RECEIVED';
    const note = () =>
      this.#queueing(() =>
        store.platformVerdict({
          channelId,
          platformMessageId,
          at: clock.now(),
          code,
          platformCode: failedWith,
          report: failedReport(this.#deps.agentLanguage(channelId), { code, platformCode: failedWith }),
        }),
      );
    let noted = await note();
    if (noted === null && this.#deps.isSending(channelId)) {
      // WeChat may say how it went before its answer with the id has been written down here.
      await new Promise<void>((resolve) => clock.after(verdictWaitMs, resolve));
      noted = await note();
    }
    if (noted === null) return;
    log.warn('inbound.template_not_received', { messageId: noted.id, channelId, platformCode: failedWith });
    this.#deps.onVerdict(noted.seq);
  }

  async quarantine(input: Parameters<InboundIntake['quarantine']>[0]): Promise<void> {
    const { store, clock, log } = this.#deps;
    const id = this.#deps.makeId('inbound');
    const receivedAt = clock.now();
    const result = await this.#queueing(() =>
      store.accept({
        id,
        channelId: input.channelId,
        direction: 'inbound',
        kind: 'unsupported',
        openId: null,
        externalId: null,
        dedupeKey: null,
        platformAt: null,
        receivedAt,
        state: 'quarantined',
        code: input.code,
        payload: {
          content: { kind: 'unsupported', platformType: '' },
          raw: `base64:${Buffer.from(input.raw).toString('base64')}`,
        },
        opensWindow: null,
      }),
    );
    log.warn('inbound.quarantined', { messageId: id, channelId: input.channelId, code: input.code });
    const { channelId, code } = input;
    this.#deps.onQuarantined({ seq: result.seq, channelId, direction: 'inbound', receivedAt, code });
  }

  async #queueing<T>(write: () => Promise<T>): Promise<T> {
    if (this.#queued >= longestQueue) throw new RelayError('BOX_BUSY', 'too many pushes wait for the disk');
    this.#queued += 1;
    try {
      return await write();
    } finally {
      this.#queued -= 1;
    }
  }
}

/** The stored message as the dispatcher wants it. */
export function pendingOf(
  message: NewMessage & { readonly openId: PendingMessage['openId'] },
  stored: { readonly seq: number; readonly contactNo: number },
): PendingMessage {
  return {
    seq: stored.seq,
    id: message.id,
    channelId: message.channelId,
    direction: message.direction,
    kind: message.kind,
    contactNo: stored.contactNo,
    openId: message.openId,
    externalId: message.externalId,
    platformAt: message.platformAt,
    receivedAt: message.receivedAt,
    attempts: 0,
    dueAt: message.receivedAt,
    windowClosed: false,
    content: message.payload.content,
    parts: [],
  };
}
