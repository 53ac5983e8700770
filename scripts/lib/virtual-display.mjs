import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.mjs';

const startsWithinMs = 15_000;
const stopsWithinMs = 5_000;

/** @param {NodeJS.ProcessEnv} [env] */
export const hasDisplay = (env = process.env) =>
  process.platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

/** @param {NodeJS.ProcessEnv} [env] */
export const hasXvfb = (env = process.env) =>
  (env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, 'Xvfb')));

/**
 * Starts a virtual display of 1920x1080 on a number nobody uses.
 *
 * @returns {Promise<{ display: string, pid: number, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay() {
  // Xvfb picks the free number itself and writes it to file descriptor 3: no race with others who look for one.
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
  // A process group of its own, so that Ctrl+C reaches the app first and the display last.
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  const ended = new Promise((/** @type {(value: void) => void} */ resolve) => xvfb.once('exit', () => resolve()));
  const kill = () => void xvfb.kill('SIGTERM');
  process.once('exit', kill);

  let complaints = '';
  xvfb.stderr?.setEncoding('utf8').on('data', (text) => (complaints = (complaints + text).slice(-2_000)));
  const numberStream = /** @type {import('node:stream').Readable} */ (xvfb.stdio[3]);
  const number = await new Promise((/** @type {(value: string) => void} */ resolve, reject) => {
    let text = '';
    const timer = setTimeout(
      () => reject(new Problem(`Xvfb did not start within ${startsWithinMs / 1000} s`)),
      startsWithinMs,
    );
    numberStream.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    xvfb.once('error', (error) => reject(new Problem(`Xvfb could not be started: ${error.message}`)));
    xvfb.once('exit', (code) => reject(new Problem(`Xvfb ended with ${code}: ${complaints.trim()}`)));
  });
  return {
    display: `:${number}`,
    pid: xvfb.pid ?? 0,
    async stop() {
      process.off('exit', kill);
      kill();
      const insist = setTimeout(() => xvfb.kill('SIGKILL'), stopsWithinMs);
      await ended;
      clearTimeout(insist);
      numberStream.destroy();
      xvfb.stderr?.destroy();
    },
  };
}
