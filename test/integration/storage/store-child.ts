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
      await store.settle({ seq: result.seq, at: Date.now(), attempt: 1, durationMs: 1, outcome, report: null });
      say({ said: 'delivered', id });
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, lane) => converse(lane)));
}

/** Replies in three parts each, sent one after another in many conversations, until the process is killed. */
async function reply(): Promise<void> {
  const store = open();
  say({ said: 'open', pid: process.pid, recovered: await store.recoverClaims(Date.now()) });
  const prefix = `wxout-${randomBytes(8).toString('hex')}`;
  const send = async (lane: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const id = `${prefix}-${lane}-${turn}` as never;
      const openId = OpenId.parse(`oLane${lane}`);
      const { seq } = await store.accept(aNewMessage({ id, direction: 'outbound', openId, receivedAt: Date.now() }));
      await store.claim(seq, 1, Date.now());
      say({ said: 'claimed', id });
      for (const no of [1, 2, 3]) {
        const part = { no, of: 3, kind: 'text' } as const;
        await store.partBegun(seq, part, Date.now());
        say({ said: 'begun', id, no });
        await store.partEnded(seq, { ...part, state: 'accepted', at: Date.now(), code: null, platformCode: null });
        say({ said: 'ended', id, no });
      }
      const outcome = { kind: 'delivered', platformMessageId: null, caseId: null, threadIds: [] } as const;
      const report = { status: 'delivered', reason: null } as const;
      await store.settle({ seq, at: Date.now(), attempt: 1, durationMs: 1, outcome, report });
      say({ said: 'delivered', id });
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, lane) => send(lane)));
}

/** Accepts at a steady pace for some seconds; says how long that took, and which part of the time nothing else could run. */
async function pace(): Promise<void> {
  const store = open();
  const [seconds = 0, perSecond = 0] = rest.map(Number);
  const took: number[] = [];
  let standstillMs = 0;
  const beganAt = performance.now();
  let lastTurn = beganAt;
  const beat = setInterval(() => {
    standstillMs += Math.max(0, performance.now() - lastTurn - 20);
    lastTurn = performance.now();
  }, 10);
  say({ said: 'open' });
  const accepting: Promise<void>[] = [];
  for (let turn = 0; turn < seconds * perSecond; turn += 1) {
    const began = performance.now();
    const id = `wxin-${process.pid}-${turn}` as never;
    const accepted = store.accept(aNewMessage({ id, receivedAt: Date.now() }));
    accepting.push(accepted.then(() => void took.push(performance.now() - began)));
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
  await Promise.all(accepting);
  clearInterval(beat);
  took.sort((first, second) => first - second);
  const standstill = standstillMs / (performance.now() - beganAt);
  say({ said: 'paced', accepted: took.length, p99Ms: took[Math.floor(took.length * 0.99)], standstill });
  await store.close();
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

/** Brings a hundred of those that wait to their end. */
async function deliver(store: RelayStore, waiting: number[]): Promise<string> {
  try {
    for (const seq of waiting.splice(0, 100)) {
      await store.claim(seq, 1, Date.now());
      const outcome = { kind: 'delivered', platformMessageId: null, caseId: null, threadIds: [] } as const;
      await store.settle({ seq, at: Date.now(), attempt: 1, durationMs: 1, outcome, report: null });
    }
    return 'delivered';
  } catch (thrown) {
    return toRelayError(thrown).code;
  }
}

/** Accepts until the disk refuses; then, at each command, once more. */
async function fill(): Promise<void> {
  const store = open();
  say({ said: 'open' });
  if (rest[1] === 'later') await commands.next();
  let accepted = 0;
  const waiting: number[] = [];
  let turn = 0;
  const acceptOnce = async (): Promise<string> => {
    turn += 1;
    const id = `wxin-${process.pid}-${turn}` as never;
    try {
      const { seq } = await store.accept(aNewMessage({ id, ...textOf('x'.repeat(Number(rest[0] ?? 4_000))) }));
      accepted += 1;
      waiting.push(seq);
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
    if (command.value === 'deliver') {
      say({ said: 'drained', outcome: await deliver(store, waiting), again: await acceptOnce() });
      continue;
    }
    say({ said: 'again', outcome: await acceptOnce(), agrees: (await store.verifyCounts()).agrees });
  }
  await store.close();
}

const modes: Readonly<Record<string, () => Promise<void>>> = { write, reply, pace, hold, race, read: readAll, fill };
await modes[mode]?.();
process.exit(0);
