import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#main/node/system-clock.ts';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { aNewMessage, textOf, tulip } from '#test/contracts/new-message.ts';

export interface FilledStore {
  readonly dataDir: string;
  readonly storeKey: Buffer;
  readonly messages: number;
  readonly filledInMs: number;
}

const conversations = 20_000;
const batch = 2_000;
let filled: Promise<FilledStore> | null = null;

/**
 * A store with that many waiting inbound messages of the sandbox's channels, over 20,000 conversations. Made once for
 * all scenarios of a run: whoever changes it takes a copy.
 */
export function filledStore(messages: number, channels: readonly string[]): Promise<FilledStore> {
  filled ??= fill(messages, channels);
  return filled;
}

async function fill(messages: number, channels: readonly string[]): Promise<FilledStore> {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-million-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const dataDir = join(folder, 'data');
  const storeKey = randomBytes(32);
  const startedAt = performance.now();
  const store = openSqliteStore({
    dataDir,
    key: storeKey,
    clock: systemClock,
    random: randomBytes,
    logger: silentLogger,
  });
  const ids = channels.map((channel) => ChannelId.parse(channel));
  for (let from = 0; from < messages; from += batch) {
    await Promise.all(
      Array.from({ length: Math.min(batch, messages - from) }, (_, place) => {
        const number = from + place;
        const conversation = number % conversations;
        return store.accept(
          aNewMessage({
            ...textOf(`message ${number} of a million 百万条消息之一`),
            channelId: ids[conversation % ids.length] ?? tulip,
            openId: OpenId.parse(`oMillion${String(conversation).padStart(20, '0')}`),
            externalId: String(70_000_000_000 + number),
            dedupeKey: `million-${number}`,
            receivedAt: Date.now(),
          }),
        );
      }),
    );
  }
  await store.close();
  return { dataDir, storeKey, messages, filledInMs: Math.round(performance.now() - startedAt) };
}
