import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelSnapshot, Leg, LegStatus } from '#shared/domain/channel.ts';
import { ChannelStateKind } from '#shared/domain/channel.ts';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { OutageNotice } from '#shared/domain/operations.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { noticeText, repliesAreStuck, takesNotice } from '#relay/outage/outage-notice.ts';
import { OutageNotices, type NoticedPush } from '#relay/outage/outage-notices.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { aSnapshot } from '#test/unit/relay/reconnect/fake-watch.ts';
import { FakeOperations } from '#test/unit/relay/reconnect/reconnect-kit.ts';

const channelId = ChannelId.parse('tulip');
const fault: LegStatus = {
  proof: null,
  fault: {
    since: 1,
    at: 1,
    code: 'WECHAT_QUOTA_EXHAUSTED',
    platformCode: '45009',
    value: null,
    count: 1,
    nextTryAt: 2,
  },
};
const down = (leg: Leg, more: Partial<ChannelSnapshot> = {}): ChannelSnapshot => {
  const snapshot = aSnapshot({ [leg]: fault });
  return { ...snapshot, state: { ...snapshot.state, kind: 'degraded' }, incidentId: 'incident-1', ...more };
};
const push = (more: Partial<NoticedPush> = {}): NoticedPush => ({
  channelId,
  openId: OpenId.parse('oCustomer00000000000000000001'),
  content: { kind: 'text', text: 'hello?' },
  dedupeKey: 'push-1',
  ...more,
});

let notice: OutageNotice;
let snapshot: ChannelSnapshot;
let store: FakeOperations;
let told: string[];
let notices: OutageNotices;

const restarted = (): OutageNotices =>
  new OutageNotices({
    noticeOf: () => notice,
    language: () => 'zh',
    snapshot: () => snapshot,
    store,
    onTold: (_channelId, incidentId) => told.push(incidentId),
    clock: new HandClock(),
    log: silentLogger,
  });

beforeEach(() => {
  notice = { enabled: true, texts: { en: 'Late.', nl: 'Laat.', zh: '回复会晚一些。' } };
  snapshot = down('wechatOut');
  store = new FakeOperations();
  told = [];
  notices = restarted();
});

describe('the rule', () => {
  it.each(['wechatOut', 'cxoneIn', 'cxoneOut'] as const)('replies are stuck when %s fails', (leg) => {
    expect(repliesAreStuck(down(leg))).toBe(true);
  });

  it('and not when customers only cannot reach us, nothing is an incident yet, or an operator paused it', () => {
    expect(repliesAreStuck(down('wechatIn'))).toBe(false);
    expect(repliesAreStuck(down('wechatOut', { incidentId: null }))).toBe(false);
    expect(repliesAreStuck(down('wechatOut', { state: { ...snapshot.state, kind: 'paused' } }))).toBe(false);
  });

  it('property: never without a fault on the way back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ChannelStateKind.options),
        fc.subarray<Leg>(['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut']),
        (kind, faulty) => {
          const one = aSnapshot(Object.fromEntries(faulty.map((leg) => [leg, fault])));
          const stuck = repliesAreStuck({ ...one, state: { ...one.state, kind }, incidentId: 'i' });
          if (stuck) expect(faulty.some((leg) => leg !== 'wechatIn')).toBe(true);
          if (['connected', 'verifying', 'paused', 'stopped', 'unknown', 'connecting'].includes(kind))
            expect(stuck).toBe(false);
        },
      ),
    );
  });

  it.each<[string, MessageContent, boolean]>([
    ['a text', { kind: 'text', text: 'x' }, true],
    ['a picture', { kind: 'image' }, true],
    ['a menu choice', { kind: 'event', event: 'CLICK', fields: {} }, true],
    ['an unfollow', { kind: 'event', event: 'unsubscribe', fields: {} }, false],
    ['a position the phone reports by itself', { kind: 'event', event: 'LOCATION', fields: {} }, false],
    ['a link opened from the menu', { kind: 'event', event: 'VIEW', fields: {} }, false],
    ['something unknown', { kind: 'unsupported', platformType: 'x' }, false],
  ])('%s', (_what, content, takes) => {
    expect(takesNotice(content)).toBe(takes);
  });

  it('sends no text that is off, empty or too long', () => {
    expect(noticeText(notice, 'nl')).toBe('Laat.');
    expect(noticeText({ ...notice, enabled: false }, 'nl')).toBeNull();
    expect(noticeText({ ...notice, texts: { ...notice.texts, nl: '  ' } }, 'nl')).toBeNull();
    expect(noticeText({ ...notice, texts: { ...notice.texts, nl: '渡'.repeat(201) } }, 'nl')).toBeNull();
    expect(noticeText({ ...notice, texts: { ...notice.texts, nl: '渡'.repeat(200) } }, 'nl')).not.toBeNull();
  });
});

