import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exportStore } from '#test/faults/kit/exported-states.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { readWitnesses } from '#test/faults/kit/witness-lines.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { logAnswers, type AnswerLog } from './answer-log.ts';
import { flowing, readinessOf } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';
import { startExpectingRefusal } from './refused-start.ts';
import { withoutPowers } from './without-powers.ts';

const noticeLimitMs = 5_000;
const trafficMs = 2_000;

interface Stage {
  readonly rig: Rig;
  readonly log: AnswerLog;
  readonly broken: string[];
}

interface Case {
  readonly name: string;
  /** Causes the fault, and looks at what must hold while it lasts. Mends it at the end. */
  readonly run: (stage: Stage) => Promise<void>;
  /** False: what happens costs messages by its nature; they must be counted. */
  readonly isLossless: boolean;
}

const cases: readonly Case[] = [
  { name: 'database removed', isLossless: true, run: databaseRemoved },
  { name: 'log removed', isLossless: true, run: logRemoved },
  { name: 'folder renamed', isLossless: true, run: folderRenamed },
  { name: 'database replaced by a copy, as tools that synchronise do', isLossless: false, run: databaseReplaced },
  { name: 'folder read-only', isLossless: true, run: folderReadOnly },
  { name: 'folder of another owner', isLossless: true, run: folderOfAnother },
];

/** Somebody works in the data folder while the relay runs. */
export const folderTrouble: Scenario = {
  name: 'data-folder-trouble',
  group: 'storage',
  title:
    'The data folder is renamed, made read-only or given away, its database or log removed or replaced while the relay runs: noticed within 5 s without any traffic, nothing acknowledged into a file that is gone',
  needs: ['linux', 'root'],
  inSlice: false,
  run: runFolderTrouble,
};

async function runFolderTrouble(context: ScenarioContext) {
  const injections = context.times({ slice: 2, full: cases.length, night: 40 });
  const broken: string[] = [];
  const totals = { acknowledged: 0, offered: 0, doubled: 0 };
  for (let place = 0; place < injections; place += 1) {
    const one = cases[place % cases.length];
    if (one === undefined) continue;
    const problems: string[] = [];
    try {
      const counts = await runCase(context, one, problems);
      totals.acknowledged += counts.acknowledged;
      totals.offered += counts.offered;
      totals.doubled += counts.doubled;
    } catch (thrown) {
      problems.push(thrown instanceof Error ? thrown.message : String(thrown));
    }
    broken.push(...problems.map((problem) => `${one.name}: ${problem}`));
  }
  expectNone('not as it must be', broken);
  return { injections, ...totals, lost: 0, figures: {} };
}

async function runCase(context: ScenarioContext, { run, isLossless }: Case, broken: string[]) {
  const rig = await startRig(context, { relay: { wrap: withoutPowers } });
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20, seconds: 2 });
  await load.done;
  if (!(await rig.drained())) throw new Error('messages wait before the fault');
  await run({ rig, log, broken });
  if (isLossless) return rig.verdict({ injections: 1, comparesResources: false });
  return verdictWithLoss(rig, broken);
}

async function databaseRemoved(stage: Stage): Promise<void> {
  const files = storeFilesIn(stage.rig.dataDir);
  await removedForAWhile(stage, [files.database, files.writeAheadLog, files.sharedMemory]);
}

async function logRemoved({ rig, log, broken }: Stage): Promise<void> {
  rmSync(storeFilesIn(rig.dataDir).writeAheadLog);
  await expectNoticed(rig, broken);
  await traffic(rig);
  // What was acknowledged meanwhile must be on the disk, whatever becomes of the process.
  await rig.end('SIGKILL');
  await rig.start();
  await traffic(rig);
  await flowingAgain(rig, log);
}

async function folderRenamed({ rig, log, broken }: Stage): Promise<void> {
  const aside = `${rig.dataDir} moved`;
  renameSync(rig.dataDir, aside);
  await expectNoticed(rig, broken);
  await expectNothingTaken(rig, log, broken);
  // Whatever was put there meanwhile must not stand in the way of the way back.
  if (existsSync(rig.dataDir)) rmSync(rig.dataDir, { recursive: true });
  renameSync(aside, rig.dataDir);
  await flowingAgain(rig, log);
}

