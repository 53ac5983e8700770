import { randomBytes } from 'node:crypto';
import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import type { NewMessage } from '#relay/ports/relay-store.ts';
import { accounts, openIdOf } from '../kit/identities.ts';
import { storeKey } from '../kit/systems.ts';
import { numberDigits } from '../kit/work.ts';

/**
 * Fills a store through its own code: `fill DIR FIRST COUNT PEOPLE pending|delivered`. Prints one line when it is done.
 */
const [dataDir = '', firstText, countText, peopleText, state] = process.argv.slice(2);
const [first, count, people] = [Number(firstText), Number(countText), Number(peopleText)];
const atOnce = 2_000;

const store = openSqliteStore({
  dataDir,
  key: Buffer.from(storeKey, 'base64'),
  clock: systemClock,
  random: randomBytes,
  logger: silentLogger,
});
const channelId = ChannelId.parse(accounts.security.id);

for (let done = 0; done < count; done += atOnce) {
  const numbers = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => first + done + index);
  const stored = await Promise.all(numbers.map((number) => store.accept(messageOf(number))));
  if (state === 'pending') continue;
  const at = Date.now();
  await Promise.all(stored.map(({ seq }) => store.claim(seq, 1, at)));
  await Promise.all(
    stored.map(({ seq }, index) => {
      const platformMessageId = `cx-${numbers[index] ?? 0}`;
      const threadIds = [`t-${(numbers[index] ?? 0) % people}`];
      const outcome = { kind: 'delivered' as const, platformMessageId, caseId: threadIds[0] ?? null, threadIds };
      return store.settle({ seq, at, attempt: 1, durationMs: 5, outcome, report: null });
    }),
  );
}
await store.close();
process.stdout.write(`${JSON.stringify({ filled: count })}\n`);

function messageOf(number: number): NewMessage {
  const text = `[${String(number).padStart(numberDigits, '0')}] 你好，我的订单什么时候发货？ Order 20261122, size M, thank you!`;
  const openId = openIdOf(900_000_000 + (number % people));
  const receivedAt = Date.now();
  return {
    id: MessageId.parse(`wxin-${String(number).padStart(26, '0')}`),
    channelId,
    direction: 'inbound',
    kind: 'text',
    openId: OpenId.parse(openId),
    externalId: String(number),
    dedupeKey: `${accounts.security.appId}|${number}|${openId}`,
    platformAt: receivedAt,
    receivedAt,
    state: 'pending',
    code: null,
    payload: { content: { kind: 'text', text }, raw: `<xml><Content><![CDATA[${text}]]></Content></xml>` },
    opensWindow: { until: receivedAt + 172_800_000, replies: 5 },
  };
}
