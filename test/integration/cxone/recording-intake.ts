import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import { MessageId, type ChannelId, type OpenId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import type { OutboundIntake, OutboundRequest } from '#relay/ports/intake.ts';
import type { LegFault, LegReporter, LegWarning } from '#relay/ports/leg-reporter.ts';

type Recipient = Awaited<ReturnType<OutboundIntake['recipient']>>;

/** Keeps what the Box routes hand over. Repeats of an unanswered request get the first one's id, as the real one does. */
export class RecordingIntake implements OutboundIntake {
  readonly accepted: OutboundRequest[] = [];
  readonly answeredIds: MessageId[] = [];
  readonly typed: { readonly channelId: ChannelId; readonly openId: OpenId; readonly on: boolean }[] = [];
  /** Nobody else is known, and everybody else may be written to. */
  readonly recipients = new Map<string, Recipient>();
  readonly threads = new Map<string, OpenId>();
  /** Why people cannot be written to; everybody else can. */
  readonly unreachable = new Map<string, ErrorCode>();
  /** Replaces the storing: to be slow, or to fail. */
  store: () => Promise<void> = () => Promise.resolve();
  readonly #unanswered = new Map<string, { readonly id: MessageId; readonly stored: Promise<void> }>();
  #count = 0;

  async accept(request: OutboundRequest) {
    const earlier = this.#unanswered.get(request.fingerprint);
    if (earlier !== undefined) {
      await earlier.stored;
      return { id: earlier.id, acceptedAt: 1_767_225_600_000, duplicate: true };
    }
    this.accepted.push(request);
    this.#count += 1;
    const id = MessageId.parse(`wxout-${String(this.#count).padStart(4, '0')}`);
    const stored = this.store();
    this.#unanswered.set(request.fingerprint, { id, stored });
    await stored;
    return { id, acceptedAt: 1_767_225_600_000, duplicate: false };
  }

  answered(id: MessageId): void {
    this.answeredIds.push(id);
    for (const [fingerprint, known] of this.#unanswered) if (known.id === id) this.#unanswered.delete(fingerprint);
  }

  async recipient(channelId: ChannelId, openId: OpenId): Promise<Recipient> {
    return this.recipients.get(`${channelId} ${openId}`) ?? { known: false, windowOpen: true, repliesLeft: null };
  }

  async openIdByThread(channelId: ChannelId, threadId: string): Promise<OpenId | null> {
    return this.threads.get(`${channelId} ${threadId}`) ?? null;
  }

  async reachable(channelId: ChannelId, openId: OpenId) {
    return { why: this.unreachable.get(`${channelId} ${openId}`) ?? null };
  }

  typing(channelId: ChannelId, openId: OpenId, on: boolean): void {
    this.typed.push({ channelId, openId, on });
  }

  reset(): void {
    this.accepted.length = 0;
    this.answeredIds.length = 0;
    this.typed.length = 0;
    this.recipients.clear();
    this.threads.clear();
    this.unreachable.clear();
    this.#unanswered.clear();
    this.store = () => Promise.resolve();
  }
}

export class RecordingLegs implements LegReporter {
  readonly proofs: (readonly [ChannelId, Leg, ProofStrength])[] = [];
  readonly faults: (readonly [ChannelId, Leg, LegFault])[] = [];
  readonly refused: (readonly [ChannelId | null, ErrorCode])[] = [];
  readonly warnings: (readonly [ChannelId, Leg, LegWarning])[] = [];

  warning(channelId: ChannelId, leg: Leg, warning: LegWarning): void {
    this.warnings.push([channelId, leg, warning]);
  }

  warningOver(channelId: ChannelId, leg: Leg, code: ErrorCode): void {
    const isOver = ([its, on, warning]: (typeof this.warnings)[number]): boolean =>
      its === channelId && on === leg && warning.code === code;
    this.warnings.splice(0, Infinity, ...this.warnings.filter((one) => !isOver(one)));
  }

  proof(channelId: ChannelId, leg: Leg, strength: ProofStrength): void {
    this.proofs.push([channelId, leg, strength]);
  }

  fault(channelId: ChannelId, leg: Leg, fault: LegFault): void {
    this.faults.push([channelId, leg, fault]);
  }

  refusedRequest(channelId: ChannelId | null, code: ErrorCode): void {
    this.refused.push([channelId, code]);
  }

  reset(): void {
    this.proofs.length = 0;
    this.faults.length = 0;
    this.refused.length = 0;
    this.warnings.length = 0;
  }
}

/** Keeps every line as text, so that a test can look for what must not be in it. */
export class RecordingLog implements Logger {
  readonly lines: string[] = [];

  debug(event: string, fields?: LogFields): void {
    this.#keep('debug', event, fields);
  }

  info(event: string, fields?: LogFields): void {
    this.#keep('info', event, fields);
  }

  warn(event: string, fields?: LogFields): void {
    this.#keep('warn', event, fields);
  }

  error(event: string, fields?: LogFields): void {
    this.#keep('error', event, fields);
  }

  #keep(level: string, event: string, fields?: LogFields): void {
    this.lines.push(JSON.stringify({ level, event, ...fields }));
  }
}
