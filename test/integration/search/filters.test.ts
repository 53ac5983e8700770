import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageSearch } from '#relay/ports/message-search.ts';
import type { Settlement } from '#relay/ports/relay-store.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { Direction, MessageContent, MessageState } from '#shared/domain/message.ts';
import type { SearchFilter } from '#shared/domain/message-search.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench, channels, help, messageOf, shop } from './search-harness.ts';

/** What the test itself knows of a message. */
interface Known {
  seq: number;
  readonly id: MessageId;
  readonly channelId: typeof shop;
  readonly direction: Direction;
  readonly content: MessageContent;
  readonly openId: string;
  readonly receivedAt: number;
  state: MessageState;
  code: ErrorCode | null;
  platformCode: string | null;
  caseId: string | null;
}

interface Condition {
  readonly words: string;
  readonly narrowed?: Partial<SearchFilter>;
  readonly holds: (message: Known) => boolean;
}

const bench = new SearchBench();
const messages: Known[] = [];

/** Mulberry32: the same at each run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const chance = chanceOf(7);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;

const contents: readonly MessageContent[] = [
  { kind: 'text', text: 'where is the parcel' },
  { kind: 'text', text: '我的订单还没有收到' },
  { kind: 'image', mediaId: 'm' },
  { kind: 'voice', mediaId: 'v', recognition: 'the parcel again' },
  { kind: 'location', latitude: '1', longitude: '2', label: 'Dam' },
];
/** More people than the word index is asked for by name. */
const people = Array.from(
  { length: 90 },
  (_, no) => `oPerson${String(no).padStart(15, '0')}${no < 80 ? 'KqZ7' : 'Lm_8'}`,
);
const endings = [
  { state: 'delivered', code: null, platformCode: null },
  { state: 'delivered', code: null, platformCode: null },
  { state: 'delivered', code: null, platformCode: null },
  { state: 'dead_letter', code: 'WECHAT_CONTENT_REFUSED', platformCode: '87014' },
  { state: 'dead_letter', code: 'CXONE_REQUEST_REFUSED', platformCode: 'HTTP 400' },
  { state: 'expired', code: 'WECHAT_REPLY_WINDOW_CLOSED', platformCode: '45015' },
  { state: 'unconfirmed', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null },
  { state: 'unconfirmed', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: 'HTTP 503' },
  { state: 'pending', code: null, platformCode: null },
] as const satisfies readonly Pick<Known, 'state' | 'code' | 'platformCode'>[];

async function put(count: number): Promise<void> {
  const drafts = Array.from({ length: count }, (_, place) => {
    const direction = oneOf(['inbound', 'inbound', 'outbound'] as const);
    const receivedAt = noon - 200 * 60_000 + (messages.length + place) * 20_000;
    const draft = {
      content: oneOf(contents),
      channelId: oneOf([shop, help]),
      direction,
      openId: oneOf(people),
      receivedAt,
    };
    return { draft, message: messageOf(draft) };
  });
  const stored = await Promise.all(drafts.map(({ message }) => bench.store.accept(message)));
  const added = drafts.map(({ draft, message }, place): Known => ({
    ...draft,
    seq: stored[place]?.seq ?? -1,
    id: message.id,
    state: 'pending',
    code: null,
    platformCode: null,
    caseId: null,
  }));
  messages.push(...added);
  for (const message of added) await end(message, 1, oneOf(endings));
}

async function end(message: Known, attempt: number, ending: (typeof endings)[number]): Promise<void> {
  if (ending.state === 'pending') return;
  const { seq } = message;
  // WeChat knows no cases.
  const caseId = message.direction === 'inbound' && chance() < 0.7 ? `8100${Math.floor(chance() * 12)}` : null;
  const isDelivered = ending.state === 'delivered';
  const outcome: Settlement['outcome'] = isDelivered
    ? { kind: 'delivered', platformMessageId: `p-${seq}-${attempt}`, caseId, threadIds: [] }
    : { kind: ending.state, code: ending.code, platformCode: ending.platformCode };
  expect(await bench.store.claim(seq, attempt, noon)).toBe(true);
  await bench.store.settle({ seq, at: noon, attempt, durationMs: 5, outcome, report: null });
  Object.assign(message, ending, isDelivered ? { caseId } : {});
}

