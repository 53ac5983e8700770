import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { aNewMessage, aReply, aSettlement, noon } from '#test/contracts/new-message.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

const day = 86_400_000;
const longAgo = noon - 100 * day;

let folder: string;
let store: RelayStore;

beforeEach(() => {
  folder = makeFolder();
  store = openIn(folder);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function settled(count: number, at: number): Promise<number[]> {
  const results = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      store.accept(index % 2 === 0 ? aNewMessage({ receivedAt: at }) : aReply({ receivedAt: at })),
    ),
  );
  const seqs = results.map(({ seq }) => seq);
  await Promise.all(
    seqs.map(async (seq) => {
      await store.claim(seq, 1, at);
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { at }));
    }),
  );
  return seqs;
}

it('goes on beside traffic, and the counts agree at every moment', async () => {
  await settled(3_000, longAgo);
  let isOver = false;
  const traffic = (async () => {
    while (!isOver) await settled(20, noon);
  })();
  const checks = (async () => {
    let checked = 0;
    while (!isOver) {
      expect((await store.verifyCounts()).agrees).toBe(true);
      checked += 1;
    }
    return checked;
  })();
  let removed = 0;
  for (;;) {
    const batch = await store.prune({ settledBefore: noon - 90 * day, openBefore: noon - 365 * day, limit: 100 });
    removed += batch.removed;
    if (batch.removed === 0) break;
  }
  isOver = true;
  await traffic;
  expect(await checks).toBeGreaterThan(3);
  expect(removed).toBe(3_000);
  const { accepted, delivered } = await store.stateCounts();
  expect(accepted).toBeGreaterThan(20);
  expect(delivered).toBe(accepted);
});

it('finds what is old behind messages that are kept, and looks no further than it must', async () => {
  // More than is looked at in one go.
  const waiting = await Promise.all(Array.from({ length: 6_000 }, () => store.accept(aReply({ receivedAt: longAgo }))));
  const old = await settled(3, longAgo);
  await settled(3, noon);
  const limits = { settledBefore: noon - 90 * day, openBefore: noon - 365 * day, limit: 100 };
  expect(await store.prune(limits)).toEqual({ removed: 3, mediaRefs: [] });
  expect(await store.rows(old)).toEqual([]);
  expect(await store.prune(limits)).toEqual({ removed: 0, mediaRefs: [] });
  expect((await store.stateCounts()).pending).toBe(waiting.length);
});

it('is not taken for a loss after a power cut that undid it', async () => {
  await settled(10, longAgo);
  await store.prune({ settledBefore: noon, openBefore: noon, limit: 4 });
  await settled(2, noon);
  await store.close();
  store = openIn(folder);
  expect(store.missingRecords()).toBe(0);
  expect((await store.stateCounts()).accepted).toBe(8);
  expect(
    (await store.minuteCounts(0, Math.floor(noon / 60_000))).every(({ minute }) => minute > longAgo / 60_000),
  ).toBe(true);
});
