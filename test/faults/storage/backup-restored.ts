import { copyFileSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { exportStore } from '#test/faults/kit/exported-states.ts';
import { judge } from '#test/faults/kit/judge.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { readWitnesses } from '#test/faults/kit/witness-lines.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { aNewMessage } from '#test/contracts/new-message.ts';
import { openIn } from '#test/integration/storage/sqlite-harness.ts';
import { logAnswers } from './answer-log.ts';
import { expectNone } from './expect-none.ts';

const waitingReplies = 15;
const settleMs = 1_000;

type Restore = (rig: Rig, backup: string) => Promise<void>;

interface Case {
  readonly name: string;
  readonly restore: Restore;
  /**
   * True when the file itself is spoilt by what the operator did: then it must be told as damaged, and nothing of it
   * may reach a customer twice.
   */
  readonly spoils: boolean;
  /**
   * True when everything that could tell how much is gone was put back as well: then nobody can count, and that it is a
   * copy must be told instead.
   */
  readonly bringsMark: boolean;
}

/** What an operator can do with copied files. The relay that follows is a new process, or the same. */
const restores: readonly Case[] = [
  { name: 'database alone, relay stopped', restore: databaseAlone, spoils: false, bringsMark: false },
  { name: 'whole folder, relay stopped', restore: wholeFolder, spoils: false, bringsMark: true },
  {
    name: 'database renamed into place, relay running',
    restore: renamedWhileRunning,
    spoils: false,
    bringsMark: false,
  },
  { name: 'database written over, relay running', restore: writtenOverWhileRunning, spoils: true, bringsMark: false },
];

/** Files of an earlier time are copied back. */
export const backupRestored: Scenario = {
  name: 'backup-restored',
  group: 'storage',
  title:
    'A copy of the data is put back, with the relay stopped and with it running: replies that went out since are not sent to WeChat again, repeats of what the copy knows are still recognised, and what is gone is counted',
  needs: ['linux'],
  inSlice: false,
  run: runBackupRestored,
};

async function runBackupRestored(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 10 });
  const broken: string[] = [];
  const totals = { offered: 0, acknowledged: 0, doubled: 0, unconfirmed: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, ...one } of restores) {
      try {
        const counts = await runRestore(context, one, (problem) => {
          broken.push(`${name}: ${problem}`);
        });
        totals.offered += counts.offered;
        totals.acknowledged += counts.acknowledged;
        totals.doubled += counts.doubled;
        totals.unconfirmed += counts.unconfirmed;
      } catch (thrown) {
        broken.push(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
    }
  }
  expectNone('not as it must be', broken);
  return { injections: rounds * restores.length, ...totals, lost: 0, figures: {} };
}

async function runRestore(
  context: ScenarioContext,
  { restore, spoils, bringsMark }: Omit<Case, 'name'>,
  complain: (problem: string) => void,
) {
  const rig = await startRig(context, { isSilent: true });
  const log = logAnswers(rig.sandbox);
  await rig.load({ perSecond: 20, seconds: 3 }).done;
  await rig.drained();

  // Replies wait while WeChat is busy: they are in the copy, and go out after it was made.
  rig.sandbox.wechat.faults.set({ target: '*', fault: 'systemBusy', options: {} });
  await rig.load({ perSecond: 20, seconds: 2, direction: 'both' }).done;
  await until(async () => ((await metricsOf(rig))?.states['pending'] ?? 0) >= waitingReplies, 'waiting replies');
  await rig.end('SIGTERM');
  const backup = join(rig.folder, 'backup');
  cpSync(rig.dataDir, backup, { recursive: true });
  await rig.start();
  rig.sandbox.wechat.faults.clear();
  await rig.load({ perSecond: 20, seconds: 2 }).done;
  if (!(await rig.drained())) throw new Error('messages wait before the copy is put back');

  await restore(rig, backup);
  const from = performance.now();
  await rig.load({ perSecond: 20, seconds: 3 }).done;
  const hasTaken = log.since(from).some(({ kind }) => kind === 'taken');
  await rig.drained(spoils ? 3_000 : 20_000);
  await pause(settleMs);
  const counted = (await metricsOf(rig))?.missing ?? 0;
  const said = rig.relay.log();
  await rig.end('SIGTERM');

  rig.sandbox.witness.report(0);
  const record = await readWitnesses(join(rig.folder, 'witness'));
  const store = await exportStore(rig.dataDir, rig.storeKey).catch((thrown: unknown) => String(thrown));
  if (typeof store === 'string' || (spoils && store.integrity !== 'ok')) {
    if (!spoils) complain(`the store is spoilt: ${typeof store === 'string' ? store : store.integrity}`);
    else if (!/malformed|STORE_DAMAGED|SQLITE_CORRUPT/u.test(said)) complain('nothing tells that the store is spoilt');
    const judgement = judge(record, nothingLeft);
    if (judgement.doubled > 0) complain(`${judgement.doubled} messages arrived twice`);
    return { ...judgement, lost: 0 };
  }
  const judgement = judge(record, store);
  if (!hasTaken) complain('takes no messages any more');
  if (judgement.doubled > 0) complain(`${judgement.doubled} messages arrived twice`);
  if (store.integrity !== 'ok') complain(`the file is damaged: ${store.integrity.slice(0, 100)}`);
  if (store.unreadable.length > 0) complain(`${store.unreadable.length} records cannot be read`);
  if (!store.countsAgree) complain('the running counts are not those of a recount');
  const gone = goneFrom(record, store);
  if (bringsMark) {
    if (!said.includes('store.copy_restored')) complain('nothing tells that it is a copy');
  } else if (gone > counted) complain(`${gone} acknowledged messages are gone, and ${counted} are counted as missing`);
  const stuck = store.messages.filter(({ state }) => state === 'pending').length;
  if (stuck > 0) complain(`${stuck} messages still wait`);
  if (!(await recognisesRepeats(rig))) complain('a repeat of a message it knows is stored once more');
  return judgement;
}

