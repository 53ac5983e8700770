import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startAskedRelay, untilSearchable, type AskedRelay } from '../kit/asked-relay.ts';
import { heavySearches, scopeOf } from '../kit/heavy-searches.ts';
import { median } from '../kit/percentiles.ts';
import { usualPerSecond } from './compare.ts';
import { atMost, flawless, type Extra, type ExtraDeps } from './extra.ts';
import type { Measured } from './bench-run.ts';
import { fillForSearch, searchFolder } from './search.ts';

const rounds = 5;
const pageRows = 50;
/** A person of the benchmark. */
const by = 'bench';

/** What people do beside the messages; returns how much of it they got. */
type Beside = (relay: AskedRelay, isOver: () => boolean) => Promise<number>;

const searching: Beside = async (relay, isOver) => {
  let done = 0;
  for (; !isOver(); done += 1) {
    const scope = scopeOf(heavySearches[done % heavySearches.length] ?? '');
    await relay.ask('search.page', { ...scope, cursor: null, limit: pageRows });
  }
  return done;
};

/** One export after the other, read as fast as they come. */
const exporting: Beside = async (relay, isOver) => {
  let rows = 0;
  while (!isOver()) {
    const request = { search: scopeOf(''), form: 'csv', revealReason: null } as const;
    const { exportId } = await relay.ask('export.open', { ...request, by });
    let own = 0;
    for (let isEnd = false; !isEnd && !isOver();) {
      const piece = await relay.ask('export.read', { exportId });
      own += piece.rows;
      isEnd = piece.isEnd;
    }
    await relay.ask('export.close', { exportId, outcome: 'cancelled', rows: own, by });
    rows += own;
  }
  return rows;
};

/** How soon WeChat is answered while somebody searches without a pause, or exports everything; alone, in the same run. */
export async function measureAsked(deps: ExtraDeps): Promise<Extra> {
  const { bench, parts, quick, seconds, messages, say } = deps;
  const folder = searchFolder(parts);
  if (!existsSync(join(folder, 'data', 'store.db'))) await fillForSearch(deps);
  const relay = await startAskedRelay(parts, folder);
  await untilSearchable(relay);
  say('taking messages alone, beside searches, and beside an export …');

  const pace = { kind: 'rate', perSecond: usualPerSecond, seconds } as const;
  const run = async (beside: Beside | null): Promise<{ readonly measured: Measured; readonly done: number }> => {
    let isOver = false;
    const asking = beside?.(relay, () => isOver) ?? Promise.resolve(0);
    try {
      const measured = await bench.measure(relay.system, { work: 'security', pace, most: usualPerSecond * seconds });
      isOver = true;
      return { measured, done: await asking };
    } finally {
      isOver = true;
    }
  };
  // The first stretch warms everything up.
  await run(null);
  const found: Record<'alone' | 'searched' | 'exported', Awaited<ReturnType<typeof run>>>[] = [];
  for (let round = 0; round < (quick ? 1 : rounds); round += 1) {
    const alone = await run(null);
    const searched = await run(searching);
    const exported = await run(exporting);
    found.push({ alone, searched, exported });
  }
  await relay.system.child.end();

  const p99 = ({ measured }: { readonly measured: Measured }): number => measured.ack.p99;
  const all = found.flatMap(({ alone, searched, exported }) => [alone, searched, exported]);
  const perSecond = (pick: (one: (typeof found)[number]) => number): number => median(found.map(pick)) / seconds;
  return {
    name: 'Asked',
    head: [
      'messages',
      'ack p50 alone',
      'searching',
      'exporting',
      'ack p99 alone',
      'searching',
      'exporting',
      'searches/s',
      'exported/s',
    ],
    rows: [
      [
        messages,
        median(found.map(({ alone }) => alone.measured.ack.p50)),
        median(found.map(({ searched }) => searched.measured.ack.p50)),
        median(found.map(({ exported }) => exported.measured.ack.p50)),
        median(found.map(({ alone }) => p99(alone))),
        median(found.map(({ searched }) => p99(searched))),
        median(found.map(({ exported }) => p99(exported))),
        perSecond(({ searched }) => searched.done),
        perSecond(({ exported }) => exported.done),
      ],
    ],
    goals: [
      atMost(
        'ack p99 at 200/s: while searching heavily / alone',
        median(found.map(({ alone, searched }) => p99(searched) / p99(alone))),
        1.5,
        1.1,
      ),
      atMost(
        'ack p99 at 200/s: while exporting / alone',
        median(found.map(({ alone, exported }) => p99(exported) / p99(alone))),
        1.5,
        1.1,
      ),
      flawless('asked', sum(all.map(({ measured }) => measured))),
    ],
  };
}

function sum(all: readonly Measured[]): Pick<Measured, 'lost' | 'repeated' | 'outOfOrder'> {
  const of = (pick: (one: Measured) => number): number => all.reduce((total, one) => total + pick(one), 0);
  return {
    lost: of(({ lost }) => lost),
    repeated: of(({ repeated }) => repeated),
    outOfOrder: of(({ outOfOrder }) => outOfOrder),
  };
}