describe('telling customers', () => {
  it('once for each of them and incident, in their language', async () => {
    expect(await notices.textFor(push())).toBe('回复会晚一些。');
    expect(await notices.textFor(push({ dedupeKey: 'push-2' }))).toBeNull();
    const other = OpenId.parse('oCustomer00000000000000000002');
    expect(await notices.textFor(push({ openId: other, dedupeKey: 'push-3' }))).toBe('回复会晚一些。');
    snapshot = down('wechatOut', { incidentId: 'incident-2' });
    expect(await notices.textFor(push({ dedupeKey: 'push-4' }))).toBe('回复会晚一些。');
    expect(told).toEqual(['incident-1', 'incident-1', 'incident-2']);
  });

  it('is the same for every repeat of the push, also when the text was changed and after a restart', async () => {
    await notices.textFor(push());
    notice = { ...notice, texts: { ...notice.texts, zh: '别的' } };
    expect(await notices.textFor(push())).toBe('回复会晚一些。');
    notices = restarted();
    expect(await notices.textFor(push({ dedupeKey: 'push-2' }))).toBeNull();
    expect(await notices.textFor(push())).toBe('回复会晚一些。');
    expect(store.puts).toBe(1);
  });

  it('of two messages at once one gets the text', async () => {
    const both = await Promise.all([notices.textFor(push()), notices.textFor(push({ dedupeKey: 'push-2' }))]);
    expect(both.filter((text) => text !== null)).toHaveLength(1);
    expect(store.puts).toBe(1);
  });

  it('asks the disk nothing while it is off, nothing is wrong, or nobody waits for an answer', async () => {
    expect(notices.textFor(push({ content: { kind: 'event', event: 'unsubscribe', fields: {} } }))).toBeNull();
    snapshot = aSnapshot();
    expect(notices.textFor(push())).toBeNull();
    snapshot = down('wechatOut');
    notice = { ...notice, enabled: false };
    expect(notices.textFor(push())).toBeNull();
    await settled();
    expect(store.kept.size).toBe(0);
  });

  it('is left out when the disk fails, and done the next time', async () => {
    store.broken = true;
    expect(await notices.textFor(push())).toBeNull();
    store.broken = false;
    expect(await notices.textFor(push({ dedupeKey: 'push-2' }))).toBe('回复会晚一些。');
  });

  it('writes no openid', async () => {
    await notices.textFor(push());
    expect(JSON.stringify([...store.kept])).not.toContain('oCustomer');
  });

  it('goes by the disk where memory has forgotten', async () => {
    await notices.textFor(push());
    for (let no = 0; no < 25_000; no += 1) {
      const openId = OpenId.parse(`oMany${String(no).padStart(20, '0')}`);
      await notices.textFor(push({ openId, dedupeKey: `many-${no}` }));
    }
    expect(await notices.textFor(push({ dedupeKey: 'push-2' }))).toBeNull();
    expect(store.puts).toBe(25_001);
  });
});
