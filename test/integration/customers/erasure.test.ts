import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CustomerService } from '#relay/customers/customer-service.ts';
import { caseTrace, toldTrace, watchTrace } from '#relay/customers/record-traces.ts';
import { toldKeyOf } from '#relay/outage/outage-notices.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { noon } from '#test/contracts/new-message.ts';
import { messageOf, shop, text } from '#test/integration/search/search-harness.ts';
import { withRawDatabase } from '#test/integration/storage/sqlite-harness.ts';
import { CustomerBench } from './customer-bench.ts';

const lena = 'oLena-0000_aBcDeFgHiJkLmNoQ7';
const omar = 'oOmar-0000_aBcDeFgHiJkLmNo55';
const by = 'Sanne';

let bench: CustomerBench;

beforeEach(async () => {
  bench = new CustomerBench();
  await bench.start();
});

afterEach(async () => {
  await bench.dispose();
});

async function written(words: string, openId = lena): Promise<{ seq: number; contactNo: number }> {
  const result = await bench.store.accept(messageOf({ ...text(words), openId }));
  if (result.kind !== 'stored') throw new Error('a repeat');
  return result;
}

async function delivered(words: string, openId = lena, threadIds: readonly string[] = []) {
  const { seq, contactNo } = await written(words, openId);
  await bench.store.claim(seq, 1, noon);
  const outcome = { kind: 'delivered' as const, platformMessageId: `p-${seq}`, caseId: `70${seq}`, threadIds };
  await bench.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
  return { seq, contactNo };
}

async function withFile(seq: number): Promise<string> {
  const ref = await bench.save(Buffer.from('a picture of Lena'));
  const media = { no: 1, name: 'lena-zilvervos.jpg', mimeType: 'image/jpeg', sizeBytes: 17 } as const;
  await bench.store.putMedia(seq, { ...media, state: 'stored', code: null, ref, at: noon });
  return ref;
}

async function opens(ref: string): Promise<boolean> {
  try {
    for await (const piece of bench.files.open(ref)) void piece;
    return true;
  } catch {
    return false;
  }
}

