import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { systemClock } from '#main/node/system-clock.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { aNewMessage, lotus, textOf, tulip } from '#test/contracts/new-message.ts';

// A program of its own, for tests that kill the process, or damage what it reads. Says one JSON line for each thing.

const [mode = '', dataDir = '', key = '', ...rest] = process.argv.slice(2);
const commands = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function open(): RelayStore {
  const options = { dataDir, key: Buffer.from(key, 'hex'), clock: systemClock, random: randomBytes };
  return openSqliteStore({ ...options, logger: silentLogger });
}

/** Conversations that write, are answered, and go on, until the process is killed. */
async function write(): Promise<void> {
  const store = open();
  const recovered = await store.recoverClaims(Date.now());
  say({ said: 'open', pid: process.pid, recovered });
  const prefix = `wxin-${randomBytes(8).toString('hex')}`;
  const converse = async (lane: number): Promise<void> => {
    const openId = OpenId.parse(`oLane${lane}`);
    for (let turn = 0; ; turn += 1) {
      const direction = turn % 2 === 0 ? 'inbound' : 'outbound';
      const id = `${prefix}-${lane}-${turn}` as never;
      const result = await store.accept(aNewMessage({ id, direction, openId, receivedAt: Date.now() }));
      say({ said: 'accepted', id, seq: result.seq });
      if (!(await store.claim(result.seq, 1, Date.now()))) throw new Error('a fresh message cannot be claimed');
      say({ said: 'claimed', id });
      const outcome = { kind: 'delivered', platformMessageId: id, caseId: null, threadIds: [`t-${lane}`] } as const;
      await store.settle({ seq: result.seq, at: Date.now(), attempt: 1, durationMs: 1, outcome });
      say({ said: 'delivered', id });
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, lane) => converse(lane)));
}

/** Opens the store and holds it until told to stop. */
async function hold(): Promise<void> {
  const store = open();
  say({ said: 'open', pid: process.pid });
  await commands.next();
  await store.close();
}

/** Tries to open the store as soon as told to. */
async function race(): Promise<void> {
  say({ said: 'ready' });
  await commands.next();
  try {
    const store = open();
    say({ said: 'held', pid: process.pid });
    await commands.next();
    await store.close();
  } catch (thrown) {
    const { code, value } = toRelayError(thrown);
    say({ said: 'refused', code, value });
  }
}

/** Reads everything there is and says what of it could be read. */
async function readAll(): Promise<void> {
  let store: RelayStore;
  try {
    store = open();
  } catch (thrown) {
    say({ said: 'refused', code: toRelayError(thrown).code });
    return;
  }
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  const attempt = async (name: string, run: () => Promise<unknown>): Promise<void> => {
    try {
      await run();
    } catch (thrown) {
      problems.push(`${name}: ${toRelayError(thrown).code}`);
    }
  };
  for (const channelId of [tulip, lotus]) {
    await attempt('pending', async () => {
      const page = await store.pendingPage(channelId, 'inbound', 0, 1_000);
      for (const { id, openId, content } of page.messages) {
        texts[id] = `${channelId} ${openId} ${content.kind === 'text' ? content.text : content.kind}`;
      }
    });
  }
  await attempt('list', async () => {
    const { rows } = await store.trafficPage({}, null, 1_000);
    for (const row of rows) await attempt('message', () => store.message(row.id));
  });
  await attempt('quarantined', () => store.trafficPage({ states: ['quarantined'] }, null, 1_000));
  await attempt('counts', () => store.channelCounts(Date.now()));
  await attempt('write', () => store.accept(aNewMessage({ id: 'wxin-after' as never, receivedAt: Date.now() })));
  say({ said: 'read', texts, problems });
  await store.close();
}

/** Accepts until the disk refuses; then, at each command, once more. */
async function fill(): Promise<void> {
  const store = open();
  let accepted = 0;
  let turn = 0;
  const acceptOnce = async (): Promise<string> => {
    turn += 1;
    const id = `wxin-${process.pid}-${turn}` as never;
    try {
      const { seq } = await store.accept(aNewMessage({ id, ...textOf('x'.repeat(Number(rest[0] ?? 4_000))) }));
      accepted += 1;
      say({ said: 'accepted', id, seq });
      return 'stored';
    } catch (thrown) {
      return toRelayError(thrown).code;
    }
  };
  for (;;) {
    const outcome = await acceptOnce();
    if (outcome === 'stored' && accepted < 5_000) continue;
    const counts = await store.stateCounts().then(
      (read) => read.accepted,
      (thrown: unknown) => toRelayError(thrown).code,
    );
    say({ said: 'refused', code: outcome, accepted, counts });
    break;
  }
  for (let command = await commands.next(); command.done !== true; command = await commands.next()) {
    if (command.value === 'stop') break;
    say({ said: 'again', outcome: await acceptOnce(), agrees: (await store.verifyCounts()).agrees });
  }
  await store.close();
}

const modes: Readonly<Record<string, () => Promise<void>>> = { write, hold, race, read: readAll, fill };
await modes[mode]?.();
process.exit(0);
