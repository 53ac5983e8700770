import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { latestVersion, schemaVersionOf } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { openIn, testKey } from '#test/integration/storage/sqlite-harness.ts';
import { buildProgram } from './build-program.ts';
import { expectNone } from './expect-none.ts';
import { isOldMessageDelivered, oldMessageId, oldMessageText } from './old-store.ts';

/** Whatever changes a file. */
const calls = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'unlink', 'mkdir'];
const latest = latestVersion(allMigrations);
const fileKey = buildKeyLadder(testKey).fileKey;

/** The process dies while it brings an older store up to date. */
export const migrationKilled: Scenario = {
  name: 'migration-killed',
  group: 'storage',
  title:
    'A store of each older schema is brought up to date by a process that is killed before each of its writes: the schema is the old one or the new one, a backup was made and read back first, and the next start finishes',
  needs: ['linux', 'strace'],
  inSlice: true,
  run: runMigrationKilled,
};

async function runMigrationKilled(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 5 });
  const program = await buildProgram('test/faults/storage/migration-program.ts');
  const broken: string[] = [];
  const figures = { schemas: latest - 1, leftOld: 0, leftNew: 0 };
  let injections = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let version = 1; version < latest; version += 1) {
      const messages = 20 + Math.floor(context.chance() * 60);
      const original = join(context.folder, `schema-${version}-${round}`);
      run(program, ['make', original, testKey.toString('hex'), String(version), String(messages)]);
      const done = trial(context, original);
      const steps = stepsOf(program, done);
      const schemas = { old: schemaOf(original), latest: schemaOf(done) };
      // In the slice some of the steps, else all of them.
      const every = Math.max(1, Math.floor(steps.length / context.times({ slice: 8, full: 1_000, night: 1_000 })));
      for (let index = Math.floor(context.chance() * every); index < steps.length; index += every) {
        const step = steps[index];
        if (step === undefined) continue;
        const folder = trial(context, original);
        const place = `schema ${version}, before ${step.call} ${step.nth}`;
        if (!isKilledBefore(program, folder, step)) broken.push(`${place}: it was not killed`);
        injections += 1;
        const found = schemaOf(folder);
        if (found === schemas.old) figures.leftOld += 1;
        else if (found === schemas.latest) figures.leftNew += 1;
        else if (!isStepBetween(found, version)) broken.push(`${place}: a schema between two`);
        if (found !== schemas.old && !hasBackup(folder, version, messages))
          broken.push(`${place}: no backup that can be read`);
        broken.push(...(await finishedBy(folder, messages)).map((problem) => `${place}: ${problem}`));
        rmSync(folder, { recursive: true });
      }
    }
  }
  expectNone('not as it must be', broken);
  return { injections, lost: 0, figures };
}

let trials = 0;
function trial(context: ScenarioContext, original: string): string {
  trials += 1;
  const folder = join(context.folder, `trial-${trials}`);
  cpSync(original, folder, { recursive: true });
  return folder;
}

function run(program: string, args: readonly string[], wrap: readonly string[] = []): NodeJS.Signals | null {
  const [command = '', ...rest] = [...wrap, process.execPath, program, ...args];
  const { status, signal, stderr } = spawnSync(command, rest, { encoding: 'utf8', timeout: 60_000 });
  // strace passes the death of its child on, as a signal or as an exit code.
  const wasKilled = signal === 'SIGKILL' || status === 137;
  if (!wasKilled && status !== 0) throw new Error(`${args[0]} failed: ${stderr}`);
  return wasKilled ? 'SIGKILL' : null;
}

const openArguments = (folder: string): string[] => ['open', folder, testKey.toString('hex')];

interface Step {
  readonly call: string;
  /** Counted among the calls of that name. */
  readonly nth: number;
}

/** The calls an undisturbed run makes, in their order. The tracer counts each name by itself. */
function stepsOf(program: string, folder: string): Step[] {
  const output = `${folder}.trace`;
  run(program, openArguments(folder), ['strace', '-f', '-o', output, '-e', `trace=${calls.join(',')}`]);
  const made = new Map<string, number>();
  return readFileSync(output, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const call = /^\d+ +(\w+)\(/u.exec(line)?.[1];
      if (call === undefined) return [];
      const nth = (made.get(call) ?? 0) + 1;
      made.set(call, nth);
      return [{ call, nth }];
    });
}

/** Ends the process as it is about to make that call. */
function isKilledBefore(program: string, folder: string, { call, nth }: Step): boolean {
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`];
  return run(program, openArguments(folder), ['strace', '-f', '-o', '/dev/null', ...inject]) === 'SIGKILL';
}

/** The schema in words, with its version. */
function schemaOf(folder: string): string {
  return withDatabase(storeFilesIn(folder).database, (database) => {
    const rows = database.query('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').all([]);
    return `${schemaVersionOf(database)}\n${rows.map(([sql]) => String(sql)).join('\n')}`;
  });
}

/** Each migration is a step of its own: a whole one of those between is as good as the first or the last. */
function isStepBetween(schema: string, from: number): boolean {
  const version = Number(schema.split('\n', 1)[0]);
  return version > from && version < latest;
}

function hasBackup(folder: string, version: number, messages: number): boolean {
  const { backups } = storeFilesIn(folder);
  if (!existsSync(backups)) return false;
  return readdirSync(backups).some((name) =>
    withDatabase(join(backups, name), (database) => {
      const isWhole = database.value('PRAGMA integrity_check') === 'ok';
      return (
        isWhole && schemaVersionOf(database) === version && database.value('SELECT count(*) FROM message') === messages
      );
    }),
  );
}

/** The next start brings it up to date, and everything is there. */
async function finishedBy(folder: string, messages: number): Promise<string[]> {
  const problems: string[] = [];
  const store = openIn(folder);
  try {
    for (let number = 1; number <= messages; number += 1) {
      const { row, content } = await store.message(oldMessageId(number) as MessageId);
      if (content.kind !== 'text' || content.text !== oldMessageText(number))
        problems.push(`${row.id} has another text`);
      const state = isOldMessageDelivered(number) ? 'delivered' : 'pending';
      if (row.state !== state) problems.push(`${row.id} is ${row.state}`);
    }
    if (!(await store.verifyCounts()).agrees) problems.push('the running counts are not those of a recount');
    if (store.missingRecords() !== 0) problems.push(`${store.missingRecords()} records missing`);
  } finally {
    await store.close();
  }
  if (Number(schemaOf(folder).split('\n', 1)[0]) !== latest) problems.push('not up to date after the next start');
  return problems;
}

function withDatabase<T>(path: string, use: (database: NativeDatabase) => T): T {
  const database = new NativeDatabase(path, fileKey);
  try {
    return use(database);
  } finally {
    database.close();
    collectGarbage();
  }
}
