import { beforeEach, describe, expect, it } from 'vitest';
import { CustomerBook, type CustomerRecords } from '#relay/customers/customer-book.ts';
import { NameDesk, type NotedMessage } from '#relay/customers/name-desk.ts';
import type { CustomerNameSource, NameResult } from '#relay/ports/customer-name-source.ts';
import type { CustomerNames } from '#relay/ports/customer-names.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { recordingLogger } from '#test/integration/storage/sqlite-harness.ts';

const shop = ChannelId.parse('shop');
const help = ChannelId.parse('help');
const day = 86_400_000;

let clock: HandClock;
let records: Map<string, OperationsRecord>;
let told: CustomerNames[];
let asked: { readonly openId: string; readonly channelId: string; readonly at: number }[];
let answer: (openId: OpenId) => NameResult | Promise<NameResult>;
let mayAsk: boolean;
let log: ReturnType<typeof recordingLogger>;
let book: CustomerBook;
let desk: NameDesk;

const store: CustomerRecords = {
  putRecord: (record) => Promise.resolve(void records.set(record.id, record)),
  getRecord: (_kind, id) => Promise.resolve(records.get(id) ?? null),
  removeRecord: (_kind, id) => Promise.resolve(void records.delete(id)),
  recordRange: () => Promise.resolve({ records: [...records.values()], next: null }),
  customerContact: (contactNo) =>
    Promise.resolve({ contactNo, channelId: shop, openId: openIdOf(contactNo), windowUntil: null, repliesLeft: null }),
};

function openIdOf(contactNo: number): OpenId {
  return OpenId.parse(`oCustomer${String(contactNo).padStart(20, '0')}`);
}

function sourceOf(channelId: ChannelId): CustomerNameSource {
  return {
    platform: 'wechat',
    ask: async (openId) => {
      asked.push({ openId, channelId, at: clock.monotonic() });
      const told = await answer(openId);
      return told;
    },
  };
}

async function begin(): Promise<void> {
  book = new CustomerBook({ store, clock, onNamed: (names) => void told.push(names) });
  desk = new NameDesk({
    book,
    sourcesOf: (channelId) => [sourceOf(channelId)],
    mayAsk: () => mayAsk,
    openIdOf: (contactNo) => Promise.resolve(openIdOf(contactNo)),
    clock,
    log: log.logger,
  });
  await book.load();
  desk.start();
}

function wrote(contactNo: number, more: Partial<NotedMessage> = {}): void {
  const content = { kind: 'text' as const, text: 'hello' };
  const at = clock.now();
  desk.noted({ contactNo, channelId: shop, direction: 'inbound', content, platformAt: at, receivedAt: at, ...more });
}

function event(name: string): Pick<NotedMessage, 'content'> {
  return { content: { kind: 'event', event: name, fields: {} } };
}

function remarked(name: string | null, follows = true): NameResult {
  return { kind: 'answer', answer: { name, follows } };
}

beforeEach(async () => {
  clock = new HandClock();
  records = new Map();
  told = [];
  asked = [];
  answer = () => remarked('Tante Bep');
  mayAsk = true;
  log = recordingLogger();
  await begin();
});