/** Operators decide, the platform changes its mind, and what failed is delivered after all. */
async function change(): Promise<void> {
  for (const message of messages) {
    const { id, state, direction, seq, channelId } = message;
    const decide = (action: 'send_again' | 'discard'): Promise<unknown> =>
      bench.store.decide({ id, action, by: 'Anna', at: noon, report: null });
    const drawn = chance();
    if (state === 'dead_letter' && drawn < 0.3) {
      await decide('discard');
      message.state = 'discarded';
    } else if (state !== 'pending' && state !== 'delivered' && state !== 'discarded' && drawn < 0.6) {
      await decide('send_again');
      message.state = 'pending';
      await end(message, 2, oneOf(endings));
    } else if (state === 'pending' && drawn < 0.5) {
      await end(message, message.code === null ? 1 : 3, oneOf(endings));
    } else if (state === 'delivered' && direction === 'outbound' && drawn < 0.2) {
      const verdict = { code: 'WECHAT_CONTENT_REFUSED', platformCode: '10002' } as const;
      const platformMessageId = `p-${seq}-1`;
      const found = await bench.store.platformVerdict({
        channelId,
        platformMessageId,
        at: noon,
        ...verdict,
        report: null,
      });
      if (found === null) continue;
      Object.assign(message, verdict, { state: 'dead_letter' });
      if (drawn > 0.1) continue;
      await decide('send_again');
      message.state = 'pending';
      await end(message, 2, endings[0]);
    }
  }
}

const stateWord: Partial<Record<MessageState, string>> = { dead_letter: 'failed' };
const codesOf = ({ code, platformCode }: Known): string[] =>
  [code, platformCode].flatMap((one) => (one === null ? [] : [one, ...one.split(' ')]));
const at = (moment: number): string => {
  const [day, time] = new Date(moment + 3_600_000).toISOString().slice(0, 16).split('T');
  return `${day ?? ''}T${time ?? ''}`;
};

const conditions: readonly (() => Condition)[] = [
  () => {
    const state = oneOf(['pending', 'delivered', 'unconfirmed', 'dead_letter', 'expired', 'discarded'] as const);
    const word = `is:${stateWord[state] ?? state}`;
    return chance() < 0.3
      ? { words: `-${word}`, holds: (one) => one.state !== state }
      : { words: word, holds: (one) => one.state === state };
  },
  () => {
    const states = ['pending', 'expired', 'dead_letter'] as const;
    return { words: '', narrowed: { states: [...states] }, holds: ({ state }) => states.some((one) => one === state) };
  },
  () => {
    const code = oneOf(['87014', '45015', '400', 'wechat_outcome_unknown', '503', '10002', '1']);
    const has = (one: Known): boolean => codesOf(one).includes(code.toUpperCase());
    return chance() < 0.25
      ? { words: `-code:${code}`, holds: (one) => !has(one) }
      : { words: `code:${code}`, holds: has };
  },
  () => {
    const wanted = `8100${Math.floor(chance() * 13)}`;
    return chance() < 0.2
      ? { words: `-case:${wanted}`, holds: ({ caseId }) => caseId !== wanted }
      : { words: `case:${wanted}`, holds: ({ caseId }) => caseId === wanted };
  },
  () => {
    const direction = oneOf(['inbound', 'outbound'] as const);
    return { words: direction === 'inbound' ? 'dir:in' : '-dir:in', holds: (one) => one.direction === direction };
  },
  () => {
    const wanted = oneOf(['text', 'image', 'voice', 'location', 'video'] as const);
    return { words: '', narrowed: { kinds: [wanted] }, holds: ({ content }) => content.kind === wanted };
  },
  () => ({ words: 'channel:客服', holds: ({ channelId }) => channelId === help }),
  () => {
    const ending = oneOf(['KqZ7', 'Lm_8', people[3]?.slice(-8) ?? '']);
    return { words: `openid:${ending}`, holds: ({ openId }) => openId.endsWith(ending) };
  },
  () => {
    const from = noon - Math.floor(chance() * 200) * 60_000;
    return { words: `after:${at(from)}`, holds: ({ receivedAt }) => receivedAt >= from };
  },
  () => {
    const until = noon - Math.floor(chance() * 200) * 60_000;
    return { words: `before:${at(until)}`, holds: ({ receivedAt }) => receivedAt < until };
  },
  () => ({
    words: 'parcel ',
    holds: ({ content }) => (content.kind === 'text' && content.text.includes('parcel')) || content.kind === 'voice',
  }),
];

