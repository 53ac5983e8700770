import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { freePort, startRelayProcess, type RelayProcess } from '#test/fakes/relay-process.ts';
import { randomBytes } from 'node:crypto';

const kills = Number(process.env['VEERPONT_KILLS'] ?? 100);
const seed = process.env['VEERPONT_SEED'] ?? String(Date.now());
/** Offered in each direction; what is acknowledged is less, since the relay is down part of the time. */
const perSecond = Number(process.env['VEERPONT_LOAD'] ?? 200);
/** A life of the relay is ended at a random moment after it has acknowledged this many. */
const ackedPerLife = 100;
const busyLimitMs = 20_000;
const drainLimitMs = 60_000;

describe('kill -9 of the relay under load', () => {
  let folder = '';
  let sandbox: Sandbox | null = null;
  let relay: RelayProcess | null = null;

  afterEach(async () => {
    await relay?.end('SIGKILL');
    await sandbox?.stop();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  it(`loses nothing acknowledged and doubles nothing at WeChat over ${kills} kills`, async () => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-kill-'));
    const storeKey = randomBytes(32).toString('base64');
    const chance = createRandom(seed);
    sandbox = await startSandbox({
      seed,
      witnessDirectory: join(folder, 'witness'),
      // The platforms repeat and pause as they do, scaled: a killed relay is back within a second, not within fifteen.
      wechatRules: {
        retryIntervalMs: 500,
        responseTimeoutMs: 2_000,
        markFailAfter: 0,
        enforceReplyWindow: false,
        maxPushesInFlight: 64,
      },
      cxoneRules: { limitFactor: 0 },
    });
    const config = {
      ...sandbox.relayConfig,
      storeKey,
      listen: { public: { port: await freePort() }, admin: { port: 0 } },
    };
    const start = () => startRelayProcess({ folder, config });
    relay = await start();
    await sandbox.connect(relay.urls);

    const load = sandbox.load.run({
      perSecond,
      seconds: 3_600,
      direction: 'both',
      conversations: 300,
      maxInFlight: 64,
      channels: undefined,
      rules: {
        // Replies that stay unconfirmed would otherwise use up every customer's window before the run ends.
        wechat: { markFailAfter: 0, enforceReplyWindow: false, repliesPerMessage: 1_000 },
        cxone: { limitFactor: 0 },
      },
    });
    const startsMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await busyFor(sandbox, ackedPerLife);
      await pause(chance.next() * 300);
      await relay.end('SIGKILL');
      relay = await start();
      startsMs.push(relay.startedInMs);
    }
    load.stop();
    await drained(sandbox);
    const exitCode = await relay.end('SIGTERM');
    const report = sandbox.witness.report(0);

    const store = openSqliteStore({
      dataDir: join(folder, 'data'),
      key: Buffer.from(storeKey, 'base64'),
      clock: systemClock,
      random: randomBytes,
      logger: silentLogger,
    });
    const counts = await store.stateCounts();
    const verified = await store.verifyCounts();
    const missingRecords = store.missingRecords();
    await store.close();

    startsMs.sort((first, second) => first - second);
    const acked = report.ackedIn + report.ackedOut;
    process.stdout.write(
      `${JSON.stringify({
        scenario: 'relay kill -9',
        seed,
        kills,
        acked,
        in: {
          acked: report.ackedIn,
          applied: report.appliedIn,
          waiting: report.waitingIn,
          duplicates: report.duplicatesIn,
        },
        out: {
          acked: report.ackedOut,
          applied: report.appliedOut,
          waiting: report.waitingOut,
          duplicates: report.duplicatesOut,
        },
        load: load.progress(),
        extraRequests: report.extraRequests,
        orderBreaks: report.orderBreaksIn + report.orderBreaksOut,
        startP95Ms: Math.round(startsMs[Math.floor(startsMs.length * 0.95)] ?? 0),
        counts,
      })}\n`,
    );

    expect(exitCode).toBe(0);
    expect(acked).toBeGreaterThanOrEqual(kills * 100);
    // Toward CXone every acknowledged message has arrived, once, in order, and nothing that was never offered.
    expect({
      lost: report.lostIn + report.waitingIn,
      duplicates: report.duplicatesIn,
      unexpected: report.unexpectedIn,
    }).toEqual({ lost: 0, duplicates: 0, unexpected: 0 });
    // Toward WeChat nothing twice; what is acknowledged and has not arrived is shown as unconfirmed.
    expect({ duplicates: report.duplicatesOut, unexpected: report.unexpectedOut }).toEqual({
      duplicates: 0,
      unexpected: 0,
    });
    expect(report.lostOut + report.waitingOut).toBeLessThanOrEqual(counts.unconfirmed);
    expect(report.orderBreaksIn + report.orderBreaksOut).toBe(0);
    expect(counts.pending + counts.dead_letter + counts.expired + counts.quarantined).toBe(0);
    expect(verified.agrees).toBe(true);
    expect(missingRecords).toBe(0);
  });
});

/** Waits until so many more messages have been acknowledged. */
async function busyFor(sandbox: Sandbox, messages: number): Promise<void> {
  const acked = () => {
    const { ackedIn, ackedOut } = sandbox.witness.report(0);
    return ackedIn + ackedOut;
  };
  const goal = acked() + messages;
  for (const deadline = performance.now() + busyLimitMs; acked() < goal && performance.now() < deadline;)
    await pause(20);
}

/** Waits until nothing acknowledged is on its way any more, or the limit has passed. */
async function drained(sandbox: Sandbox): Promise<void> {
  const deadline = performance.now() + drainLimitMs;
  let still = 0;
  let before = -1;
  while (performance.now() < deadline && still < 5) {
    await pause(500);
    const { waitingIn, waitingOut, lostIn, lostOut, appliedIn, appliedOut } = sandbox.witness.report(0);
    const left = waitingIn + lostIn;
    const seen = left + waitingOut + lostOut + appliedIn + appliedOut;
    // Replies may stay unconfirmed for good: done when nothing moves any more.
    still = left === 0 && seen === before ? still + 1 : 0;
    before = seen;
  }
}
