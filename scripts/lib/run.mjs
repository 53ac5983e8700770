import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project.mjs';
import { Problem } from './problem.mjs';

const keptOutputBytes = 64 * 1024;
const betweenBeatsMs = 1_000;
const graceBeforeKillMs = 5_000;

/**
 * @typedef {object} QuietOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(stop: (reason: string) => void) => void} [onBeat] called every second; may stop the program
 */

/**
 * Runs a program, keeps the tail of what it prints, and fails with that tail.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {QuietOptions} [options]
 * @returns {Promise<string>} the kept output
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    let output = '';
    /** @type {string | undefined} */
    let stopped;
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? projectRoot,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output = (output + text).slice(-keptOutputBytes)));
    }
    const beat = setInterval(() => {
      options.onBeat?.((reason) => {
        if (stopped !== undefined) return;
        stopped = reason;
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), graceBeforeKillMs).unref();
      });
    }, betweenBeatsMs);
    child.once('error', (error) => {
      clearInterval(beat);
      reject(new Problem(`${command} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      clearInterval(beat);
      if (stopped !== undefined) reject(new Problem(stopped));
      else if (code === 0) resolve(output);
      else
        reject(new Problem(`${[command, ...args].join(' ')} ended with ${code ?? signal}\n${lastLines(output, 30)}`));
    });
  });
}

/**
 * Runs a program that speaks for itself: same input and output, our SIGINT and SIGTERM passed on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} its exit code; 128 + signal number when a signal ended it
 */
export function runAttached(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? projectRoot,
      env: options.env ?? process.env,
      stdio: options.stdio ?? 'inherit',
    });
    const stopForwarding = forwardSignals(child);
    child.once('error', (error) => {
      stopForwarding();
      reject(new Problem(`${command} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve(exitCodeOf(code, signal));
    });
  });
}

/**
 * Passes SIGINT and SIGTERM on to a child instead of dying of them, so that it can stop cleanly and we report its end.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} ends the forwarding
 */
export function forwardSignals(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => void child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** @type {Partial<Record<NodeJS.Signals, number>>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export const exitCodeOf = (code, signal) => code ?? 128 + (signalNumbers[signal ?? 'SIGTERM'] ?? 0);

/**
 * @param {string} text
 * @param {number} count
 * @returns {string}
 */
export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');

/**
 * How to call npm without relying on a shell: through the npm that started us, or the one beside Node.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[] }}
 */
export function npmProgram(env = process.env) {
  const beside = [
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = [env.npm_execpath, ...beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return script === undefined ? { command: 'npm', args: [] } : { command: process.execPath, args: [script] };
}
