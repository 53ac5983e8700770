import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { relayHeapFlags } from '#main/relay-host/relay-heap.ts';
import { killAll } from './kit/child-program.ts';
import type { SystemParts } from './kit/systems.ts';
import { Bench } from './measures/bench-run.ts';
import { compare, usualPerSecond, type Compared } from './measures/compare.ts';
import type { Extra } from './measures/extra.ts';
import { measureAsked } from './measures/asked.ts';
import { measureBacklog, measureGrowth, measureWaiting } from './measures/filled.ts';
import { measureSearch } from './measures/search.ts';
import { measureSla } from './measures/sla.ts';
import { measureOutage } from './measures/outage.ts';
import { measureBurst, measureMemory } from './measures/steady.ts';
import { measureTail } from './measures/tail.ts';
import { readOptions, usage, type MeasureName, type Options } from './options.ts';
import { compareTable } from './report/compare-report.ts';
import { figure, table } from './report/table.ts';
import { goalTable, isReached, referenceChecks, relayGoals, type Goal } from './report/goals.ts';

/** A run whose references did not reach what they must: its figures mean nothing. */
const voidRun = 2;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (thrown) {
    process.stderr.write(`veerpont: ${thrown instanceof Error ? thrown.message : String(thrown)}\n${usage}\n`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-bench-'));
  process.on('exit', () => {
    killAll();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
  return run(options, folder);
}

async function run(options: Options, folder: string): Promise<number> {
  const { quick, seconds, only, messages, window } = options;
  const bench = new Bench(options.programs, options.perConversation);
  const parts: SystemParts = {
    programs: options.programs,
    relay: options.relay,
    folder,
    targetPort: await bench.targetPort(),
    relayNodeArgs: [
      ...relayHeapFlags,
      ...(options.profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]),
    ],
  };
  const print = (text: string): void => void process.stdout.write(`${text}\n\n`);
  print(`${cpus().length} cores, Node ${process.version}, ${options.rounds} rounds of ${seconds} s`);
  const compared = only.includes('throughput') ? await comparison(options, bench, parts) : [];
  const references = referenceChecks(compared);
  const extras: Extra[] = [];
  for (const [name, measure] of Object.entries(extraMeasures)) {
    if (!only.includes(name as MeasureName)) continue;
    const extra = await measure({ bench, parts, quick, seconds, messages, window, say });
    extras.push(extra);
    for (const one of [extra, ...(extra.further ?? [])]) print(extraTable(one));
  }
  await bench.end();

  const isVoid = !references.every(isReached);
  const goals: Goal[] = [...relayGoals(compared), ...extras.flatMap((extra) => extra.goals)];
  if (references.length > 0) print(goalTable('references', references));
  print(goalTable('relay', goals));
  if (isVoid) print('This run is void: a reference did not reach what it must. Nothing of it may be quoted.');
  if (options.json !== null) {
    const found = { at: new Date().toISOString(), options, isVoid, references, goals, compared, extras };
    writeFileSync(options.json, `${JSON.stringify(found, null, 1)}\n`);
  }
  return isVoid ? voidRun : 0;
}

function extraTable({ name, head, labels, rows }: Extra): string {
  return table(
    [name, ...head],
    rows.map((row, index) => [labels?.[index] ?? '', ...row.map((value) => figure(value, 2))]),
  );
}

const extraMeasures = {
  burst: measureBurst,
  outage: measureOutage,
  memory: measureMemory,
  waiting: measureWaiting,
  growth: measureGrowth,
  backlog: measureBacklog,
  sla: measureSla,
  search: measureSearch,
  asked: measureAsked,
  tail: measureTail,
};

async function comparison(options: Options, bench: Bench, parts: SystemParts): Promise<Compared[]> {
  const { quick, seconds, rounds, systems, works } = options;
  const compared = await compare({
    bench,
    parts,
    say,
    systems,
    works,
    rounds,
    warmUpSeconds: quick ? 1 : 3,
    paces: [
      { kind: 'saturated', seconds },
      { kind: 'rate', perSecond: usualPerSecond, seconds },
    ],
  });
  process.stdout.write(`${compareTable(compared, 'saturated')}\n\n${compareTable(compared, 'rate')}\n\n`);
  return compared;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

process.exitCode = await main();
