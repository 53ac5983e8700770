import { join } from 'node:path';
import Database from 'libsql';
import { LeanPool } from './lean-pool.ts';
import type { Incoming } from './protocols.ts';
import { serve } from './serve.ts';

/**
 * The least that keeps an acknowledgement's promise: verified, parsed, on disk before it is answered (one commit for
 * each turn of the event loop, synchronous FULL, the file encrypted), forwarded in order per conversation over lean
 * keep-alive connections, tried again until the target takes it, taken up again after a restart. No features.
 */
const [targetPort, dataDir] = [Number(process.argv[2]), process.argv[3] ?? ''];

/** Messages under way at once, each of another conversation; as many as the relay's. */
const inFlight = 32;
const retryMs = 500;

// The library's types do not know its cipher.
const encryption: object = { encryptionCipher: 'aes256cbc', encryptionKey: 'a key of the benchmark, as long as ours' };
const database = new Database(join(dataDir, 'reference.db'), encryption);
database.exec('PRAGMA journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
database.exec('PRAGMA cache_size = -16000');
database.exec(`CREATE TABLE IF NOT EXISTS message (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, open_id TEXT NOT NULL, path TEXT NOT NULL, bearer TEXT,
  body TEXT NOT NULL, delivered INTEGER NOT NULL DEFAULT 0)`);
database.exec('CREATE INDEX IF NOT EXISTS waiting ON message (seq) WHERE delivered = 0');
const insert = database.prepare<[string[]]>(
  'INSERT INTO message (key, open_id, path, bearer, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
);
const markDelivered = database.prepare<[number[]]>('UPDATE message SET delivered = 1 WHERE seq = ?');

type Stored = Pick<Incoming, 'openId' | 'path' | 'bearer' | 'body'> & { readonly seq: number };

let arrivals: { readonly incoming: Incoming; readonly answer: (accepted: boolean) => void }[] = [];
let deliveries: number[] = [];
let isPlanned = false;

function planCommit(): void {
  if (isPlanned) return;
  isPlanned = true;
  setImmediate(commit);
}

function commit(): void {
  isPlanned = false;
  const accepted = arrivals;
  const stored: Stored[] = [];
  arrivals = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { incoming } of accepted) {
    const { key, openId, path, bearer, body } = incoming;
    const { changes, lastInsertRowid } = insert.run([key, openId, path, bearer ?? '', body]);
    if (changes > 0) stored.push({ seq: Number(lastInsertRowid), openId, path, bearer, body });
  }
  for (const seq of deliveries) markDelivered.run([seq]);
  deliveries = [];
  database.exec('COMMIT');
  for (const { answer } of accepted) answer(true);
  for (const message of stored) enqueue(message);
  pump();
}

const pool = new LeanPool(targetPort, inFlight);
/** Waiting messages by conversation; a conversation under way is not among the ready ones. */
const lanes = new Map<string, Stored[]>();
const ready: string[] = [];
let underWay = 0;

function enqueue(message: Stored): void {
  const lane = lanes.get(message.openId);
  if (lane !== undefined) return void lane.push(message);
  lanes.set(message.openId, [message]);
  ready.push(message.openId);
}

function pump(): void {
  while (underWay < inFlight) {
    const openId = ready.shift();
    const message = openId === undefined ? undefined : lanes.get(openId)?.[0];
    if (message === undefined) return;
    underWay += 1;
    forward(message);
  }
}

function forward(message: Stored): void {
  pool.post(message.path, message.bearer, message.body, (status) => {
    if (status < 200 || status >= 300) return void setTimeout(forward, retryMs, message);
    underWay -= 1;
    deliveries.push(message.seq);
    planCommit();
    const lane = lanes.get(message.openId);
    lane?.shift();
    if (lane !== undefined && lane.length > 0) ready.push(message.openId);
    else lanes.delete(message.openId);
    pump();
  });
}

const waiting = database.prepare(
  'SELECT seq, open_id, path, bearer, body FROM message WHERE delivered = 0 ORDER BY seq',
);
for (const row of waiting.raw().all([]) as [number, string, string, string, string][]) {
  const [seq, openId, path, bearer, body] = row;
  enqueue({ seq, openId, path, bearer: bearer === '' ? null : bearer, body });
}
pump();
serve((incoming, answer) => {
  arrivals.push({ incoming, answer });
  planCommit();
});
