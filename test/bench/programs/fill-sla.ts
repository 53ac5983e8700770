import { randomBytes } from 'node:crypto';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SlaVersion } from '#shared/domain/sla-settings.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { caseFrom, recordOf } from '#relay/sla/kept-case.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { accounts } from '../kit/identities.ts';
import { keptOf } from '../kit/kept-cases.ts';
import { clocksOfCase, someCases, someSettings, warnedAfterMs } from '../kit/sla-cases.ts';
import { storeKey } from '../kit/systems.ts';

/**
 * Open cases in a store, through its own code: `fill-sla DIR fill COUNT NOW` puts them there, `fill-sla DIR count` says how
 * many a relay has warned of since. Prints one line.
 */
const [dataDir = '', act, countText, nowText] = process.argv.slice(2);
const atOnce = 500;
const store = openSqliteStore({
  dataDir,
  key: Buffer.from(storeKey, 'base64'),
  clock: systemClock,
  random: randomBytes,
  logger: silentLogger,
});

const found = act === 'fill' ? await fill(Number(countText), Number(nowText)) : await count();
await store.close();
process.stdout.write(`${JSON.stringify(found)}\n`);

async function fill(wanted: number, now: number) {
  const channelIds = [accounts.plain.id, accounts.security.id].map((id) => ChannelId.parse(id));
  const version: SlaVersion = {
    id: 'bench',
    settings: someSettings(channelIds),
    appliesFrom: 0,
    savedAt: now,
    by: null,
    note: '',
  };
  await store.putRecord({
    kind: 'sla_version',
    id: version.id,
    channelId: null,
    parent: null,
    at: version.savedAt,
    endedAt: null,
    body: JSON.stringify(version),
  });
  const cases = someCases({ count: wanted, seed: 20_261_122, now, channelIds });
  for (let from = 0; from < cases.length; from += atOnce) {
    await Promise.all(cases.slice(from, from + atOnce).map((facts) => store.putRecord(recordOf(keptOf(facts), null))));
  }
  const due = cases.filter(({ messages }) => now - (messages[0]?.at ?? now) > warnedAfterMs).length;
  return { openClocks: wanted * clocksOfCase, due };
}

async function count() {
  let warned = 0;
  let after: Awaited<ReturnType<typeof store.recordRange>>['next'] = null;
  do {
    const page: Awaited<ReturnType<typeof store.recordRange>> = await store.recordRange({
      kind: 'sla_case',
      from: 0,
      before: Number.MAX_SAFE_INTEGER,
      openOnly: true,
      after,
      limit: 1_000,
    });
    warned += page.records.filter((record) => (caseFrom(record)?.kept.warned.length ?? 0) > 0).length;
    after = page.next;
  } while (after !== null);
  return { warned };
}