/** `mayAskWords`: words of what is not indexed yet are not found, and the page says how many such messages there are. */
function search(mayAskWords: boolean): Condition {
  const drawn = chance();
  const parts = Array.from({ length: drawn < 0.3 ? 1 : drawn < 0.75 ? 2 : 3 }, () => oneOf(conditions)());
  // The same twice would mean either of the two.
  const kinds = parts.map(({ words, narrowed }) =>
    narrowed === undefined ? words.replace(/^-/u, '').split(':')[0] : Object.keys(narrowed)[0],
  );
  const names = kinds.map((kind) => (kind === 'is' ? 'states' : kind));
  if (new Set(names).size < names.length || (!mayAskWords && names.includes('parcel '))) return search(mayAskWords);
  return {
    words: parts.map(({ words }) => words).join(' '),
    narrowed: Object.assign({}, ...parts.map(({ narrowed }) => narrowed ?? {})) as Partial<SearchFilter>,
    holds: (message) => parts.every(({ holds }) => holds(message)),
  };
}

async function expectAll(count: number, moment: string, mayAskWords = true): Promise<void> {
  for (let no = 0; no < count; no += 1) {
    const { words, narrowed, holds } = search(mayAskWords);
    const name = `${moment}: ${words} ${JSON.stringify(narrowed)}`;
    const wanted = messages
      .filter(holds)
      .map(({ seq }) => seq)
      .toReversed();
    const found: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<MessageSearch['page']>> = await bench.page(words, {
        limit: 40,
        cursor,
        ...(narrowed !== undefined && { narrowed }),
      });
      expect(page.problems, name).toEqual([]);
      if (cursor === null && page.matches !== null) {
        const { count: counted, isMore } = page.matches;
        if (isMore) expect(counted, name).toBeLessThanOrEqual(wanted.length);
        else expect(counted, name).toBe(wanted.length);
      }
      found.push(...page.rows.map(({ seq }) => seq));
      cursor = page.next;
    } while (cursor !== null);
    expect(found, name).toEqual(wanted);
  }
}

beforeAll(async () => {
  expect(channels.map(({ id }) => id)).toEqual([shop, help]);
  await put(320);
});

afterAll(async () => {
  await bench.dispose();
});

// One after the other: each goes on from what the one before left.
describe('filters of every kind, alone and together', () => {
  it('find all that is meant and nothing else while the index is built', async () => {
    await bench.start();
    await expectAll(60, 'being built', false);
  });

  it('find the same by the index', async () => {
    await bench.untilIndexed();
    await expectAll(120, 'indexed');
  });

  it('find the same beside messages that came since', async () => {
    await put(40);
    await expectAll(40, 'new ones');
  });

  it('find what is so now, whatever the index learned before', async () => {
    await bench.untilIndexed();
    await change();
    await expectAll(120, 'changed');
  });

  it('find the same after a new start', async () => {
    await bench.restart();
    await expectAll(40, 'started anew');
  });
});
