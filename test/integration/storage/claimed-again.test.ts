import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreSession } from '#relay/storage/sqlite/store-session.ts';
import { aNewMessage, aSettlement, noon } from '#test/contracts/new-message.ts';
import type { StoreUnderTest } from '#test/contracts/relay-store.contract.ts';
import { makeSqliteStore } from './sqlite-harness.ts';

let under: StoreUnderTest;

beforeEach(async () => {
  under = await makeSqliteStore();
});

afterEach(() => under.dispose());

it.each([true, false])('an attempt that ends and the next one may share a commit (it counts: %s)', async (counts) => {
  const { store } = under;
  const message = aNewMessage();
  const { seq } = await store.accept(message);
  expect(await store.claim(seq, 1, noon)).toBe(true);
  const attempt = counts ? 2 : 1;
  const ended = store.settle(aSettlement(seq, { kind: 'retry', counts }));
  const claimed = store.claim(seq, attempt, noon);
  await ended;
  expect(await claimed).toBe(true);
  await store.settle(aSettlement(seq, { kind: 'delivered' }, { attempt }));
  expect((await store.message(message.id)).row.state).toBe('delivered');
});

it('recovery comes before a settlement that was asked for later in the same turn', async () => {
  const { store } = under;
  const message = aNewMessage();
  const { seq } = await store.accept(message);
  await store.claim(seq, 1, noon);
  const recovered = store.recoverClaims(noon);
  await store.settle(aSettlement(seq, { kind: 'delivered' }));
  expect(await recovered).toEqual({ requeued: 1, unconfirmed: 0 });
  expect((await store.message(message.id)).row.state).toBe('pending');
});

it('an attempt whose end did not reach the disk is over with the work of its channel', async () => {
  const { store } = under;
  const message = aNewMessage();
  const { seq } = await store.accept(message);
  await store.claim(seq, 1, noon);
  const full = vi.spyOn(StoreSession.prototype, 'commit').mockRejectedValueOnce(aFullDisk());
  await expect(store.settle(aSettlement(seq, { kind: 'delivered' }))).rejects.toMatchObject({ code: 'STORE_FULL' });
  full.mockRestore();
  expect(await store.recoverChannelClaims(message.channelId, noon)).toEqual({ requeued: 1, unconfirmed: 0 });
  expect(await store.claim(seq, 2, noon)).toBe(true);
  // The note that is due by then is not written over the new attempt.
  under.clock.wind(1_000);
  await store.settle(aSettlement(seq, { kind: 'delivered' }, { attempt: 2 }));
  expect((await store.message(message.id)).row).toMatchObject({ state: 'delivered', attempts: 2 });
});

it('the end of an attempt comes before a recovery of its channel that was asked for later in the same turn', async () => {
  const { store } = under;
  const message = aNewMessage();
  const { seq } = await store.accept(message);
  await store.claim(seq, 1, noon);
  const ended = store.settle(aSettlement(seq, { kind: 'delivered' }));
  expect(await store.recoverChannelClaims(message.channelId, noon)).toEqual({ requeued: 0, unconfirmed: 0 });
  await ended;
  expect((await store.message(message.id)).row.state).toBe('delivered');
});

function aFullDisk(): Error {
  return Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
}
