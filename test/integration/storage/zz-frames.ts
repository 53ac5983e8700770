import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { pragmas } from '#relay/storage/sqlite/pragmas.ts';
for (const p of pragmas)
  if (p.name === 'wal_autocheckpoint') {
    p.set = '1000000';
    p.expected = 1000000;
  }
for (const s of (process.env.PR ?? '').split(',').filter(Boolean)) {
  const [n, v, e] = s.split(':');
  const p = pragmas.find((q) => q.name === n);
  p.set = v;
  p.expected = Number(e ?? v);
}
const dir = mkdtempSync('/tmp/st/frames-');
const store = openSqliteStore({
  dataDir: dir,
  key: randomBytes(32),
  clock: systemClock,
  random: randomBytes,
  logger: silentLogger,
});
const C = 64;
let n = 0;
const mk = (conv) => {
  const i = ++n;
  const at = Date.now();
  return {
    id: 'wxin-01JD' + String(i).padStart(22, '0'),
    channelId: 'tulip',
    direction: 'inbound',
    kind: 'text',
    openId: 'oABCD1234567890abcdefg' + String(conv).padStart(5, '0'),
    externalId: String(23456789012345678n + BigInt(i)),
    dedupeKey: [
      'wx0123456789abcdef',
      23456789012345678n + BigInt(i),
      'oABCD1234567890abcdefg' + String(conv).padStart(5, '0'),
      1395658920,
    ].join('|'),
    platformAt: at,
    receivedAt: at,
    state: 'pending',
    code: null,
    payload: {
      content: { kind: 'text', text: `Hello there, where is my order number ${i}? I have been waiting` },
      raw: 'x'.repeat(500),
    },
    opensWindow: { until: at + 172800000, replies: 5 },
  };
};
const wal = () => statSync(dir + '/store.db-wal').size / 4120;
const acc = [0, 0, 0],
  cpu = [0, 0, 0];
for (let r = 0; r < 60; r++) {
  let w = wal(),
    c = process.cpuUsage();
  const step = (k) => {
    const w2 = wal();
    const c2 = process.cpuUsage(c);
    acc[k] += w2 - w;
    cpu[k] += c2.user + c2.system;
    w = w2;
    c = process.cpuUsage();
  };
  const seqs = (await Promise.all(Array.from({ length: C }, (_, i) => store.accept(mk(i))))).map((x) => x.seq);
  step(0);
  await Promise.all(seqs.map((s) => store.claim(s, 1, Date.now())));
  step(1);
  await Promise.all(
    seqs.map((s, i) =>
      store.settle({
        seq: s,
        at: Date.now(),
        attempt: 1,
        durationMs: 5,
        outcome: { kind: 'delivered', platformMessageId: null, caseId: '12345', threadIds: ['thread-' + i] },
      }),
    ),
  );
  step(2);
}
console.log(
  'frames per batch of 64: accept, claim, settle',
  acc.map((x) => (x / 60).toFixed(1)),
  'cpu us per op',
  cpu.map((x) => (x / 60 / 64).toFixed(1)),
);
await store.close();
rmSync(dir, { recursive: true });
