import { mkdtempSync, rmSync, statSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { pragmas } from '#relay/storage/sqlite/pragmas.ts';
for (const p of pragmas)
  if (p.name === 'wal_autocheckpoint') {
    p.set = '1000000';
    p.expected = 1000000;
  }
const dir = mkdtempSync('/tmp/st/pages-');
const key = Buffer.alloc(32, 1);
const store = openSqliteStore({ dataDir: dir, key, clock: systemClock, random: randomBytes, logger: silentLogger });
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
const marks = [];
const wal = () => (statSync(dir + '/store.db-wal').size - 32) / 4120;
for (let r = 0; r < 20; r++) {
  marks.push([wal(), 'accept']);
  const seqs = (await Promise.all(Array.from({ length: C }, (_, i) => store.accept(mk(i))))).map((x) => x.seq);
  marks.push([wal(), 'claim']);
  await Promise.all(seqs.map((s) => store.claim(s, 1, Date.now())));
  marks.push([wal(), 'settle']);
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
}
marks.push([wal(), 'end']);
const d = new NativeDatabase(dir + '/store.db', buildKeyLadder(key).fileKey);
let owner = new Map();
try {
  for (const [p, name, t] of d.query('select pageno,name,pagetype from dbstat').all([])) owner.set(p, name + ' ' + t);
} catch (e) {
  console.log(e.message);
}
const w = readFileSync(dir + '/store.db-wal');
const tally = {};
const pageOf = (f) => w.readUInt32BE(32 + f * 4120);
for (let m = 30; m < marks.length - 1; m++) {
  const t = (tally[marks[m][1]] ??= {});
  for (let f = marks[m][0]; f < marks[m + 1][0]; f++) {
    const o = owner.get(pageOf(f)) ?? 'page ' + pageOf(f);
    t[o] = (t[o] ?? 0) + 1 / 10;
  }
}
console.log(tally);
await store.close();
rmSync(dir, { recursive: true });
