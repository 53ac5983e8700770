import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { countsOf, logAnswers, type AnswerLog } from './answer-log.ts';
import { flowing } from './disk-trouble.ts';
import { expectNone } from './expect-none.ts';
import { startExpectingRefusal } from './refused-start.ts';

const heldMs = 6_000;
const readingMs = 4_000;
const latestAnswerMs = 4_500;
/** With a reader beside it the relay is to be as quick as a person expects. */
const usualAnswerMs = 1_000;

/** Another process has the store's files open. */
export const fileHeld: Scenario = {
  name: 'store-held-by-another',
  group: 'storage',
  title:
    'Another relay, a program that writes to the database, and one that reads it beside the relay: the second relay is kept out and told who has the store, the writer costs 503s in time and is named, the reader costs nothing',
  needs: ['linux'],
  inSlice: true,
  run: runFileHeld,
};

async function runFileHeld(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 7 });
  const rig = await startRig(context, {
    sandbox: { wechatRules: { responseTimeoutMs: 5_000, retryIntervalMs: 5_000 }, cxoneRules: { boxTimeoutMs: 5_000 } },
  });
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20 });
  await flowing(log);
  const broken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    const refusal = await startExpectingRefusal(rig);
    if (refusal.code !== 'STORE_LOCKED' || !refusal.message.includes(String(rig.relay.pid)))
      broken.push(`a second relay: ${JSON.stringify(refusal)}`);
    broken.push(...undisturbed(log, from, 'while a second relay tried to start'));
    broken.push(...(await readBesides(rig, log)));
    broken.push(...(await writtenByAnother(rig, log)));
  }
  load.stop();
  expectNone('not as it must be', broken);
  return { ...(await rig.verdict({ injections: rounds * 3 })), figures: {} };
}

/** A backup program reads the bytes, and somebody with the key keeps a question to the database open. */
async function readBesides(rig: Rig, log: AnswerLog): Promise<string[]> {
  const reader = openBesides(rig);
  const from = performance.now();
  reader.exec('BEGIN');
  reader.value('SELECT count(*) FROM message');
  while (performance.now() < from + readingMs) {
    for (const name of readdirSync(rig.dataDir)) if (name.startsWith('store.db')) readFileSync(join(rig.dataDir, name));
    await pause(100);
  }
  const problems = undisturbed(log, from, 'while another program read the database');
  reader.exec('COMMIT');
  reader.close();
  collectGarbage();
  return problems;
}

async function writtenByAnother(rig: Rig, log: AnswerLog): Promise<string[]> {
  const writer = openBesides(rig);
  const said = rig.relay.log().length;
  const from = performance.now();
  writer.exec('BEGIN IMMEDIATE');
  await pause(heldMs);
  const answers = log.since(from + 500);
  writer.exec('ROLLBACK');
  writer.close();
  collectGarbage();
  const problems: string[] = [];
  const taken = answers.filter(({ kind }) => kind === 'taken').length;
  if (taken > 0) problems.push(`${taken} messages taken while another program held the database`);
  const late = answers.filter(({ tookMs }) => tookMs > latestAnswerMs);
  if (late.length > 0)
    problems.push(
      `${late.length} of ${answers.length} answers later than ${latestAnswerMs} ms while another program wrote: ${JSON.stringify(countsOf(late))}`,
    );
  if (!/BUSY|locked|STORE_LOCKED/u.test(rig.relay.log().slice(said)))
    problems.push('the log does not say that another program has the database');
  await flowing(log);
  return problems;
}

function openBesides(rig: Rig): NativeDatabase {
  return new NativeDatabase(storeFilesIn(rig.dataDir).database, buildKeyLadder(rig.storeKey).fileKey);
}

function undisturbed(log: AnswerLog, from: number, when: string): string[] {
  const answers = log.since(from);
  const refused = answers.filter(({ kind }) => kind !== 'taken');
  const p99 = quantile(
    answers.map(({ tookMs }) => tookMs),
    0.99,
  );
  return [
    ...(refused.length === 0 ? [] : [`${when}: ${JSON.stringify(countsOf(refused))}`]),
    ...(p99 <= usualAnswerMs ? [] : [`${when}: p99 of the answers ${p99} ms`]),
  ];
}
