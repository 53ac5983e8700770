import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SearchFilter, SearchPage, SearchRequest } from '#shared/domain/message-search.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { everything } from '#shared/search/query.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { openMessageSearch } from '#relay/search/message-search.ts';
import { startThread } from '#relay/search/start-search.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { median } from '../kit/percentiles.ts';
import { RealisticMessages, searchChannels } from '../kit/realistic-messages.ts';
import { heavySearches, searchTexts } from '../kit/heavy-searches.ts';
import type { SearchWork, Spread } from '../kit/search-messages.ts';
import { storeKey } from '../kit/systems.ts';

/**
 * Builds the index of a filled store and searches it, in a thread as the relay does: `search-work DIR PROGRAM COUNT SECONDS`.
 * PROGRAM is the built thread. Prints one line.
 */
const [dataDir = '', program = '', countText, secondsText] = process.argv.slice(2);
const [count, seconds] = [Number(countText), Number(secondsText)];
const perSecond = 200;
const mib = 1_048_576;
const dayMs = 86_400_000;
const key = Buffer.from(storeKey, 'base64');
const clock = systemClock;

const store = openSqliteStore({ dataDir, key, clock, random: randomBytes, logger: silentLogger });
const search = openMessageSearch({
  dataDir,
  storeKey: key,
  store,
  channels: () => searchChannels.map((id) => ({ id, name: id })),
  names: () => [],
  clock,
  log: silentLogger,
  startWorker: startThread(program),
});

function request(text: string, narrowed: Partial<SearchFilter> = {}, cursor: string | null = null): SearchRequest {
  return { text, filter: { ...everything, ...narrowed }, timeZone: 'Europe/Amsterdam', cursor, limit: 50 };
}