describe('asking platforms what customers are called', () => {
  it('asks for one who writes, tells the search, and keeps what was said', async () => {
    wrote(7);
    await clock.windSlowly(2_000);

    expect(asked.map(({ openId }) => openId)).toEqual([openIdOf(7)]);
    expect(told).toEqual([{ contactNo: 7, names: [{ text: 'Tante Bep', source: 'remark' }] }]);
    expect(await book.get(7)).toMatchObject({ remark: { text: 'Tante Bep' }, follows: { yes: true }, label: '' });
  });

  it('asks again only after a week, also after a restart, and sooner for whom somebody looks at', async () => {
    wrote(7);
    await clock.windSlowly(2_000);
    wrote(7);
    await clock.windSlowly(2_000);
    expect(asked).toHaveLength(1);
    await desk.stop();
    await begin();
    wrote(7);
    desk.opened(7, shop);
    await clock.windSlowly(2_000);
    expect(asked).toHaveLength(1);

    await clock.windSlowly(60_000, 10_000);
    desk.opened(7, shop);
    await clock.windSlowly(2_000);
    expect(asked).toHaveLength(2);

    clock.wind(7 * day);
    wrote(7);
    await clock.windSlowly(2_000);
    expect(asked).toHaveLength(3);
  });

  it('asks once a second at most in each channel, and first for whom somebody looks at', async () => {
    for (let no = 1; no <= 5; no += 1) wrote(no);
    wrote(50, { channelId: help });
    desk.opened(4, shop);
    await clock.windSlowly(5_000);

    const ofShop = asked.filter(({ channelId }) => channelId === shop);
    expect(ofShop.map(({ openId }) => Number(openId.slice(-3)))).toEqual([4, 1, 2, 3, 5]);
    for (const [index, { at }] of ofShop.entries()) {
      if (index > 0) expect(at - (ofShop[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    }
    expect(asked.filter(({ channelId }) => channelId === help)).toHaveLength(1);
  });

  it('asks for two thousand a day and no more, counting those before a restart', { timeout: 30_000 }, async () => {
    const before = { remark: null, asked: { wechat: clock.now(), cxone: null } };
    for (let no = 1; no <= 1_998; no += 1) {
      const body = JSON.stringify({ label: '', note: '', changedAt: null, changedBy: null, ...before });
      records.set(String(no), {
        ...{ kind: 'customer', id: String(no), channelId: shop, parent: null, at: 1, endedAt: null, body },
      });
    }
    await desk.stop();
    await begin();
    for (let no = 3_001; no <= 3_005; no += 1) wrote(no);
    await clock.windSlowly(300_000, 5_000);
    expect(asked).toHaveLength(2);

    await clock.windSlowly(day, 60_000);
    expect(asked).toHaveLength(5);
  });

  it('does not ask while the leg is down or messages wait', async () => {
    mayAsk = false;
    wrote(7);
    await clock.windSlowly(60_000, 1_000);
    expect(asked).toEqual([]);

    mayAsk = true;
    await clock.windSlowly(31_000, 1_000);
    expect(asked).toHaveLength(1);
  });

  it('logs a platform that does not tell once, goes slowly, and rests a day when it may not be asked', async () => {
    answer = () => ({ kind: 'failed', code: 'WECHAT_UNREACHABLE', isLasting: false });
    for (let no = 1; no <= 4; no += 1) wrote(no);
    await clock.windSlowly(125_000, 1_000);
    expect(asked).toHaveLength(3);
    expect(log.names().filter((name) => name === 'customers.names_not_told')).toHaveLength(1);

    answer = () => ({ kind: 'failed', code: 'WECHAT_PERMISSION_MISSING', isLasting: true });
    await clock.windSlowly(120_000, 1_000);
    wrote(9);
    await clock.windSlowly(day / 2, 60_000);
    expect(asked).toHaveLength(4);
    expect(told).toEqual([]);
  });

  it('keeps the latest word on whether one follows, whichever way it came', async () => {
    wrote(7, event('subscribe'));
    await clock.windSlowly(3_000);
    expect((await book.get(7))?.follows?.yes).toBe(true);

    clock.wind(1_000);
    wrote(7, event('unsubscribe'));
    await clock.windSlowly(3_000);
    expect((await book.get(7))?.follows).toMatchObject({ yes: false });

    // An event that was under way for long says nothing of now.
    wrote(7, { ...event('subscribe'), platformAt: clock.now() - 60_000 });
    await clock.windSlowly(3_000);
    expect((await book.get(7))?.follows?.yes).toBe(false);

    clock.wind(7 * day);
    answer = () => remarked(null, true);
    wrote(7);
    await clock.windSlowly(3_000);
    expect(await book.get(7)).toMatchObject({ remark: null, follows: { yes: true } });
  });

  it('loses nothing of what staff write while a platform answers', async () => {
    let resolve: (result: NameResult) => void = () => undefined;
    answer = () => new Promise((given) => (resolve = given));
    wrote(7);
    await clock.windSlowly(200);
    const staff = book.change({
      contactNo: 7,
      channelId: shop,
      change: (before) => ({ ...before, label: 'Bep van de hoek', changedAt: clock.now(), changedBy: 'Sanne' }),
    });
    resolve(remarked('  Tante\u2028 Bep '));
    await staff;
    await clock.windSlowly(1_000);

    expect(told.at(-1)).toEqual({
      contactNo: 7,
      names: [
        { text: 'Bep van de hoek', source: 'label' },
        { text: 'Tante Bep', source: 'remark' },
      ],
    });
    expect(book.names).toHaveLength(1);
  });

  it('gives up a question under way when it stops', async () => {
    answer = () => new Promise(() => undefined);
    let given: AbortSignal | null = null;
    desk = new NameDesk({
      book,
      sourcesOf: () => [
        {
          platform: 'cxone',
          ask: (_openId, signal) => {
            given = signal;
            return new Promise((resolve) => {
              signal.addEventListener('abort', () => {
                resolve({ kind: 'failed', code: 'CXONE_UNREACHABLE', isLasting: false });
              });
            });
          },
        },
      ],
      mayAsk: () => true,
      openIdOf: (contactNo) => Promise.resolve(openIdOf(contactNo)),
      clock,
      log: log.logger,
    });
    desk.start();
    wrote(7);
    await clock.windSlowly(500);

    await desk.stop();

    expect(given).toMatchObject({ aborted: true });
    expect(log.names()).toEqual([]);
  });
});
