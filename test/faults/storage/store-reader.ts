import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { systemClock } from '#main/node/system-clock.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { aNewMessage } from '#test/contracts/new-message.ts';
import { findingsIn } from './judge-store.ts';
import type { ReaderAnswer, ReaderRequest } from './reader-process.ts';

// A program of its own, because what it is given to read may end the process. One line in, one line out.

const key = Buffer.from(process.argv[2] ?? '', 'hex');

async function answerTo({ folder, ids }: ReaderRequest): Promise<ReaderAnswer> {
  const complaints: string[] = [];
  const logger = { ...silentLogger, error: (event: string) => void complaints.push(event) };
  let store;
  try {
    store = openSqliteStore({ dataDir: folder, key, clock: systemClock, random: randomBytes, logger });
  } catch (thrown) {
    const { code, value } = toRelayError(thrown);
    return { kind: 'refused', code, value: value ?? null };
  }
  try {
    const findings = await findingsIn(store, ids);
    const id = `wxin-after-${randomBytes(8).toString('hex')}` as never;
    const wrote = await store.accept(aNewMessage({ id, receivedAt: Date.now() })).then(
      () => null,
      (thrown: unknown) => toRelayError(thrown).code,
    );
    return { kind: 'opened', findings, complaints, writeRefusedWith: wrote };
  } finally {
    await store.close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answerTo(JSON.parse(line) as ReaderRequest))}\n`);
}
