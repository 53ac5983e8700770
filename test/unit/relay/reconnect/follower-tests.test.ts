import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { isTestWord, makeTestWord } from '#relay/reconnect/test-word.ts';
import { startReconnectKit, type ReconnectKit } from './reconnect-kit.ts';

const openId = OpenId.parse('oFollower00000000000000000001');
const channelId = ChannelId.parse('tulip');
let kit: ReconnectKit;

beforeEach(() => {
  kit = startReconnectKit();
  kit.followers.push({ openId, label: 'Ben' });
});

const ask = () => kit.service.test({ runId: kit.run().id, openId, by: 'Ann' });
const writes = (text: string, from = openId) =>
  kit.service.seen({ channelId, openId: from, content: { kind: 'text', text } });

describe('a test follower', () => {
  it('who sends the word is answered, and only that is end to end', async () => {
    kit.begin();
    await kit.pass(1_000);
    const word = ask().test?.word ?? '';
    expect(word).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{6}$/u);
    await kit.pass(30_000);
    // The wait for the other side is over, but the word is still awaited.
    expect(kit.run().phase).toBe('verifying');
    writes(` ${word.toLowerCase()}\n`);
    await kit.pass(1_500);
    expect(kit.repair.answers).toEqual([{ openId, text: expect.stringContaining(word) as string }]);
    expect(kit.run()).toMatchObject({ phase: 'done', test: { label: 'Ben', word, code: null } });
    expect(
      kit
        .run()
        .legs.slice(0, 2)
        .map(({ strength }) => strength),
    ).toEqual(['end_to_end', 'end_to_end']);
    const receipt = await kit.receipts.get(kit.run().receiptId ?? '');
    expect(receipt.endToEnd).toMatchObject({ word, answeredAt: expect.any(Number) as number });
  });

  it('proves nothing with another word, from another sender, on another channel, or as a picture', async () => {
    kit.begin();
    await kit.pass(1_000);
    const word = ask().test?.word ?? '';
    writes(`${word} please`);
    writes(word, OpenId.parse('oSomebodyElse0000000000000001'));
    kit.service.seen({ channelId: ChannelId.parse('rose'), openId, content: { kind: 'text', text: word } });
    kit.service.seen({ channelId, openId, content: { kind: 'image' } });
    await kit.pass(1_000);
    expect(kit.run().test?.seenAt).toBeNull();
    expect(kit.repair.answers).toEqual([]);
  });

  it('is waited for five minutes; then the run says so and goes on', async () => {
    kit.begin();
    await kit.pass(1_000);
    const word = ask().test?.word ?? '';
    kit.clock.wind(5 * 60_000);
    await kit.pass(2_000);
    expect(kit.run()).toMatchObject({ phase: 'done', test: { code: 'TEST_WORD_NOT_SEEN', seenAt: null } });
    writes(word);
    await kit.pass(1_000);
    expect(kit.run().test?.seenAt).toBeNull();
  });

  it('whom WeChat does not let us answer proves the way in only', async () => {
    kit.repair.answerFails = new RelayError('WECHAT_REPLY_COUNT_USED', 'used', { platformCode: '45047' });
    kit.begin();
    await kit.pass(1_000);
    writes(ask().test?.word ?? '');
    await kit.pass(21_000);
    expect(kit.run().test).toMatchObject({ code: 'WECHAT_REPLY_COUNT_USED', answeredAt: null });
    expect(kit.run().test?.seenAt).not.toBeNull();
    expect(
      kit
        .run()
        .legs.slice(0, 2)
        .map(({ strength }) => strength),
    ).toEqual(['end_to_end', 'own_check']);
  });

  it('may be asked after the end too: the receipt follows', async () => {
    kit.begin();
    await kit.pass(22_000);
    expect(kit.run().phase).toBe('done');
    writes(ask().test?.word ?? '');
    await kit.pass(1_000);
    const receipt = await kit.receipts.get(kit.run().receiptId ?? '');
    expect(receipt.endToEnd?.answeredAt).not.toBeNull();
    expect(receipt.proofs[0]).toMatchObject({ leg: 'wechatIn', strength: 'end_to_end' });
    expect(kit.store.kept.size).toBe(1);
  });

  it('must be registered, and the run must not be cancelled', async () => {
    kit.begin();
    await kit.pass(1_000);
    const runId = kit.run().id;
    const other = OpenId.parse('oSomebodyElse0000000000000001');
    const refused = (code: string) => expect.objectContaining({ code }) as Error;
    expect(() => kit.service.test({ runId, openId: other, by: 'Ann' })).toThrow(refused('TEST_FOLLOWER_UNKNOWN'));
    await kit.service.cancel({ runId, by: 'Ann' });
    expect(() => ask()).toThrow(refused('RECONNECT_NOT_POSSIBLE'));
  });

  it('who is asked again gets a new word; the first proves nothing', async () => {
    kit.begin();
    await kit.pass(1_000);
    ask();
    const entry = ask();
    expect(kit.tests.isUnderWay(channelId)).toBe(true);
    writes(entry.test?.word ?? '');
    await kit.pass(1_000);
    expect(kit.repair.answers).toHaveLength(1);
    expect(kit.clock.pendingTimers).toBeLessThan(3);
  });

  it('never has his openid in the audit', async () => {
    kit.begin();
    await kit.pass(1_000);
    ask();
    expect(JSON.stringify([kit.audit, kit.run()])).not.toContain(openId);
  });
});

describe('the word', () => {
  it('is recognised however a keyboard writes it, and nothing else is', () => {
    expect(isTestWord('ＡＣ３４ｘｙ', 'AC34XY')).toBe(true);
    expect(isTestWord('　ac34xy ', 'AC34XY')).toBe(true);
    expect(isTestWord('AC34X', 'AC34XY')).toBe(false);
    expect(isTestWord('AC34XYZ', 'AC34XY')).toBe(false);
    expect(isTestWord('AC34XY'.padEnd(100), 'AC34XY')).toBe(false);
  });

  it('uses the whole alphabet', () => {
    const letters = new Set<string>();
    for (let share = 0; share < 1; share += 0.01) for (const letter of makeTestWord(() => share)) letters.add(letter);
    expect(letters.size).toBe(25);
    expect([...'01258BILOSZ'].some((letter) => letters.has(letter))).toBe(false);
  });
});