/** The copy lacks what stands in the log only. */
async function databaseReplaced({ rig, log, broken }: Stage): Promise<void> {
  const { database } = storeFilesIn(rig.dataDir);
  const copy = `${database}.copy`;
  copyFileSync(database, copy);
  renameSync(database, join(rig.dataDir, 'store (conflicted copy).db'));
  renameSync(copy, database);
  await expectNoticed(rig, broken);
  await traffic(rig);
  await flowingAgain(rig, log);
}

/** Its own folder the relay may mend at the next start. */
async function folderReadOnly({ rig, log }: Stage): Promise<void> {
  chmodSync(rig.dataDir, 0o500);
  await traffic(rig);
  await rig.end('SIGKILL');
  await rig.start();
  await flowingAgain(rig, log);
}

async function folderOfAnother({ rig, log, broken }: Stage): Promise<void> {
  const give = (owner: string): void => {
    execFileSync('chown', ['-R', owner, rig.dataDir]);
  };
  give('65534:65534');
  await traffic(rig);
  await rig.end('SIGKILL');
  const refusal = await startExpectingRefusal(rig, withoutPowers);
  if (refusal.code !== 'DATA_FOLDER_UNUSABLE')
    broken.push(`started in a folder of another: ${JSON.stringify(refusal)}`);
  give('0:0');
  await rig.start();
  await flowingAgain(rig, log);
}

/** Names vanish; what the relay still holds open is kept under other names, to see what was written into it. */
async function removedForAWhile({ rig, log, broken }: Stage, paths: readonly string[]): Promise<void> {
  const present = paths.filter((path) => existsSync(path));
  for (const path of present) linkSync(path, `${path}.kept`);
  for (const path of present) rmSync(path);
  await expectNoticed(rig, broken);
  await expectNothingTaken(rig, log, broken);
  for (const path of present) {
    rmSync(path, { force: true });
    renameSync(`${path}.kept`, path);
  }
  await flowingAgain(rig, log);
}

/** Nobody writes meanwhile: the relay must look by itself. */
async function expectNoticed(rig: Rig, broken: string[]): Promise<void> {
  const from = performance.now();
  const said = rig.relay.log().length;
  while (performance.now() < from + noticeLimitMs) {
    if (/"store\./u.test(rig.relay.log().slice(said)) || (await readinessOf(rig)) !== 200) return;
    await pause(100);
  }
  broken.push(`not noticed within ${noticeLimitMs / 1_000} s`);
}

async function expectNothingTaken(rig: Rig, log: AnswerLog, broken: string[]): Promise<void> {
  const from = performance.now();
  await traffic(rig);
  const taken = log.since(from).filter(({ kind }) => kind === 'taken').length;
  if (taken > 0) broken.push(`${taken} messages acknowledged into files that are gone`);
}

async function traffic(rig: Rig): Promise<void> {
  const load = rig.load({ perSecond: 20, seconds: trafficMs / 1_000 });
  await load.done;
}

async function flowingAgain(rig: Rig, log: AnswerLog): Promise<void> {
  const load = rig.load({ perSecond: 20 });
  try {
    await flowing(log);
  } finally {
    load.stop();
    await load.done;
  }
}

/** Acknowledged messages that are in no book any more must be as many as the relay says are missing. */
async function verdictWithLoss(rig: Rig, broken: string[]) {
  await rig.drained();
  await rig.end('SIGTERM');
  rig.sandbox.witness.report(0);
  const witnesses = await readWitnesses(join(rig.folder, 'witness'));
  const store = await exportStore(rig.dataDir, rig.storeKey);
  const known = new Set(store.messages.flatMap(({ id, externalId }) => [id, externalId ?? id]));
  const acked = new Set(
    witnesses.acked.map(({ direction, id, detail }) => (direction === 'in' ? id : String(detail?.['externalId']))),
  );
  const gone = [...acked].filter((id) => !known.has(id)).length;
  if (gone > store.missingRecords)
    broken.push(`${gone} acknowledged messages are gone, ${store.missingRecords} are counted`);
  if (store.integrity !== 'ok') broken.push(`the file is damaged: ${store.integrity.slice(0, 100)}`);
  if (store.unreadable.length > 0) broken.push(`${store.unreadable.length} records cannot be read`);
  if (!store.countsAgree) broken.push('the running counts are not those of a recount');
  return { acknowledged: acked.size, offered: witnesses.offered.length, doubled: 0 };
}
