import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { expect } from 'vitest';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from './expect-none.ts';
import { effectOf } from './judge-store.ts';
import { startStoreReader } from './reader-process.ts';
import { copyAsAfterPowerCut, folderNames } from './store-copies.ts';
import { WitnessedStore } from './witnessed-store.ts';

interface Others {
  /** Of an installation with another key. */
  readonly stranger: StoreFiles;
  /** Of an installation with the same key. */
  readonly sibling: StoreFiles;
  /** The same store some time ago. */
  readonly older: StoreFiles;
}

interface Case {
  readonly name: string;
  readonly spoil: (files: StoreFiles, others: Others) => void;
}

const cutTo = (path: string, share: number): void => {
  truncateSync(path, Math.floor((statSync(path).size * share) / 4_096) * 4_096);
};

/** On a store that was closed: its log is empty. Must be refused. */
const ofDatabase: readonly Case[] = [
  { name: 'database of no bytes', spoil: ({ database }) => truncateSync(database, 0) },
  { name: 'database cut in half', spoil: ({ database }) => cutTo(database, 0.5) },
  {
    name: 'database without its last page',
    spoil: ({ database }) => truncateSync(database, statSync(database).size - 4_096),
  },
  { name: 'database gone', spoil: ({ database }) => rmSync(database) },
  { name: 'database of a stranger', spoil: ({ database }, { stranger }) => copyFileSync(stranger.database, database) },
  { name: 'database of a sibling', spoil: ({ database }, { sibling }) => copyFileSync(sibling.database, database) },
];

/** On a store whose process was killed: its newest messages stand in the log. May open, or be refused. */
const ofLog: readonly Case[] = [
  { name: 'log gone', spoil: ({ writeAheadLog }) => rmSync(writeAheadLog) },
  { name: 'log of no bytes', spoil: ({ writeAheadLog }) => truncateSync(writeAheadLog, 0) },
  {
    name: 'log of a stranger',
    spoil: ({ writeAheadLog }, { stranger }) => copyFileSync(stranger.writeAheadLog, writeAheadLog),
  },
  {
    name: 'log of a sibling',
    spoil: ({ writeAheadLog }, { sibling }) => copyFileSync(sibling.writeAheadLog, writeAheadLog),
  },
  {
    name: 'log of an earlier time',
    spoil: ({ writeAheadLog }, { older }) => copyFileSync(older.writeAheadLog, writeAheadLog),
  },
  {
    name: 'shared memory of a stranger',
    spoil: ({ sharedMemory }, { stranger }) => copyFileSync(stranger.sharedMemory, sharedMemory),
  },
  { name: 'shared memory gone', spoil: ({ sharedMemory }) => rmSync(sharedMemory) },
];

/** Files of the store are cut, missing, or not its own. */
export const filesCutOrSwapped: Scenario = {
  name: 'store-files-cut-or-swapped',
  group: 'storage',
  title:
    'The database is empty, cut, gone or another one, its log or shared memory missing or foreign: never an empty start without a word, never foreign content, and what is missing is counted',
  needs: [],
  inSlice: true,
  run: runFilesCutOrSwapped,
};

async function runFilesCutOrSwapped(context: ScenarioContext) {
  const next = folderNames(context.folder);
  const rounds = context.times({ slice: 1, full: 1, night: 10 });
  const reader = await startStoreReader();
  context.onEnd(() => reader.end());
  const broken: string[] = [];
  let refused = 0;
  let counted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const stranger = await left(context, next('stranger'), { prefix: 'strange-', key: Buffer.alloc(32, 9) });
    const sibling = await left(context, next('sibling'), { prefix: 'sibling-' });
    const { older, killed, closed, ids } = await leftInThreeStates(context, next);
    const bases = [
      ...ofDatabase.map((one) => ({ ...one, base: closed })),
      ...ofLog.map((one) => ({ ...one, base: killed })),
    ];
    for (const { name, spoil, base } of bases) {
      const files = copyWithSharedMemory(base.folder, next('case'));
      const intact = await reader.read({ folder: copyWithSharedMemory(base.folder, next('intact')).folder, ids });
      if (intact.kind !== 'opened') throw new Error('the undamaged store does not open');
      spoil(files, { stranger, sibling, older });
      const before = contentsOf(files);
      const answer = await reader.read({ folder: files.folder, ids });
      if (answer.kind === 'refused') {
        refused += 1;
        if (!['STORE_MISSING', 'STORE_DAMAGED'].includes(answer.code)) broken.push(`${name}: called ${answer.code}`);
        if (contentsOf(files) !== before) broken.push(`${name}: refused (${answer.code}), and the files were changed`);
        continue;
      }
      const { findings } = answer;
      if (findings.missing > 0) counted += 1;
      const { hidden } = effectOf(ids, findings, intact.findings);
      if (base === closed && findings.missing < ids.length) broken.push(`${name}: opened without telling what is gone`);
      if (hidden.length > 0) broken.push(`${name}: ${hidden.length} messages changed, and nothing tells: ${hidden[0]}`);
      for (const id of ids) {
        const [now, was] = [findings.messages[id], intact.findings.messages[id]];
        if (now?.kind === 'readable' && was?.kind === 'readable') expect(now.text, `${name}: ${id}`).toBe(was.text);
      }
      if (answer.writeRefusedWith !== null) broken.push(`${name}: takes no messages (${answer.writeRefusedWith})`);
    }
  }
  expectNone('not as it must be', broken);
  const injections = rounds * (ofDatabase.length + ofLog.length);
  return { injections, lost: 0, figures: { refused, openedWithLossCounted: counted } };
}

/** A store as a killed relay leaves it, with its log. */
async function left(
  context: ScenarioContext,
  folder: string,
  options: { readonly prefix: string; readonly key?: Buffer },
): Promise<StoreFiles> {
  const witness = new WitnessedStore(folder, context.chance, options);
  await witness.work(30);
  const copy = copyWithSharedMemory(folder, `${folder}-left`);
  await witness.close();
  return copy;
}

/** One store at an earlier time, killed later on, and closed at last. */
async function leftInThreeStates(context: ScenarioContext, next: (name: string) => string) {
  const witness = new WitnessedStore(next('live'), context.chance);
  await witness.work(30);
  const older = copyWithSharedMemory(witness.folder, next('older'));
  await witness.reopen();
  await witness.work(30);
  const killed = copyWithSharedMemory(witness.folder, next('killed'));
  await witness.close();
  const closed = copyAsAfterPowerCut(witness.folder, next('closed'));
  return { older, killed, closed, ids: witness.messages.map(({ id }) => id) };
}

function copyWithSharedMemory(folder: string, to: string): StoreFiles {
  const files = copyAsAfterPowerCut(folder, to);
  const { sharedMemory } = storeFilesIn(folder);
  if (existsSync(sharedMemory)) copyFileSync(sharedMemory, files.sharedMemory);
  return files;
}

/** What of the store can be read again: database and log. An empty log is as good as none. */
function contentsOf({ database, writeAheadLog }: StoreFiles): string {
  const content = (path: string): string => (existsSync(path) ? readFileSync(path).toString('latin1') : '');
  return `${existsSync(database)} ${content(database)} ${content(writeAheadLog)}`;
}
