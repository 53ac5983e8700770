import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sighting } from '#shared/domain/setup/sighting.ts';
import { KeptSighting } from '#relay/setup/sighting-record.ts';
import { SightingBook, type SightingOwner } from '#relay/setup/sighting-book.ts';
import { boxSightings } from '#relay/setup/sighting-hooks.ts';
import { noon } from '#test/contracts/new-message.ts';
import { startBoxKit, type BoxKit } from '../cxone/box-kit.ts';
import { relayConfig } from '../cxone/relay-fixture.ts';
import { OperationsKit } from '../operations/operations-kit.ts';

const second = 1_000;
const minute = 60_000;
const tulip: SightingOwner = { owner: 'channel', ownerId: 'tulip', identity: 'wx-tulip' };
const demo: SightingOwner = { owner: 'integration', ownerId: 'demo', identity: 'client-demo' };

const here = 'https://relay.veerpont.nl';
const there = 'https://new.veerpont.nl/relay';

let kit: OperationsKit;
let book: SightingBook;
let told: Sighting[];

async function opened(owners = [tulip, demo], address: string | null = here): Promise<SightingBook> {
  const { store, keeper, clock, log } = kit;
  const present = { channel: address, integration: address };
  const made = new SightingBook({
    store,
    keeper,
    clock,
    log,
    owners,
    present,
    onSighted: (one) => void told.push(one),
  });
  await made.load();
  return made;
}

async function kept(kind: string): Promise<KeptSighting | undefined> {
  await kit.atRest();
  const records = await kit.store.records({ kind: 'sighting', order: 'oldest_first', limit: 100 });
  return records.map(({ body }) => KeptSighting.parse(JSON.parse(body))).find(({ sighting }) => sighting.kind === kind);
}

beforeEach(async () => {
  kit = new OperationsKit();
  told = [];
  book = await opened();
});
afterEach(async () => {
  book.stop();
  await kit.dispose();
});

describe('what the relay has seen', () => {
  it('is nothing at first, and nothing of those it does not know', () => {
    book.seen('channel', 'lotus', 'message_in');
    book.seen('integration', '', 'box_called');
    expect([book.list(), told]).toEqual([[], []]);
  });

  it('is told and written at once the first time', async () => {
    book.seen('channel', 'tulip', 'webhook_verified');
    const first = {
      ...{ owner: 'channel', ownerId: 'tulip', kind: 'webhook_verified' },
      ...{ firstAt: noon, lastAt: noon, count: 1, detail: null, under: here },
    };
    expect(told).toEqual([{ ...first, current: true }]);
    expect(book.list()).toEqual([{ ...first, current: true }]);
    expect((await kept('webhook_verified'))?.sighting).toEqual(first);
  });

  it('proves the address it was seen under, and no other', async () => {
    book.seen('channel', 'tulip', 'webhook_verified', here);
    book.seen('integration', 'demo', 'token_fetched');
    book.stop();
    await kit.restart(minute);
    book = await opened([tulip, demo], there);
    expect(book.list().map(({ kind, under, current }) => [kind, under, current])).toEqual([
      ['webhook_verified', here, false],
      ['token_fetched', here, false],
    ]);
    // Somebody still calls under the old name; then the first call under the new one, told at once, and what is told of it
    // stays told.
    told = [];
    book.seen('channel', 'tulip', 'webhook_verified', here);
    book.seen('channel', 'tulip', 'webhook_verified', there);
    book.seen('channel', 'tulip', 'webhook_verified', here);
    expect(told).toMatchObject([{ under: there, current: true, count: 1 }]);
    expect(book.list()[0]).toMatchObject({ under: there, current: true, count: 1, firstAt: kit.clock.now() });
    expect((await kept('webhook_verified'))?.sighting).toMatchObject({ under: there, count: 1 });
  });

  it('counts for the address in use where nobody can tell, and from before addresses were kept', async () => {
    book.seen('channel', 'tulip', 'pushed');
    expect(book.list()).toMatchObject([{ under: here, current: true }]);
    book.stop();
    const record = await kept('pushed');
    await kit.store.putRecord({
      kind: 'sighting',
      id: 'channel/tulip/pushed',
      channelId: null,
      parent: null,
      at: noon,
      endedAt: null,
      body: JSON.stringify({ ...record, sighting: { ...record?.sighting, under: undefined } }),
    });
    await kit.restart(minute);
    book = await opened([tulip, demo], there);
    expect(book.list()).toMatchObject([{ under: there, current: true }]);
  });

  it('tells nothing apart while no address is configured', async () => {
    book.seen('channel', 'tulip', 'pushed', here);
    book.stop();
    await kit.restart(minute);
    book = await opened([tulip, demo], null);
    expect(book.list()).toMatchObject([{ under: here, current: true }]);
    book.seen('channel', 'tulip', 'pushed');
    expect(book.list()).toMatchObject([{ under: null, current: true, count: 1 }]);
  });

  it('is told every ten seconds at most afterwards, and written once a minute', async () => {
    const put = vi.spyOn(kit.store, 'putRecord');
    for (let turn = 0; turn < 120; turn += 1) {
      book.seen('channel', 'tulip', 'message_in');
      await kit.wind(second);
    }
    await kit.wind(minute);
    expect(told.map(({ count }) => count)).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91, 101, 111, 120]);
    expect(told.at(-1)).toMatchObject({ firstAt: noon, lastAt: noon + 119 * second });
    expect(put).toHaveBeenCalledTimes(3);
    expect((await kept('message_in'))?.sighting.count).toBe(120);
    await kit.wind(5 * minute, minute);
    expect([told.length, put.mock.calls.length]).toEqual([13, 3]);
  });

  it('is told and written no more often when it comes under several old addresses in turn', async () => {
    book.seen('channel', 'tulip', 'pushed', 'https://a.example.org');
    const put = vi.spyOn(kit.store, 'putRecord');
    for (let turn = 0; turn < 60; turn += 1) {
      book.seen('channel', 'tulip', 'pushed', turn % 2 === 0 ? 'https://b.example.org' : 'https://a.example.org');
      await kit.wind(second);
    }
    expect(told.length).toBeLessThanOrEqual(7);
    expect(put.mock.calls.length).toBeLessThanOrEqual(1);
    expect(book.list()).toMatchObject([{ current: false, count: 1 }]);
    book.seen('channel', 'tulip', 'pushed', here);
    expect(told.at(-1)).toMatchObject({ under: here, current: true, count: 1 });
  });

  it('outlives the relay, with its last moments when it ends in order', async () => {
    book.seen('channel', 'tulip', 'message_out');
    await kit.wind(5 * second);
    book.seen('channel', 'tulip', 'message_out');
    book.stop();
    await kit.restart(minute);
    told = [];
    book = await opened();
    expect(book.list()).toMatchObject([{ firstAt: noon, lastAt: noon + 5 * second, count: 2 }]);
    expect(told).toEqual([]);
    book.seen('channel', 'tulip', 'message_out');
    await kit.wind(10 * second);
    expect(told).toMatchObject([{ firstAt: noon, count: 3 }]);
    expect((await kept('message_out'))?.sighting.count).toBe(3);
  });

  it('is not taken over by another account under the same id', async () => {
    book.seen('channel', 'tulip', 'webhook_verified');
    book.seen('integration', 'demo', 'token_fetched');
    book.stop();
    await kit.restart(minute);
    const other = { ...tulip, identity: 'wx-other' };
    book = await opened([other, demo]);
    expect(book.list().map(({ kind }) => kind)).toEqual(['token_fetched']);
    book.seen('channel', 'tulip', 'webhook_verified');
    expect(await kept('webhook_verified')).toMatchObject({ identity: 'wx-other', sighting: { count: 1 } });
  });

  it('counts as not seen when the disk cannot be read', async () => {
    vi.spyOn(kit.store, 'records').mockRejectedValueOnce(new Error('no disk'));
    book = await opened();
    expect(book.list()).toEqual([]);
  });

  it('keeps the last fifty of calls that nobody published, cut to what is bearable', async () => {
    for (let call = 1; call <= 60; call += 1) {
      const path = call === 60 ? `/${'x'.repeat(500)}` : `/1.0/unknown-${call}`;
      book.unknownCall('integration', 'demo', { method: 'DELETE', path, sizeBytes: null });
    }
    book.stop();
    const record = await kept('unknown_call');
    expect(record?.calls).toHaveLength(50);
    expect(record?.calls[0]?.path).toBe('/1.0/unknown-11');
    expect(record?.calls.at(-1)?.path).toHaveLength(300);
    expect(record?.sighting.count).toBe(60);
    expect(record?.sighting.detail).toHaveLength(200);
  });
});

