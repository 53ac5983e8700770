import { MessageId, OpenId } from '#shared/domain/ids.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { Chance } from '#shared/lib/clock.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { aNewMessage, aSettlement, lotus, noon, textOf, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { openIn, testKey } from '#test/integration/storage/sqlite-harness.ts';
import { readWalFrames } from './wal-file.ts';

export interface WitnessedMessage {
  readonly id: MessageId;
  readonly seq: number;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly openId: OpenId;
  readonly dedupeKey: string;
  readonly text: string;
}

/** What had been acknowledged when a transaction had returned, and how far the log had got. */
export interface WitnessedCommit {
  readonly frames: number;
  readonly accepted: number;
  readonly outboundClaims: number;
}

const channels = [tulip, lotus];

/**
 * A store that is worked with as a relay does, one transaction after the other, and beside it what a witness outside
 * knows of it: what was acknowledged, and where the log stood then.
 */
export class WitnessedStore {
  readonly folder: string;
  readonly messages: WitnessedMessage[] = [];
  /** Replies of which an attempt was begun. */
  readonly triedReplies = new Set<string>();
  /** Transactions since the store was opened the last time; the first entry stands for that moment. */
  commits: WitnessedCommit[] = [];
  readonly #chance: Chance;
  readonly #prefix: string;
  readonly #key: Buffer;
  readonly #clock = new HandClock(noon);
  #waiting: WitnessedMessage[] = [];
  #store: RelayStore;
  #claims = 0;

  constructor(
    folder: string,
    chance: Chance,
    { prefix = '', key = testKey }: { readonly prefix?: string; readonly key?: Buffer } = {},
  ) {
    this.folder = folder;
    this.#chance = chance;
    this.#prefix = prefix;
    this.#key = key;
    this.#store = openIn(folder, { key, clock: this.#clock });
    this.#noteOpen();
  }

  get store(): RelayStore {
    return this.#store;
  }

  get outboundClaims(): number {
    return this.#claims;
  }

  /** At least so many transactions more. */
  async work(transactions: number): Promise<void> {
    for (const end = this.commits.length + transactions; this.commits.length < end;) {
      const dice = this.#chance();
      if (dice < 0.55 || this.#waiting.length === 0) await this.#accept('inbound');
      else if (dice < 0.75) await this.#accept('outbound');
      else await this.#deliverOne();
    }
  }

  async acceptMany(count: number, textBytes = 0): Promise<void> {
    for (let index = 0; index < count; index += 1)
      await this.#accept(index % 4 === 0 ? 'outbound' : 'inbound', textBytes);
  }

  /** Ends the store's log by closing and opening it. */
  async reopen(): Promise<void> {
    await this.#store.close();
    this.#store = openIn(this.folder, { key: this.#key, clock: this.#clock });
    this.#noteOpen();
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  async #accept(direction: Direction, textBytes = 20 + Math.floor(this.#chance() * 1_200)): Promise<void> {
    const number = this.messages.length;
    const text = `${this.#prefix}message ${number} 渡 ${'x'.repeat(textBytes)}`;
    const message = aNewMessage({
      ...textOf(text),
      id: MessageId.parse(
        `${direction === 'inbound' ? 'wxin' : 'wxout'}-${this.#prefix}${String(number).padStart(9, '0')}`,
      ),
      direction,
      channelId: channels[Math.floor(this.#chance() * channels.length)] ?? tulip,
      openId: OpenId.parse(`oWitness${Math.floor(this.#chance() * 12)}`),
      dedupeKey: `${this.#prefix}key-${number}`,
      receivedAt: noon + number,
    });
    const { seq } = await this.#store.accept(message);
    const { id, channelId } = message;
    const openId = message.openId ?? OpenId.parse('oNobody');
    const kept = { id, seq, channelId, direction, openId, dedupeKey: message.dedupeKey ?? '', text };
    this.messages.push(kept);
    this.#waiting.push(kept);
    this.#noteCommit();
  }

  async #deliverOne(): Promise<void> {
    const [message] = this.#waiting.splice(Math.floor(this.#chance() * this.#waiting.length), 1);
    if (message === undefined) return;
    if (!(await this.#store.claim(message.seq, 1, noon))) throw new Error(`${message.id} cannot be claimed`);
    if (message.direction === 'outbound') {
      this.#claims += 1;
      this.triedReplies.add(message.id);
    }
    this.#noteCommit();
    await this.#store.settle(aSettlement(message.seq, { kind: 'delivered' }));
    this.#noteCommit();
  }

  #noteOpen(): void {
    this.commits = [this.#commit()];
  }

  #noteCommit(): void {
    // The mark beside the database may be behind for so long.
    this.#clock.wind(20);
    this.commits.push(this.#commit());
  }

  #commit(): WitnessedCommit {
    const { count } = readWalFrames(storeFilesIn(this.folder).writeAheadLog);
    return { frames: count, accepted: this.messages.length, outboundClaims: this.#claims };
  }
}