/** The books of a store that cannot be read. */
const nothingLeft = { messages: [], unreadable: [], countsAgree: true, missingRecords: 0, integrity: 'ok' };

/** WeChat repeats a push under the same key. */
async function recognisesRepeats(rig: Rig): Promise<boolean> {
  const database = new NativeDatabase(storeFilesIn(rig.dataDir).database, buildKeyLadder(rig.storeKey).fileKey);
  const [key, channel] = database
    .query(
      `SELECT dedupe_key, channel.id FROM message JOIN channel ON channel.no = channel_no
       WHERE direction = 0 AND dedupe_key IS NOT NULL ORDER BY seq LIMIT 1`,
    )
    .get([]) ?? ['', ''];
  database.close();
  collectGarbage();
  const store = openIn(rig.dataDir, { key: rig.storeKey });
  const result = await store.accept(aNewMessage({ dedupeKey: String(key), channelId: ChannelId.parse(channel) }));
  await store.close();
  return result.kind === 'duplicate';
}

async function databaseAlone(rig: Rig, backup: string): Promise<void> {
  await rig.end('SIGTERM');
  putBack(rig, backup, false);
  await rig.start();
}

async function wholeFolder(rig: Rig, backup: string): Promise<void> {
  await rig.end('SIGTERM');
  putBack(rig, backup, true);
  await rig.start();
}

async function renamedWhileRunning(rig: Rig, backup: string): Promise<void> {
  const { database } = storeFilesIn(rig.dataDir);
  const aside = `${database}.new`;
  copyFileSync(storeFilesIn(backup).database, aside);
  renameSync(aside, database);
  await pause(settleMs);
}

/** As `cp` does: the same file gets other content. */
async function writtenOverWhileRunning(rig: Rig, backup: string): Promise<void> {
  copyFileSync(storeFilesIn(backup).database, storeFilesIn(rig.dataDir).database);
  await pause(settleMs);
}

function putBack(rig: Rig, backup: string, all: boolean): void {
  const [from, to] = [storeFilesIn(backup), storeFilesIn(rig.dataDir)];
  if (all) {
    rmSync(to.folder, { recursive: true });
    cpSync(from.folder, to.folder, { recursive: true });
    return;
  }
  for (const path of [to.writeAheadLog, to.sharedMemory]) if (existsSync(path)) rmSync(path);
  copyFileSync(from.database, to.database);
}

/** Acknowledged, and in no book. */
function goneFrom(
  record: Awaited<ReturnType<typeof readWitnesses>>,
  store: Awaited<ReturnType<typeof exportStore>>,
): number {
  const known = new Set(store.messages.flatMap(({ id, externalId }) => [id, externalId ?? id]));
  const acked = record.acked.map(({ direction, id, detail }) =>
    direction === 'in' ? id : String(detail?.['externalId']),
  );
  return [...new Set(acked)].filter((id) => !known.has(id)).length;
}

function metricsOf(rig: Rig) {
  return readMetrics(rig.relay.urls.admin).catch(() => null);
}

async function until(holds: () => Promise<boolean>, what: string, limitMs = 15_000): Promise<void> {
  for (const end = performance.now() + limitMs; performance.now() < end;) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error(`${what} did not come about within ${limitMs / 1_000} s`);
}
