import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
const dir = mkdtempSync('/tmp/st/bench-');
const store = openSqliteStore({
  dataDir: dir,
  key: randomBytes(32),
  clock: systemClock,
  random: randomBytes,
  logger: silentLogger,
});
const N = Number(process.env.N ?? 40000),
  C = Number(process.env.C ?? 64);
const xml = (i) =>
  `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[Hello there, where is my order number ${i}? I have been waiting]]></Content><MsgId>${23456789012345678n + BigInt(i)}</MsgId></xml>`;
let n = 0;
const mk = (conv, o = {}) => {
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
      raw: xml(i),
    },
    opensWindow: { until: at + 172800000, replies: 5 },
    ...o,
  };
};
async function timed(label, f) {
  const c = process.cpuUsage(),
    t = performance.now(),
    n0 = n;
  await f();
  const ms = performance.now() - t,
    cu = process.cpuUsage(c),
    k = n - n0;
  console.log(
    label.padEnd(24),
    Math.round((k / ms) * 1000),
    '/s',
    ((cu.user + cu.system) / 1e3 / k).toFixed(4),
    'CPU ms each =',
    (((cu.user + cu.system) / 1e6 / k) * 1000).toFixed(4),
    'CPU s per 1000',
  );
}
async function lane(conv, k, cycle) {
  for (let j = 0; j < k; j++) {
    const r = await store.accept(mk(conv));
    if (!cycle) continue;
    await store.claim(r.seq, 1, Date.now());
    await store.settle({
      seq: r.seq,
      at: Date.now(),
      attempt: 1,
      durationMs: 5,
      outcome: { kind: 'delivered', platformMessageId: null, caseId: '12345', threadIds: ['thread-' + conv] },
    });
  }
}
for (let round = 0; round < 3; round++) {
  await timed('accept', () => Promise.all(Array.from({ length: C }, (_, c) => lane(c, N / C, false))));
  await timed('cycle', () => Promise.all(Array.from({ length: C }, (_, c) => lane(c, N / C, true))));
}
console.log(await store.verifyCounts(), process.memoryUsage().rss / 1e6);
await store.close();
rmSync(dir, { recursive: true });
