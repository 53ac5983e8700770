import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { TestFollower } from '#shared/domain/operations.ts';
import type { EndToEndTest } from '#shared/domain/reconnect.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RepairOf } from '../ports/channel-watch.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';
import { testAnswer, type FollowerLanguage } from './test-answer.ts';
import { isTestWord, makeTestWord } from './test-word.ts';

/** A colleague finds the phone and writes six letters within this, or not at all. */
export const testLimitMs = 5 * 60_000;
const answerLimitMs = 15_000;

/** As much of a stored message of an end user as a test looks at. */
export interface SeenMessage {
  readonly channelId: ChannelId;
  readonly openId: OpenId;
  readonly content: MessageContent;
}

export interface FollowerTestsDeps {
  readonly repairOf: RepairOf;
  readonly legs: Pick<LegReporter, 'proof'>;
  readonly customerLanguage: (channelId: ChannelId) => FollowerLanguage;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

interface UnderWay {
  readonly openId: OpenId;
  readonly onChange: (test: EndToEndTest) => void;
  readonly abort: AbortController;
  readonly cancelTimer: () => void;
  test: EndToEndTest;
}

/**
 * Proof from end to end: a registered follower of the account is asked to send a code word. When it comes in from that
 * follower, and our answer goes out, both of WeChat's legs are proven as no check of ours could prove them. The word is a
 * message like any other: it is stored and travels on to CXone.
 */
export class FollowerTests {
  readonly #deps: FollowerTestsDeps;
  readonly #underWay = new Map<ChannelId, UnderWay>();

  constructor(deps: FollowerTestsDeps) {
    this.#deps = deps;
  }

  /** Takes the place of a test of the same channel. `onChange` is told when the word is seen and at the end. */
  start(channelId: ChannelId, follower: TestFollower, onChange: (test: EndToEndTest) => void): EndToEndTest {
    const { clock, chance } = this.#deps;
    this.cancel(channelId);
    const test: EndToEndTest = {
      label: follower.label,
      word: makeTestWord(chance),
      askedAt: clock.now(),
      seenAt: null,
      answeredAt: null,
      code: null,
    };
    const entry: UnderWay = {
      openId: follower.openId,
      onChange,
      abort: new AbortController(),
      cancelTimer: clock.after(testLimitMs, () => {
        this.#end(channelId, entry, { code: 'TEST_WORD_NOT_SEEN' });
      }),
      test,
    };
    this.#underWay.set(channelId, entry);
    return test;
  }

  isUnderWay(channelId: ChannelId): boolean {
    return this.#underWay.has(channelId);
  }

  cancel(channelId: ChannelId): void {
    const entry = this.#underWay.get(channelId);
    if (entry === undefined) return;
    this.#underWay.delete(channelId);
    entry.cancelTimer();
    entry.abort.abort();
  }

  stop(): void {
    for (const channelId of [...this.#underWay.keys()]) this.cancel(channelId);
  }

  /** To be called for every message of an end user once it is on disk. Costs nothing while no test is under way. */
  seen({ channelId, openId, content }: SeenMessage): void {
    if (this.#underWay.size === 0) return;
    const entry = this.#underWay.get(channelId);
    if (entry?.openId !== openId || entry.test.seenAt !== null || content.kind !== 'text') return;
    if (!isTestWord(content.text, entry.test.word)) return;
    const { clock, legs } = this.#deps;
    entry.cancelTimer();
    entry.test = { ...entry.test, seenAt: clock.now() };
    legs.proof(channelId, 'wechatIn', 'end_to_end');
    entry.onChange(entry.test);
    void this.#answer(channelId, entry);
  }

  async #answer(channelId: ChannelId, entry: UnderWay): Promise<void> {
    const { repairOf, legs, clock, customerLanguage, log } = this.#deps;
    const cancel = clock.after(answerLimitMs, () => {
      entry.abort.abort();
    });
    try {
      const repair = repairOf(channelId);
      const text = testAnswer(customerLanguage(channelId), entry.test.word);
      await repair?.answerFollower(entry.openId, text, entry.abort.signal);
      if (repair !== null) legs.proof(channelId, 'wechatOut', 'end_to_end');
      this.#end(channelId, entry, repair === null ? { code: 'CHANNEL_UNKNOWN' } : { answeredAt: clock.now() });
    } catch (thrown) {
      const { code, platformCode } = toRelayError(thrown);
      log.warn('reconnect.test_not_answered', { channelId, code, platformCode });
      this.#end(channelId, entry, { code });
    } finally {
      cancel();
    }
  }

  #end(channelId: ChannelId, entry: UnderWay, changes: Partial<EndToEndTest>): void {
    if (this.#underWay.get(channelId) !== entry) return;
    this.#underWay.delete(channelId);
    entry.cancelTimer();
    entry.test = { ...entry.test, ...changes };
    entry.onChange(entry.test);
  }
}
