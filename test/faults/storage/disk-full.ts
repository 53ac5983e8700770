import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { countsOf, logAnswers, type AnswerLog } from './answer-log.ts';
import { flowing, readinessOf } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';

/** The relay keeps at most an eighth of a disk for itself; of this one, all that it wants. */
const diskBytes = 256 * 1024 * 1024;
/** Kept by the relay to let go of when the disk is full. */
const ballastBytes = 32 * 1024 * 1024;
const backlog = 60;
const drainLimitMs = 30_000;
/** At the start it is made before anything else; later when there is room again. */
const ballastMadeMs = 5_000;
const ballastBackMs = 30_000;
const unmountLimitMs = 10_000;

/** Mounts a small disk where the relay's data goes, once, and becomes the relay. */
const onSmallDisk = [
  'bash',
  '-c',
  'for data; do :; done; mkdir -p "$data"; mountpoint -q "$data" || mount -t tmpfs -o size=256m,mode=700 tmpfs "$data"; exec "$@"',
  'bash',
];

/** Somebody else fills the disk while the relay works. */
export const diskFull: Scenario = {
  name: 'disk-full',
  group: 'storage',
  title:
    'The disk is filled under normal traffic: 503 within a second of the first failure, what was stored is still delivered from room kept for it, and once there is room messages flow within 10 s',
  needs: ['linux', 'root', 'tmpfs'],
  inSlice: true,
  run: runDiskFull,
};

async function runDiskFull(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 3, night: 20 });
  // The disk is there before the rig tells where: a start that fails leaves it mounted too.
  context.onEnd(async () => {
    for (const disk of disksBelow(context.folder)) await takeAway(disk);
  });
  const rig = await startRig(context, { relay: { wrap: onSmallDisk } });
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20 });
  await flowing(log);
  const broken: string[] = [];
  const figures = { slowestRefusalMs: 0, slowestFlowingMs: 0, slowestDrainMs: 0 };
  const hasBallast = await keepsBallast(rig, ballastMadeMs);
  if (!hasBallast) broken.push('no room of 32 MB is kept for draining');
  for (let round = 0; round < rounds; round += 1) {
    rig.sandbox.cxone.faults.set({ target: '*', fault: 'serverError', options: { status: 503 } });
    await waitFor(async () => (await pendingOf(rig)) >= backlog, 20_000, 'a backlog');

    fill(rig.dataDir);
    const failedAt = await firstRefusal(log, broken);
    await pause(1_500);
    const later = log.since(failedAt + 1_000);
    const notRefused = later.filter(({ kind }) => kind !== 'HTTP 503');
    if (notRefused.length > 0) broken.push(`a second after the first failure: ${JSON.stringify(countsOf(notRefused))}`);
    if ((await readinessOf(rig)) === 200) broken.push('it called itself ready on a full disk');
    if (!rig.relay.log().includes('STORE_FULL')) broken.push('the log does not say that the disk is full');

    rig.sandbox.cxone.faults.clear();
    const drainedFrom = performance.now();
    const isDrained = await waitFor(async () => (await pendingOf(rig)) === 0, drainLimitMs, null);
    if (!isDrained)
      broken.push(`${await pendingOf(rig)} messages still waited after ${drainLimitMs / 1_000} s on the full disk`);
    figures.slowestDrainMs = Math.max(figures.slowestDrainMs, Math.round(performance.now() - drainedFrom));

    rmSync(join(rig.dataDir, 'filler'));
    figures.slowestFlowingMs = Math.max(figures.slowestFlowingMs, await flowing(log));
    if (hasBallast && !(await keepsBallast(rig, ballastBackMs))) broken.push('the room for draining is not kept again');
  }
  load.stop();
  expectNone('not as it must be', broken);
  const verdict = await rig.verdict({ injections: rounds });
  return { ...verdict, figures };
}

function disksBelow(folder: string): readonly string[] {
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return places.filter((place) => place.startsWith(`${folder}/`));
}

/**
 * Unmounts a disk. It is in use until this process' own handles on the relay's books are gone, which the database's
 * library lets go of only when they are collected as garbage.
 */
async function takeAway(disk: string): Promise<void> {
  const isGone = (): Promise<boolean> => {
    collectGarbage();
    return Promise.resolve(spawnSync('umount', [disk]).status === 0);
  };
  if (await waitFor(isGone, unmountLimitMs, null)) return;
  const users = spawnSync('sh', ['-c', 'ls -l /proc/[0-9]*/fd 2>&1 | grep -F -- "$1"', 'sh', disk], {
    encoding: 'utf8',
  });
  throw new Error(`${disk} is still in use after ${unmountLimitMs / 1_000} s:\n${users.stdout}`);
}

/** Takes every byte that is left. */
function fill(folder: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=64k', `count=${diskBytes / 65_536}`], {
    stdio: 'ignore',
  });
  spawnSync('bash', ['-c', `yes | head -c 65536 >> '${join(folder, 'filler')}'`], { stdio: 'ignore' });
}

/** The moment of the first refusal after now. */
async function firstRefusal(log: AnswerLog, broken: string[]): Promise<number> {
  const from = performance.now();
  const seen = await waitFor(() => Promise.resolve(log.since(from).some(({ kind }) => kind !== 'taken')), 20_000, null);
  if (!seen) broken.push('the disk was filled and nothing was refused');
  return log.since(from).find(({ kind }) => kind !== 'taken')?.at ?? performance.now();
}

/** Whether a file of the relay's own holds room it can let go of, now or within the time. */
function keepsBallast({ dataDir }: Rig, limitMs: number): Promise<boolean> {
  const isKept = (): boolean =>
    existsSync(dataDir) &&
    readdirSync(dataDir).some((name) => {
      const stats = statSync(join(dataDir, name), { throwIfNoEntry: false });
      return name !== 'filler' && stats !== undefined && stats.blocks * 512 >= ballastBytes;
    });
  return waitFor(() => Promise.resolve(isKept()), limitMs, null);
}

async function pendingOf(rig: Rig): Promise<number> {
  const metrics = await readMetrics(rig.relay.urls.admin).catch(() => null);
  return metrics?.states['pending'] ?? -1;
}

/** True when it came about in time. With `what`, throws when it did not. */
async function waitFor(holds: () => Promise<boolean>, limitMs: number, what: string | null): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end;) {
    if (await holds()) return true;
    await pause(50);
  }
  if (what !== null) throw new Error(`${what} did not come about within ${limitMs / 1_000} s`);
  return false;
}
