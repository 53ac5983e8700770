import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { filledStore } from '#test/faults/kit/million-messages.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const messages = 1_000_000;
const longestPageMs = 300;
const pageRows = 200;

export const millionRows: Scenario = {
  name: 'million-rows',
  group: 'instances',
  title:
    'the list of traffic over 1,000,000 rows: every page comes within 300 ms, first or deep, with and without a filter, and no row is shown twice or left out',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 1, night: 5 });
    const channels = drawIdentities(createRandom(String(context.seed)).fork('identities'), undefined).accounts.map(
      ({ key }) => key,
    );
    const filled = await filledStore(messages, channels);
    const dataDir = join(context.folder, 'data');
    cpSync(filled.dataDir, dataDir, { recursive: true });
    const store = openSqliteStore({
      dataDir,
      key: filled.storeKey,
      clock: systemClock,
      random: randomBytes,
      logger: silentLogger,
    });
    context.onEnd(() => store.close());
    const firstMs: number[] = [];
    const pageMs: number[] = [];
    const filters = [
      {},
      { channelIds: channels.slice(0, 1).map((channel) => ChannelId.parse(channel)) },
      { direction: 'inbound' as const },
      { states: ['pending' as const] },
      { states: ['dead_letter' as const] },
    ];
    const page = async (filter: TrafficFilter, beforeSeq: number | null) => {
      const startedAt = performance.now();
      const found = await store.trafficPage(filter, beforeSeq, pageRows);
      (beforeSeq === null ? firstMs : pageMs).push(performance.now() - startedAt);
      return found;
    };
    for (let round = 0; round < rounds; round += 1) {
      for (const filter of filters) {
        const { nextBeforeSeq } = await page(filter, null);
        if (nextBeforeSeq === null) continue;
        // As somebody drags the bar: anywhere.
        for (let drag = 0; drag < 50; drag += 1) await page(filter, 1 + Math.floor(context.chance() * messages));
      }
      let before: number | null = null;
      let last = Number.POSITIVE_INFINITY;
      let seen = 0;
      do {
        const { rows, nextBeforeSeq }: Awaited<ReturnType<typeof page>> = await page({}, before);
        for (const { seq } of rows) {
          if (seq >= last) throw new Error(`row ${seq} came after row ${last}`);
          last = seq;
        }
        seen += rows.length;
        before = nextBeforeSeq;
      } while (before !== null);
      if (seen !== messages) throw new Error(`${seen} rows were shown`);
    }
    const figures = {
      firstPageMaxMs: quantile(firstMs, 1),
      pageP99Ms: quantile(pageMs, 0.99),
      pageMaxMs: quantile(pageMs, 1),
      pages: firstMs.length + pageMs.length,
    };
    if (figures.firstPageMaxMs > longestPageMs || figures.pageP99Ms > longestPageMs)
      throw new Error(`pages are too slow: ${JSON.stringify(figures)}`);
    return { injections: rounds, figures };
  },
};
