import { randomBytes } from 'node:crypto';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import type { Settlement } from '#relay/ports/relay-store.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { RealisticMessages, type End, type RealisticMessage } from '../kit/realistic-messages.ts';
import { storeKey } from '../kit/systems.ts';

/** Fills a store with messages as a support desk sees them: `fill-search DIR COUNT SEED`. Prints one line when it is done. */
const [dataDir = '', countText, seedText] = process.argv.slice(2);
const [count, seed] = [Number(countText), Number(seedText)];
const atOnce = 2_000;
const dayMs = 86_400_000;
const now = Date.now();

const store = openSqliteStore({
  dataDir,
  key: Buffer.from(storeKey, 'base64'),
  clock: systemClock,
  random: randomBytes,
  logger: silentLogger,
});
const source = new RealisticMessages({ seed, count, firstAt: now - 90 * dayMs, lastAt: now });

for (let done = 0; done < count; done += atOnce) {
  const batch = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => source.next(done + index));
  const stored = await Promise.all(batch.map(({ message }) => store.accept(message)));
  if (stored.some(({ kind }) => kind !== 'stored')) throw new Error('two messages are the same');
  const settled = batch.flatMap((one, index) => {
    const seq = stored[index]?.seq;
    return one.end === 'pending' || seq === undefined ? [] : [{ ...one, seq }];
  });
  await Promise.all(settled.map(({ seq, message }) => store.claim(seq, 1, message.receivedAt)));
  await Promise.all(settled.map((one) => store.settle(settlementOf(one))));
}
await store.close();
process.stdout.write(`${JSON.stringify({ filled: count })}\n`);

function settlementOf({ seq, message, end, caseId }: RealisticMessage & { readonly seq: number }): Settlement {
  const at = message.receivedAt + 40;
  return { seq, at, attempt: 1, durationMs: 40, outcome: outcomeOf(end, seq, caseId), report: null };
}

function outcomeOf(end: End, seq: number, caseId: string): Settlement['outcome'] {
  if (end === 'delivered') return { kind: end, platformMessageId: `p-${seq}`, caseId, threadIds: [] };
  if (end === 'unconfirmed') return { kind: end, code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
  if (end === 'expired') return { kind: end, code: 'WECHAT_REPLY_WINDOW_CLOSED', platformCode: '45015' };
  return { kind: 'dead_letter', code: 'WECHAT_CONTENT_REFUSED', platformCode: seq % 3 === 0 ? '45015' : '40001' };
}