async function answer(wanted: SearchRequest): Promise<SearchPage> {
  const page = await search.page(wanted);
  if (page.problems.length > 0) throw new Error(`not understood: ${wanted.text}`);
  return page;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function spreadOf(durations: readonly number[]): Spread {
  const sorted = [...durations].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

const filters: readonly (readonly [text: string, narrowed: Partial<SearchFilter>])[] = [
  ['', {}],
  ['', { channelIds: searchChannels.slice(0, 1) }],
  ['', { direction: 'outbound' }],
  ['', { kinds: ['location'] }],
  ['', { kinds: ['video', 'miniprogram'] }],
  ['', { states: ['dead_letter'] }],
  ['', { states: ['delivered'] }],
  ['', { states: ['pending', 'unconfirmed', 'expired'] }],
  ['', { channelIds: searchChannels.slice(1, 3), direction: 'inbound', states: ['dead_letter'] }],
  ['', { channelIds: searchChannels.slice(5), kinds: ['template'], direction: 'outbound' }],
  ['', { from: Date.now() - 40 * dayMs, until: Date.now() - 39 * dayMs }],
  ['', { from: Date.now() - 60 * dayMs, until: Date.now() - 50 * dayMs, kinds: ['link'] }],
  ['', { contactNo: 17 }],
  ['', { contactNo: 23_456, direction: 'inbound' }],
  ['code:45015', {}],
  ['case:80000003', {}],
  ['openid:kT3w1', { states: ['expired'] }],
  ['on:yesterday dir:in', {}],
];

async function built(): Promise<number> {
  const startedAt = performance.now();
  await search.start();
  for (;;) {
    await pause(100);
    try {
      if ((await answer(request('word'))).notIndexed === 0) return count / ((performance.now() - startedAt) / 1_000);
    } catch {
      // Not open yet.
    }
  }
}

async function measuredTexts() {
  const durations = new Map<string, number[]>();
  for (let round = 0; round < 4; round += 1) {
    for (const [name, ones] of Object.entries(searchTexts)) {
      for (const text of ones) {
        durations.set(name, [...(durations.get(name) ?? []), await timed(() => answer(request(text)))]);
      }
    }
  }
  return durations;
}

async function measuredFilters() {
  const durations = new Map<string, number[]>();
  for (let round = 0; round < 6; round += 1) {
    for (const [text, narrowed] of filters) {
      const name = `filter ${text} ${Object.entries(narrowed).map(spelled).join(' ')}`.replaceAll('  ', ' ').trim();
      durations.set(name, [...(durations.get(name) ?? []), await timed(() => answer(request(text, narrowed)))]);
    }
  }
  return durations;
}

/** Moments differ from run to run: what they are is in the list above. */
function spelled([name, value]: [string, unknown]): string {
  return typeof value === 'number' && value > 1e9 ? name : `${name}=${String(value)}`;
}

async function measuredPages(): Promise<number[]> {
  const durations: number[] = [];
  for (const text of ['订单', 'order', '谢谢 is:expired', 'type:voice']) {
    let { next } = await answer(request(text));
    for (let page = 0; page < 25 && next !== null; page += 1) {
      const cursor = next;
      durations.push(await timed(async () => ({ next } = await answer(request(text, {}, cursor)))));
    }
  }
  return durations;
}

const fresh = new RealisticMessages({ seed: 7, count: 1_000_000, firstAt: Date.now(), lastAt: Date.now() + dayMs });
let given = count + 1_000_000;

/** Stores messages evenly for so long; how long each took. */
async function load(forSeconds: number, eachStored: (word: string) => void = () => undefined) {
  const durations: number[] = [];
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  for (let sent = 0; sent < perSecond * forSeconds; sent += 1) {
    const wait = startedAt + (sent * 1_000) / perSecond - performance.now();
    if (wait > 1) await pause(wait);
    given += 1;
    const word = `w${given.toString(36)}q`;
    const { message } = fresh.next(given);
    const content = { kind: 'text', text: `${word} 请问订单什么时候发货` } as const;
    const one = { ...message, kind: 'text', receivedAt: Date.now(), payload: { content, raw: content.text } } as const;
    const storeOne = async (): Promise<void> => {
      const at = performance.now();
      await store.accept(one);
      durations.push(performance.now() - at);
      eachStored(word);
    };
    running.push(storeOne());
  }
  await Promise.all(running);
  return durations;
}

/** How soon a message is found by a word of its own while others come in. */
async function measuredLag(): Promise<number[]> {
  const found: number[] = [];
  let asking: Promise<void> | null = null as Promise<void> | null;
  const follow = async (word: string): Promise<void> => {
    const at = performance.now();
    while ((await answer(request(`"${word}"`))).rows.length === 0) await pause(2);
    found.push(performance.now() - at);
  };
  await load(seconds, (word) => {
    asking ??= follow(word).finally(() => (asking = null));
  });
  await asking;
  return found;
}

async function searchHeavily(until: () => boolean): Promise<number> {
  let done = 0;
  for (; !until(); done += 1) await answer(request(heavySearches[done % heavySearches.length] ?? ''));
  return done;
}

async function measuredAccepts() {
  const alone: number[] = [];
  const searching: number[] = [];
  const ratios: number[] = [];
  let searches = 0;
  for (let round = 0; round < 5; round += 1) {
    const quiet = p99Of(await load(seconds));
    let isOver = false;
    const working = searchHeavily(() => isOver);
    const busy = p99Of(await load(seconds));
    isOver = true;
    searches += await working;
    alone.push(quiet);
    searching.push(busy);
    ratios.push(busy / quiet);
  }
  return {
    acceptRatio: median(ratios),
    acceptAlone: median(alone),
    acceptSearching: median(searching),
    searchesPerSecond: searches / (5 * seconds),
  };
}

function p99Of(durations: readonly number[]): number {
  const sorted = [...durations].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

const buildPerSecond = await built();
await pause(1_000);
const size = (name: string): number => statSync(join(dataDir, name)).size / mib;
const byKind = await measuredTexts();
const short = ['one Chinese character', 'two Chinese characters'].flatMap((name) => byKind.get(name) ?? []);
const filterTimes = await measuredFilters();
const kinds = [...byKind, ...filterTimes]
  .map(([name, durations]) => ({ search: name, ...spreadOf(durations) }))
  .sort((one, other) => other.p95 - one.p95);
const pageTimes = await measuredPages();
const lag = await measuredLag();
const work: SearchWork = {
  messages: count,
  buildPerSecond,
  indexMiB: size('search.db'),
  storeMiB: size('store.db'),
  text: spreadOf([...byKind.values()].flat()),
  shortChinese: spreadOf(short),
  filter: spreadOf([...filterTimes.values()].flat()),
  nextPages: spreadOf(pageTimes),
  foundAfter: spreadOf(lag),
  ...(await measuredAccepts()),
  kinds,
};
await search.stop();
await store.close();
process.stdout.write(`${JSON.stringify(work)}\n`);
