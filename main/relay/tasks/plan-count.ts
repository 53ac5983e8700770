import type { ChannelId } from '#shared/domain/ids.ts';
import type { MessageAction, MessageOutlook, TrafficRow } from '#shared/domain/message.ts';
import type { TaskPlan } from '#shared/domain/message-task.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { PlannedMessage } from './planned-message.ts';

const mostSamples = 5;

/** What a plan says by now. */
export class PlanCount {
  readonly #action: MessageAction;
  readonly messages: PlannedMessage[] = [];
  readonly #refused = new Map<ErrorCode, number>();
  readonly #channels = new Map<ChannelId, number>();
  readonly #conversations = new Set<number>();
  readonly #sample: TrafficRow[] = [];
  #mayArriveTwice = 0;
  #windowClosed = 0;

  constructor(action: MessageAction) {
    this.#action = action;
  }

  get mayArriveTwice(): number {
    return this.#mayArriveTwice;
  }

  /** The only channel of those for which it is possible; null when there are several. */
  get channelId(): ChannelId | null {
    const [first, second] = this.#channels.keys();
    return second === undefined ? (first ?? null) : null;
  }

  refuse(code: ErrorCode): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  /** It is possible. In order of seq. */
  add(row: TrafficRow, contactNo: number | null, outlook: MessageOutlook): void {
    const { id, seq, state, channelId } = row;
    this.messages.push({ id, seq, state });
    this.#channels.set(channelId, (this.#channels.get(channelId) ?? 0) + 1);
    if (contactNo !== null) this.#conversations.add(contactNo);
    if (this.#sample.length < mostSamples) this.#sample.push(row);
    if (this.#action !== 'send_again') return;
    if (outlook.mayArriveTwice) this.#mayArriveTwice += 1;
    if (waitsForCustomer(row, outlook)) this.#windowClosed += 1;
  }

  view(): Pick<
    TaskPlan,
    'possible' | 'mayArriveTwice' | 'windowClosed' | 'refused' | 'channels' | 'conversations' | 'sample'
  > {
    return {
      possible: this.messages.length,
      mayArriveTwice: this.#mayArriveTwice,
      windowClosed: this.#windowClosed,
      refused: [...this.#refused].map(([code, count]) => ({ code, count })),
      channels: [...this.#channels].map(([channelId, count]) => ({ channelId, count })),
      conversations: this.#conversations.size,
      sample: [...this.#sample],
    };
  }
}

/** Also while the leg does not work, which is then the first thing in its way. A template needs no window. */
function waitsForCustomer({ kind }: TrafficRow, { code, window }: MessageOutlook): boolean {
  if (code === 'WECHAT_REPLY_WINDOW_CLOSED') return true;
  return code !== null && window !== null && !window.open && kind !== 'template';
}
