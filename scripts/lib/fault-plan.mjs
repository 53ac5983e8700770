import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { runAttached } from './run.mjs';

/**
 * @typedef {object} ListedScenario
 * @property {string} name
 * @property {string} group
 * @property {string} title
 * @property {string[]} needs
 * @property {boolean} inSlice
 */

/**
 * @typedef {object} FaultResult
 * @property {string} name
 * @property {string} group
 * @property {string} title
 * @property {string} extent
 * @property {number} seed
 * @property {'held' | 'failed' | 'not run'} status
 * @property {string} reason
 * @property {boolean} isExcused
 * @property {number} elapsedMs
 * @property {(Record<string, number> & { figures: Record<string, number | string> }) | null} outcome
 */

/** @typedef {{ extent: 'slice' | 'full' | 'night', seed: number }} PlanWish */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<ListedScenario[]>}
 */
export async function listScenarios(env) {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-plan-'));
  try {
    const list = join(folder, 'list.json');
    const exitCode = await runFile('test/faults/plan/list-plan.ts', { ...env, VEERPONT_FAULT_LIST: list });
    if (exitCode !== 0 || !existsSync(list)) throw new Problem('the fault plan could not be read');
    return JSON.parse(readFileSync(list, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs scenarios one after the other. When one takes the process down that runs it, that one has failed and the rest
 * still runs.
 *
 * @param {readonly ListedScenario[]} scenarios
 * @param {PlanWish} wish
 * @param {NodeJS.ProcessEnv} env
 * @param {() => boolean} isInterrupted
 * @returns {Promise<FaultResult[]>}
 */
export async function runScenarios(scenarios, wish, env, isInterrupted) {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-plan-'));
  const journal = join(folder, 'journal.jsonl');
  /** @type {FaultResult[]} */
  const results = [];
  try {
    let left = scenarios;
    while (left.length > 0 && !isInterrupted()) {
      rmSync(journal, { force: true });
      const only = left.map(({ name }) => name);
      const exitCode = await runFile('test/faults/plan/whole-plan.ts', {
        ...env,
        VEERPONT_FAULT_WISH: JSON.stringify({ extent: wish.extent, seed: wish.seed, only, journal }),
      });
      const { ended, unfinished } = readJournal(journal);
      results.push(...ended);
      const victim = left.find(({ name }) => name === unfinished);
      if (victim !== undefined) results.push(endedBadly(victim, wish, exitCode));
      const isStrayFailure = exitCode !== 0 && victim === undefined && !ended.some(({ status }) => status === 'failed');
      if (isStrayFailure) throw new Problem(`the plan's own program ended with ${exitCode}; see above`);
      const done = new Set(results.map(({ name }) => name));
      const rest = left.filter(({ name }) => !done.has(name));
      if (rest.length === left.length) throw new Problem('the fault plan does not get on');
      left = rest;
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {ListedScenario} scenario
 * @param {PlanWish} wish
 * @param {number} exitCode
 * @returns {FaultResult}
 */
function endedBadly({ name, group, title }, { extent, seed }, exitCode) {
  const reason = `the process that ran it ended with ${exitCode}`;
  return {
    name,
    group,
    title,
    extent,
    seed,
    status: 'failed',
    reason,
    isExcused: false,
    elapsedMs: 0,
    outcome: null,
  };
}

/**
 * @param {string} path
 * @returns {{ ended: FaultResult[], unfinished: string | undefined }}
 */
export function readJournal(path) {
  if (!existsSync(path)) return { ended: [], unfinished: undefined };
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const events = lines.map((line) => JSON.parse(line));
  const ended = events.filter(({ event }) => event === 'ended').map(({ event: _event, ...result }) => result);
  const unfinished = events.find(
    ({ event, name }) => event === 'started' && !ended.some((result) => result.name === name),
  );
  return { ended, unfinished: unfinished?.name };
}

/**
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 */
function runFile(file, env) {
  return runAttached(process.execPath, [fromRoot('scripts/lib/vitest-file.mjs'), file], { env });
}
