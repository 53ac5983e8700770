import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lineSplitter, readSummaryLine } from './demo-summary.mjs';
import { projectRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { exitCodeOf, forwardSignals } from './run.mjs';

/** Around the demo’s own time: start (at most a minute), screenshots, and until nothing is pending (at most a minute). */
const demoGraceMs = 150_000;
const graceBeforeKillMs = 10_000;
const pipeCloseMs = 3_000;
const smallSharedMemoryBytes = 256 * 1024 * 1024;

/**
 * The environment of the app: ours, without what would turn Electron into plain Node.
 *
 * @param {NodeJS.ProcessEnv} extra
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnvironment(extra) {
  const { ELECTRON_RUN_AS_NODE: _node, ...env } = process.env;
  return { ...env, ...extra };
}

/**
 * Switches for Chromium that this machine needs.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function machineSwitches(env) {
  if (process.platform !== 'linux') return [];
  const switches = [];
  if (!env.DISPLAY && env.WAYLAND_DISPLAY) switches.push('--ozone-platform=wayland');
  // Containers often give 64 MB of shared memory, and Chromium's pages die of that.
  if (sharedMemoryBytes() < smallSharedMemoryBytes) switches.push('--disable-dev-shm-usage');
  return switches;
}

function sharedMemoryBytes() {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks;
  } catch {
    return 0;
  }
}

/**
 * Runs the app for a demo: its own lines go to our standard output, except the summary, which is handed back.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {number} demoSeconds
 * @param {number} [graceMs] how much longer than the demo the app may take
 * @returns {Promise<{ exitCode: number, summary: import('./demo-summary.mjs').DemoSummary | undefined }>}
 */
export async function runDemo(program, args, env, demoSeconds, graceMs = demoGraceMs) {
  /** @type {import('./demo-summary.mjs').DemoSummary | undefined} */
  let summary;
  const child = spawn(program, [...args], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stopForwarding = forwardSignals(child);
  const lines = lineSplitter((line) => {
    const read = readSummaryLine(line);
    if (read === undefined) process.stdout.write(`${line}\n`);
    else summary = read;
  });
  child.stdout.setEncoding('utf8').on('data', (piece) => lines.push(piece));

  const budgetMs = demoSeconds * 1000 + graceMs;
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), graceBeforeKillMs).unref();
  }, budgetMs);
  try {
    const closed = new Promise((/** @type {(value: void) => void} */ resolve) => child.once('close', () => resolve()));
    const exitCode = await new Promise((/** @type {(value: number) => void} */ resolve, reject) => {
      child.once('error', (error) => reject(new Problem(`${program} could not be started: ${error.message}`)));
      child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
    });
    // A helper process of Chromium can outlive the app for a moment and hold the pipe open.
    await Promise.race([closed, sleep(pipeCloseMs, undefined, { ref: false })]);
    lines.end();
    if (overdue) throw new Problem(`the app had not ended ${budgetMs / 1000} s after its start and was stopped`);
    return { exitCode, summary };
  } finally {
    clearTimeout(timer);
    stopForwarding();
  }
}
