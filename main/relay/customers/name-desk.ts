import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { excerpt } from '#shared/lib/mask.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CustomerNameSource, NameAnswer } from '../ports/customer-name-source.ts';
import type { CustomerBook } from './customer-book.ts';
import { onOneLine, type KeptCustomer } from './customer-record.ts';
import { NameLane } from './name-lane.ts';

/** A customer who writes is asked for again after this. */
const oldAfterMs = 7 * 86_400_000;
/** One who is looked at, after this. */
const oldWhenSeenMs = 60_000;
const dayMs = 86_400_000;
const longestName = 100;
/** Follows and leaves are written so often, so many at a time. */
const writeEveryMs = 1_000;
const writtenAtOnce = 50;
const mostHeld = 10_000;

export interface NameDeskDeps {
  readonly book: CustomerBook;
  /** Who can be asked about customers of this channel. */
  readonly sourcesOf: (channelId: ChannelId) => readonly CustomerNameSource[];
  /** False while the leg is down, or messages have to wait. */
  readonly mayAsk: (channelId: ChannelId, platform: CustomerNameSource['platform']) => boolean;
  readonly openIdOf: (contactNo: number) => Promise<OpenId | null>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A message of a customer, as far as it matters here. */
export interface NotedMessage {
  readonly contactNo: number;
  readonly channelId: ChannelId;
  readonly direction: 'inbound' | 'outbound';
  readonly content: MessageContent;
  readonly platformAt: number | null;
  readonly receivedAt: number;
}

interface Followed {
  readonly channelId: ChannelId;
  readonly yes: boolean;
  readonly at: number;
}

/** Finds out what platforms call customers, and whether they follow. Beside the way of messages, never on it. */
export class NameDesk {
  readonly #deps: NameDeskDeps;
  readonly #lanes = new Map<ChannelId, readonly { readonly lane: NameLane; readonly source: CustomerNameSource }[]>();
  readonly #followed = new Map<number, Followed>();
  #cancelWrite: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isStarted = false;
  #isStopped = false;

  constructor(deps: NameDeskDeps) {
    this.#deps = deps;
  }

  /** Once the book is loaded: what was asked before counts. */
  start(): void {
    this.#isStarted = true;
    this.#planWrite();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelWrite?.();
    await Promise.all([...this.#lanes.values()].flat().map(({ lane }) => lane.stop()));
    await this.#writing;
  }

  /** Cheap, and never throws. */
  noted({ contactNo, channelId, direction, content, platformAt, receivedAt }: NotedMessage): void {
    if (direction !== 'inbound' || this.#isStopped) return;
    const event = content.kind === 'event' ? content.event : null;
    if ((event === 'subscribe' || event === 'unsubscribe') && this.#followed.size < mostHeld) {
      this.#followed.set(contactNo, { channelId, yes: event === 'subscribe', at: platformAt ?? receivedAt });
      this.#planWrite();
    }
    // Of one who has left WeChat says nothing.
    if (event !== 'unsubscribe') this.#ask(contactNo, channelId, false);
  }

  /** Somebody looks at this customer. */
  opened(contactNo: number, channelId: ChannelId): void {
    this.#ask(contactNo, channelId, true);
  }

  #ask(contactNo: number, channelId: ChannelId, isUrgent: boolean): void {
    if (!this.#isStarted || this.#isStopped) return;
    for (const { lane, source } of this.#lanesOf(channelId)) {
      if (this.#isDue(source, contactNo, isUrgent)) lane.add(contactNo, isUrgent);
    }
  }

  #isDue({ platform }: CustomerNameSource, contactNo: number, isUrgent: boolean): boolean {
    const askedAt = this.#deps.book.askedOf(contactNo)[platform];
    // A clock that was set back must not keep anybody from being asked for.
    return askedAt === null || Math.abs(this.#deps.clock.now() - askedAt) >= (isUrgent ? oldWhenSeenMs : oldAfterMs);
  }

  #lanesOf(channelId: ChannelId) {
    const known = this.#lanes.get(channelId);
    if (known !== undefined) return known;
    const { book, sourcesOf, mayAsk, openIdOf, clock, log } = this.#deps;
    const today = Math.floor(clock.now() / dayMs) * dayMs;
    const made = sourcesOf(channelId).map((source) => ({
      source,
      lane: new NameLane({
        source,
        mayAsk: () => mayAsk(channelId, source.platform),
        openIdOf,
        isDue: (contactNo, isUrgent) => this.#isDue(source, contactNo, isUrgent),
        onAnswer: (contactNo, answer) => this.#take(source, contactNo, channelId, answer),
        askedToday: book.askedSince(channelId, source.platform, today),
        clock,
        log,
      }),
    }));
    this.#lanes.set(channelId, made);
    return made;
  }

  #take(source: CustomerNameSource, contactNo: number, channelId: ChannelId, answer: NameAnswer): Promise<unknown> {
    const at = this.#deps.clock.now();
    const text = excerpt(onOneLine(answer.name ?? ''), longestName);
    const change = (before: KeptCustomer): KeptCustomer => ({
      ...before,
      [source.platform === 'wechat' ? 'remark' : 'cxone']: text === '' ? null : { text, at },
      asked: { ...before.asked, [source.platform]: at },
      ...(answer.follows !== null && { follows: newer(before.follows, { yes: answer.follows, at }) }),
    });
    return this.#deps.book.change({ contactNo, channelId, change });
  }

  #planWrite(): void {
    if (!this.#isStarted || this.#isStopped || this.#cancelWrite !== null || this.#followed.size === 0) return;
    this.#cancelWrite = this.#deps.clock.after(writeEveryMs, () => {
      this.#writing = this.#write().finally(() => {
        this.#cancelWrite = null;
        this.#planWrite();
      });
    });
  }

  async #write(): Promise<void> {
    const { book, log } = this.#deps;
    const round = [...this.#followed].slice(0, writtenAtOnce);
    for (const [contactNo] of round) this.#followed.delete(contactNo);
    const written = await Promise.allSettled(
      round.map(([contactNo, { channelId, yes, at }]) =>
        book.change({
          contactNo,
          channelId,
          change: (before) => {
            const follows = newer(before.follows, { yes, at });
            return follows === before.follows ? before : { ...before, follows };
          },
        }),
      ),
    );
    const failed = written.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) log.debug('customers.follows_not_kept', { customers: failed });
  }
}

/** The later word counts. */
function newer(
  known: KeptCustomer['follows'],
  said: NonNullable<KeptCustomer['follows']>,
): NonNullable<KeptCustomer['follows']> {
  return known !== null && known.at > said.at ? known : said;
}