describe('CXone’s calls to us', () => {
  let box: BoxKit;

  beforeEach(async () => {
    box = await startBoxKit({ sightings: boxSightings(book, relayConfig) });
  });
  afterEach(() => box.stop());

  const seen = () => book.list().map(({ ownerId, kind, count, detail }) => [ownerId, kind, count, detail]);
  const credentials = { grant_type: 'client_credentials', client_id: 'client-demo' };
  const secret = relayConfig.integrations[0]?.box.clientSecret;

  it('are seen from the first token on', async () => {
    await box.call('/1.0/token', { token: null, body: { ...credentials, client_secret: 'wrong' } });
    expect(seen()).toEqual([]);
    const answer = await box.call('/1.0/token', { token: null, body: { ...credentials, client_secret: secret } });
    expect(answer.status).toBe(200);
    expect(seen()).toEqual([['demo', 'token_fetched', 1, null]]);
  });

  it('count when their token is good, whatever they ask', async () => {
    await box.call('/1.0/channel/none/recipients/validation', { body: {} });
    await box.call('/1.0/channel/none/recipients/validation', { body: {}, token: 'header.payload.signature' });
    await box.call('/1.0/channel/none/recipients/validation', { body: {}, token: null });
    expect(seen()).toEqual([['demo', 'box_called', 1, null]]);
  });

  it('are kept when nobody published them, answered 404, and only CXone’s', async () => {
    const path = '/1.0/channel/6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90/hide';
    const answer = await box.call(path, { body: { a: 1 } });
    expect([answer.status, answer.json.errorCode]).toEqual([404, 'notSupported']);
    await box.call(path, { body: {}, token: null });
    await box.call(path, { body: {}, token: 'header.payload.signature' });
    const shown = 'POST /integration/box/1.0/channel/…1e90/hide';
    expect(seen()).toEqual([['demo', 'unknown_call', 1, shown]]);
    expect((await kept('unknown_call'))?.calls).toEqual([
      { at: noon, method: 'POST', path: shown.slice(5), sizeBytes: 7 },
    ]);
  });

  it('are kept when the address is known and the method is not', async () => {
    const answer = await box.call('/1.0/posts/x/messages', { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(seen()).toEqual([['demo', 'unknown_call', 1, 'DELETE /integration/box/1.0/posts/x/messages']]);
  });

  it('are told to come with a new token before they are judged', async () => {
    const token = box.token();
    box.clock.wind(3_700 * second);
    expect((await box.call('/3.0/news', { body: {}, token })).status).toBe(401);
    expect((await box.call('/3.0/news', { body: {} })).status).toBe(404);
    expect(seen()).toEqual([['demo', 'unknown_call', 1, 'POST /integration/box/3.0/news']]);
  });
});
