import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SearchWork } from '../kit/search-messages.ts';
import type { SystemParts } from '../kit/systems.ts';
import { atMost, type Extra, type ExtraDeps } from './extra.ts';

const seed = 20_261_123;

async function lineOf<T>(parts: SystemParts, program: string, args: readonly string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(parts.programs, program), ...args]);
  return JSON.parse(stdout) as T;
}

/** As the relay keeps its data: 'data' within. */
export function searchFolder(parts: SystemParts): string {
  return join(parts.folder, 'searched');
}

export async function fillForSearch({ parts, messages, say }: ExtraDeps): Promise<void> {
  say(`filling a store with ${messages} messages …`);
  await lineOf(parts, 'fill-search.js', [join(searchFolder(parts), 'data'), String(messages), String(seed)]);
}

/** Searching a store full of realistic messages through the built thread, and what it costs those who store meanwhile. */
export async function measureSearch(deps: ExtraDeps): Promise<Extra> {
  const { parts, quick, seconds, messages, say } = deps;
  const folder = join(searchFolder(parts), 'data');
  await fillForSearch(deps);
  say('building the index, and searching …');
  const thread = join(dirname(parts.relay), 'search.js');
  const work = await lineOf<SearchWork>(parts, 'search-work.js', [
    folder,
    thread,
    String(messages),
    String(quick ? 1 : seconds),
  ]);
  const million = `${messages} messages`;
  return {
    name: 'Search',
    head: [
      'messages',
      'built/s',
      'index MiB',
      'store MiB',
      'text p50 ms',
      'text p95',
      '1-2 Chinese p95',
      'filter p50',
      'filter p95',
      'next page p95',
      'found after p95',
      'accept p99 alone',
      'searching',
      'searches/s',
    ],
    rows: [
      [
        work.messages,
        work.buildPerSecond,
        work.indexMiB,
        work.storeMiB,
        work.text.p50,
        work.text.p95,
        work.shortChinese.p95,
        work.filter.p50,
        work.filter.p95,
        work.nextPages.p95,
        work.foundAfter.p95,
        work.acceptAlone,
        work.acceptSearching,
        work.searchesPerSecond,
      ],
    ],
    goals: [
      atMost(`${million}: first page of a text search, p95 ms`, work.text.p95, 100, 50),
      atMost(`${million}: the same of one and two Chinese characters`, work.shortChinese.p95, 100, 50),
      atMost(`${million}: first page of a structured filter, p95 ms`, work.filter.p95, 30, 10),
      atMost('found by its words after, at 200/s, p95 ms', work.foundAfter.p95, 5_000, 2_000),
      atMost('storing at 200/s, p99: while searching heavily / alone', work.acceptRatio, 1.5, 1.1),
    ],
    further: [
      {
        name: 'Searches',
        head: ['p50 ms', 'p95', 'longest'],
        labels: work.kinds.map(({ search }) => search),
        rows: work.kinds.map(({ p50, p95, max }) => [p50, p95, max]),
        goals: [],
      },
    ],
  };
}