describe('erasing a customer', () => {
  it('takes the messages, the files, the names and the id out of the store, and leaves the others', async () => {
    const { seq, contactNo } = await delivered('zilvervos 秘密 4711477', lena, ['thread-of-lena']);
    await delivered('nog een zilvervos');
    const other = await delivered('omar blijft', omar, ['thread-of-omar']);
    const ref = await withFile(seq);
    await bench.customers.set({ contactNo, label: 'Lena Zonderling', note: 'kwetsbaarheidje', by });
    await bench.search.untilIndexed();
    const salt = withSalt(contactNo);

    const erased = await bench.customers.erase({ contactNo, confirm: 'NoQ7'.slice(-4), by });
    await bench.customers.settled();

    expect(erased).toEqual({ messages: 2, files: 1 });
    expect(await opens(ref)).toBe(false);
    expect(await bench.search.found('zilvervos')).toEqual([]);
    expect(await bench.search.found('Lena')).toEqual([]);
    expect(await bench.search.found('omar')).toEqual(['omar blijft']);
    await expect(bench.customers.customer(contactNo)).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    expect(await bench.store.contact(shop, OpenId.parse(lena))).toBeNull();
    expect(await bench.store.contactByThread(shop, 'thread-of-lena')).toBeNull();
    expect((await bench.store.contactByThread(shop, 'thread-of-omar'))?.contactNo).toBe(other.contactNo);
    expect((await bench.store.verifyCounts()).agrees).toBe(true);
    expect(bench.store.missingRecords()).toBe(0);
    const line = bench.lines.find(({ action }) => action === 'customer_erased');
    expect(line).toMatchObject({ by, channelId: shop, subject: '…NoQ7', detail: '2 messages, 1 files' });
    expect(JSON.stringify(bench.lines)).not.toContain(lena);
    await bench.customers.stop();
    await bench.search.search.stop();
    // Deciphered pages of both files, free ones included: neither the id nor the key's salt, nor a word in clear.
    const pages = bench.pagesOf('store.db');
    expect(pages.includes(Buffer.from(omar))).toBe(true);
    expect(pages.includes(Buffer.from(lena))).toBe(false);
    expect(pages.includes(Buffer.from('thread-of-lena'))).toBe(false);
    expect(salt).toHaveLength(16);
    expect(pages.includes(salt)).toBe(false);
    const index = bench.pagesOf('search.db');
    expect(index.includes(Buffer.from([...omar].reverse().join('')))).toBe(true);
    expect(index.includes(Buffer.from([...lena].reverse().join('')))).toBe(false);
    for (const word of ['vervos', '秘密']) expect(index.includes(Buffer.from(word)), word).toBe(false);
  });

  it('does not touch one for whom messages wait, and says how many', async () => {
    const { contactNo } = await delivered('one');
    await written('two');
    await written('three');

    const refused = bench.customers.erase({ contactNo, confirm: 'NoQ7', by });

    await expect(refused).rejects.toMatchObject({ code: 'CUSTOMER_HAS_WAITING', value: '2' });
    expect((await bench.customers.customer(contactNo)).waiting).toBe(2);
    expect((await bench.store.contact(shop, OpenId.parse(lena)))?.contactNo).toBe(contactNo);
  });

  it.each(['', '…', 'noq7', 'NoQ8', lena])('asks for the four characters: %j', async (confirm) => {
    const { contactNo } = await delivered('one');

    const refused = bench.customers.erase({ contactNo, confirm, by });

    await expect(refused).rejects.toMatchObject({ code: 'ERASE_NOT_CONFIRMED' });
    expect((await bench.store.contact(shop, OpenId.parse(lena)))?.contactNo).toBe(contactNo);
  });

  it('takes what the customer writes later for somebody new', async () => {
    const { contactNo } = await delivered('before');
    await bench.customers.set({ contactNo, label: 'Lena', note: '', by });
    await bench.customers.erase({ contactNo, confirm: '…NoQ7', by });

    const later = await delivered('after');

    expect(later.contactNo).not.toBe(contactNo);
    await bench.search.until(async () => (await bench.search.found('after')).length === 1);
    expect(await bench.customers.customer(later.contactNo)).toMatchObject({
      label: '',
      name: { text: '…NoQ7', source: 'openid' },
      messages: { inbound: 1 },
    });
    await expect(bench.customers.customer(contactNo)).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
  });

  it('keeps no name a platform tells, or staff give, while it is under way or after it', async () => {
    const { contactNo } = await delivered('who is this');
    await bench.search.untilIndexed();
    const told = gate();
    const isAsked = gate();
    bench.sources.push({
      platform: 'cxone',
      ask: async () => {
        isAsked.resolve();
        await told.open;
        return { kind: 'answer', answer: { name: 'Lena Zonderling', follows: true } };
      },
    });
    await bench.restart();
    await bench.customers.customer(contactNo);
    await isAsked.open;
    const { search } = bench.search;
    const found = await search.customer(contactNo);
    const slow = { customer: () => told.open.then(() => found), named: () => undefined, purge: () => search.purge() };
    const other = new CustomerService({ ...bench.deps, search: () => slow });
    const labelled = other.set({ contactNo, label: 'Lena Zonderling', note: '', by });

    await bench.customers.erase({ contactNo, confirm: 'NoQ7', by });
    await bench.customers.settled();
    told.resolve();

    await expect(labelled).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
    await bench.customers.stop();
    expect(await bench.store.getRecord('customer', String(contactNo))).toBeNull();
    expect(bench.customers.names()).toEqual([]);
  });

  it('goes on at the next start, wherever it was interrupted', { timeout: 60_000 }, async () => {
    const points = ['erasedMessages', 'removeErased', 'putRecord', 'removeRecord', 'purge'] as const;
    for (const point of points) {
      const mine = await delivered(`interrupted at ${point}`);
      const second = await delivered('the second');
      const ref = await withFile(second.seq);
      await bench.search.untilIndexed();
      await bench.restart({ store: failing(bench.store, point), ...(point === 'purge' && { search: withoutPurge }) });
      bench.lines.length = 0;
      const erasing = bench.customers.erase({ contactNo: mine.contactNo, confirm: 'NoQ7', by });
      await erasing.catch(() => undefined);
      await bench.customers.settled();
      const mark = await bench.store.getRecord('customer', String(mine.contactNo));
      expect(mark?.body, point).toContain('erasing');
      // Unreadable from the first moment on.
      expect(await bench.store.contact(shop, OpenId.parse(lena)), point).toBeNull();

      await bench.restart();
      await bench.customers.settled();

      expect(await bench.store.getRecord('customer', String(mine.contactNo)), point).toBeNull();
      expect((await bench.store.rows([mine.seq, second.seq])).length, point).toBe(0);
      expect(await opens(ref), point).toBe(false);
      expect((await bench.store.verifyCounts()).agrees, point).toBe(true);
      const audited = bench.lines.filter(({ action }) => action === 'customer_erased');
      expect(audited.length, point).toBeGreaterThan(0);
      expect(audited[0]?.detail, point).toBe('2 messages, 1 files');
    }
  });

  it('does not keep the relay from ending while the index is rewritten, and goes on at the next start', async () => {
    const { contactNo } = await delivered('a large index');
    const purging = gate();
    const { search } = bench.search;
    const slow = {
      customer: (no: number) => search.customer(no),
      named: () => undefined,
      purge: () => {
        purging.resolve();
        return new Promise<void>(() => undefined);
      },
    };
    await bench.restart({ search: () => slow });
    await bench.customers.erase({ contactNo, confirm: 'NoQ7', by });
    await purging.open;

    await bench.restart();

    await bench.search.until(async () => (await bench.store.getRecord('customer', String(contactNo))) === null);
  });

  it('of the newest messages is no loss of records to the next start, and gives nobody their numbers', async () => {
    const { contactNo, seq } = await delivered('the newest');
    await bench.search.untilIndexed();
    await bench.customers.erase({ contactNo, confirm: 'NoQ7', by });
    await bench.customers.settled();

    await bench.restart();

    expect(bench.store.missingRecords()).toBe(0);
    const later = await delivered('later', omar);
    expect(later.seq).toBeGreaterThan(seq);
    expect(later.contactNo).not.toBe(contactNo);
    await bench.search.until(async () => (await bench.search.found('later')).length === 1);
    expect((await bench.store.verifyCounts()).agrees).toBe(true);
  });

  it('leaves cases without the person', async () => {
    const { contactNo } = await delivered('one');
    const openId = OpenId.parse(lena);
    const body = JSON.stringify({ openId, endUser: '…NoQ7', contactNo, caseId: '7001', messages: [] });
    const record = { kind: 'sla_case' as const, channelId: shop, parent: null, at: noon, endedAt: noon };
    await bench.store.putRecord({ ...record, id: 'sla-1', body });
    await bench.store.putRecord({ ...record, id: 'sla-2', body: body.replace(lena, omar) });
    const forgotten: string[] = [];
    bench.traces.push(caseTrace(bench.store, { forget: (_channelId, whose) => void forgotten.push(whose) }));

    await bench.customers.erase({ contactNo, confirm: 'NoQ7', by });

    const kept = await bench.store.getRecord('sla_case', 'sla-1');
    expect(JSON.parse(kept?.body ?? '')).toEqual({
      ...{ openId: null, endUser: null, contactNo: null, caseId: '7001', messages: [] },
    });
    expect((await bench.store.getRecord('sla_case', 'sla-2'))?.body).toContain(omar);
    expect(forgotten).toEqual([lena]);
  });

  it('removes who was told of an outage, and who watches', async () => {
    const { contactNo } = await delivered('one');
    const openId = OpenId.parse(lena);
    const told = `inc-1:${toldKeyOf(shop, openId)}`;
    const others = `inc-1:${toldKeyOf(shop, OpenId.parse(omar))}`;
    for (const id of [told, others]) {
      const record = { id, channelId: shop, parent: 'inc-1', at: noon, endedAt: noon, body: '{"push":"","text":""}' };
      await bench.store.putRecord({ kind: 'told', ...record });
    }
    const subject = { kind: 'customer' as const, channelId: shop, openId };
    const watch = { id: 'wat-1', subject, by, at: noon, endedAt: noon, last: null };
    const record = { id: 'wat-1', channelId: shop, parent: null, at: noon, endedAt: noon, body: JSON.stringify(watch) };
    await bench.store.putRecord({ kind: 'watch', ...record });
    const ended: string[] = [];
    const watches = {
      list: () => [{ ...watch, id: 'wat-2', endedAt: null }],
      end: ({ id }: { id: string }) => {
        ended.push(id);
        return Promise.resolve(watch);
      },
    };
    bench.traces.push(toldTrace(bench.store), watchTrace(bench.store, watches));

    await bench.customers.erase({ contactNo, confirm: 'NoQ7', by });

    expect(await bench.store.getRecord('told', told)).toBeNull();
    expect(await bench.store.getRecord('told', others)).not.toBeNull();
    expect(await bench.store.getRecord('watch', 'wat-1')).toBeNull();
    expect(ended).toEqual(['wat-2']);
  });
});

function gate(): { readonly open: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const open = new Promise<void>((done) => {
    resolve = done;
  });
  return { open, resolve };
}

function withoutPurge() {
  const { search } = bench.search;
  return {
    customer: (contactNo: number) => search.customer(contactNo),
    named: () => undefined,
    purge: () => Promise.reject(new Error('the thread ended')),
  };
}

/** A store whose first call of that kind fails, as when the relay ends there. */
function failing(store: RelayStore, point: string): RelayStore {
  return new Proxy(bench.store, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(bench.store, name, bench.store);
      if (typeof member !== 'function') return member;
      if (name === point)
        return () => Promise.reject(new Error(`${store === bench.store ? '' : 're'}opened: ends here`));
      return (...given: unknown[]): unknown => (member as (...args: unknown[]) => unknown).apply(bench.store, given);
    },
  });
}

function withSalt(contactNo: number): Buffer {
  return withRawDatabase(bench.search.folder, (database) => {
    const row = database.query('SELECT salt FROM contact WHERE no = ?').get([contactNo]);
    return row?.[0] as Buffer;
  });
}
